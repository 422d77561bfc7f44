package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.tcp.DeliveryRate.Sample;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * What BBR is about (draft-ietf-ccwg-bbr-06 §5.3): finding out how much the path carries, letting
 * what queues drain, and then cycles of cruising and of trying for more, with a look at the path's
 * length now and then.
 */
sealed interface BbrState {
  /** Twice as much each round trip, until that does not make more arrive (§5.3.1). */
  record Startup(Plateau plateau) implements BbrState {}

  /**
   * What queued meanwhile drains (§5.3.2).
   *
   * @param since the round trip in which it began
   */
  record Drain(int since) implements BbrState {}

  /**
   * What queued while more was tried drains (ProbeBW_DOWN, §5.3.3.1).
   *
   * @param tried whether losses still tell of what was tried
   */
  record Down(Pause pause, boolean tried) implements BbrState {}

  /** As much goes out as arrives (ProbeBW_CRUISE, §5.3.3.2). */
  record Cruise(Pause pause) implements BbrState {}

  /** For a round trip the path is filled, so that more can be tried (§5.3.3.3). */
  record Refill() implements BbrState {}

  /**
   * More is tried (ProbeBW_UP, §5.3.3.4).
   *
   * @param rounds how many round trips so far
   */
  record Up(Plateau plateau, int rounds) implements BbrState {}

  /**
   * Little is sent, to see how long the way is (§5.3.4).
   *
   * @param filled whether what the path carries is known
   * @param window what it was before
   * @param until when it is over; none while more than that little is on its way
   * @param rounded whether that was for a round trip
   */
  record ProbeRtt(boolean filled, int window, Option<MonotonicTime> until, boolean rounded)
      implements BbrState {}

  /**
   * Whether what arrives still grows (§5.3.1.2). Where the peer's window held more back, that it
   * does not says little, as most peers' windows grow; such a round trip counts a third.
   *
   * @param best what arrived when it did last, in octets a nanosecond
   * @param rounds how many round trips it has not since, in thirds
   */
  record Plateau(double best, int rounds) {
    static final Plateau NONE = new Plateau(0, 0);

    private static final int WHOLE = 3;
    private static final int ENOUGH = 3 * WHOLE;
    private static final double GROWTH = 1.25;

    Plateau seen(Seen in) {
      if (!in.round || in.sample.limited()) {
        return this;
      }
      double rate = in.sample.rate();
      int more = in.sample.held() ? 1 : WHOLE;
      return rate >= best * GROWTH ? new Plateau(rate, 0) : new Plateau(best, rounds + more);
    }

    boolean isReached() {
      return rounds >= ENOUGH;
    }
  }

  /**
   * Until more is tried again (§5.3.3.8): two to three seconds, or fewer round trips than Reno
   * would take to come back to its window.
   *
   * @param rounds that have passed
   * @param most after so many it is over
   */
  record Pause(MonotonicTime end, int rounds, int most) {
    private static final int USUAL = 63;
    private static final int BRIEF = 8;
    private static final Duration LEAST = Duration.ofSeconds(2);
    private static final long SPREAD = 1_000_000_000;

    /** The lowest digits of the clock are chance enough for flows to part. */
    static Pause from(MonotonicTime now) {
      long mixed = ((now.nanos() / 1_000) * 0x9e37_79b9_7f4a_7c15L) >>> 1;
      return new Pause(now.plus(LEAST).plus(Duration.ofNanos(mixed % SPREAD)), 0, USUAL);
    }

    /** What was found in a hurry is looked at again soon, as often as version 1 does. */
    static Pause brief(MonotonicTime now) {
      return new Pause(now.plus(LEAST), 0, BRIEF);
    }

    Pause seen(Seen in) {
      return in.round ? new Pause(end, rounds + 1, most) : this;
    }

    boolean isOver(Seen in) {
      double target = Math.min(in.path.volume(in.path.rate()), in.load.window);
      return in.now.reached(end) || rounds >= Math.min(target / in.load.mss, most);
    }
  }

  /**
   * What an arrival tells.
   *
   * @param round whether a round trip is over
   * @param rounds how many are
   * @param excess whether too much was lost
   */
  record Seen(
      Sample sample,
      boolean round,
      int rounds,
      boolean excess,
      BbrPath path,
      BbrBounds bounds,
      Load load,
      MonotonicTime now) {
    /** What {@code gain} times the path holds, at the bandwidth there is now. */
    double volume(double gain) {
      double rate = Math.min(path.rate(), bounds.rate());
      return Math.max(gain * path.volume(rate), 4.0 * load.mss);
    }
  }

  /**
   * In octets.
   *
   * @param octets that arrived just now
   * @param window the congestion window as it was
   */
  record Load(int octets, int inflight, int window, int mss) {}

  /** What comes next, and what was learned of the bounds. */
  record Move(BbrState state, BbrBounds bounds) {}

  /** How much faster than the path it sends (§5.6.1). */
  default double pace() {
    return switch (this) {
      case Startup _ -> 2.77;
      case Drain _ -> 0.5;
      case Down _ -> 0.9;
      case Cruise _, Refill _, ProbeRtt _ -> 1;
      case Up _ -> 1.25;
    };
  }

  /** How much more than the path holds may be on its way (§5.6.1; in startup as in version 1). */
  default double volume() {
    return switch (this) {
      case Startup _ -> 2.89;
      case Drain _, Down _, Cruise _, Refill _ -> 2;
      case Up _ -> 2.25;
      case ProbeRtt _ -> 0.5;
    };
  }

  /** Whether it is out for more, so that losses say nothing about what was safe before. */
  default boolean isTrying() {
    return switch (this) {
      case Startup _, Refill _, Up _ -> true;
      case Drain _, Down _, Cruise _, ProbeRtt _ -> false;
    };
  }

  /** Whether it knows what the path carries (BBR.full_bw_reached). */
  default boolean isFilled() {
    return switch (this) {
      case Startup _ -> false;
      case ProbeRtt probe -> probe.filled;
      case Drain _, Down _, Cruise _, Refill _, Up _ -> true;
    };
  }

  /** Whether a cycle of probing ends in this state with what was seen (§5.5.6). */
  default boolean isTurning(Seen in) {
    return switch (this) {
      case Down(var pause, _) -> in.round && pause.rounds == 0 && !in.sample.limited();
      case Cruise(var pause) -> in.round && pause.rounds == 0 && !in.sample.limited();
      case Startup _, Drain _, Refill _, Up _, ProbeRtt _ -> false;
    };
  }
}
