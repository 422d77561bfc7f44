package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * Spreads what the window would let go at once: beyond a burst, octets go out a little faster than
 * the window is acknowledged (RFC 9002 §7.7, RFC 9406 §4.2). What acknowledgments clock is not held
 * back, unless a model of the path knows how fast it is.
 *
 * @param credit octets that may go out now
 * @param at when the credit was counted last
 * @param due when there will be more; none where there is some
 */
record Pace(long credit, MonotonicTime at, Option<MonotonicTime> due) {
  /** What goes out at once: about what one frame with segmentation offload holds. */
  private static final long BURST = 65_536;

  /** The same where a model of the path knows how fast it is. */
  private static final double LEAST = 3_000;

  /** What is missed then for want of processor time is made up for, as far as queues bear it. */
  private static final long LATE = 16_000_000;

  /** As exact as a wake-up is; what would be due within counts as due. */
  private static final long CLOCK = 2_000_000;

  private static final long TICK = 1_000_000;

  /** By each of these that the way is longer, half as much goes out as one. */
  private static final long STEP = 512_000;

  private static final long SECOND = 1_000_000_000;

  static Pace from(MonotonicTime now) {
    return new Pace(BURST, now, Option.none());
  }

  boolean isSpent() {
    return credit <= 0;
  }

  Pace sent(int octets) {
    return new Pace(credit - octets, at, due);
  }

  /**
   * So much has left the path, and as much may enter it; twice as much in slow start. Who holds
   * that back has a smaller window than the one that counts when something is lost.
   */
  Pace clocked(int octets, Congestion congestion) {
    if (octets <= 0 || congestion.isModelled()) {
      return this;
    }
    long more = congestion.isSlowStart() ? 2L * octets : octets;
    long next = Math.max(credit, Math.min(Math.max(BURST, congestion.window()), credit + more));
    return next == credit ? this : new Pace(next, at, next > 0 ? Option.none() : due);
  }

  /**
   * Counts again, where nothing is left.
   *
   * @param smoothed the round-trip time in nanoseconds; 0: unknown, so that nothing is held back
   */
  Pace counted(Congestion congestion, long smoothed, MonotonicTime now) {
    if (credit > 0) {
      return this;
    }
    double rate = congestion.pace(Math.max(smoothed, 1));
    boolean modelled = congestion.isModelled();
    double burst = Math.max(modelled ? LEAST : (double) BURST, rate * CLOCK);
    double most = modelled ? Math.max(burst, rate * Math.min(LATE, smoothed / 4)) : burst;
    double more = rate * now.since(at).toNanos();
    long next = smoothed == 0 ? BURST : (long) Math.min(most, credit + more);
    if (next > 0) {
      return new Pace(next, now, Option.none());
    }
    long wait = (long) Math.min(SECOND, (burst / 8 - next) / rate);
    return new Pace(next, now, Option.some(now.plus(Duration.ofNanos(wait))));
  }

  /**
   * How many segments go out as one, as Linux hands them to a link that cuts them: what it sends in
   * a millisecond or, where the way is short, more of it, yet half the window at most. Where such a
   * one is complete nobody on the way should wait for more, so its end is marked (PSH).
   *
   * @param shortest the shortest way, in nanoseconds
   */
  static int together(Congestion congestion, long smoothed, long shortest, int mss) {
    double inTick = congestion.pace(Math.max(smoothed, 1)) * TICK;
    long steps = Math.min(shortest / STEP, Integer.SIZE);
    long octets = (long) Math.min(BURST, inTick + (BURST >> steps));
    int half = Math.max(1, congestion.window() / mss / 2);
    return (int) Math.min(half, Math.max(2, octets / mss));
  }
}
