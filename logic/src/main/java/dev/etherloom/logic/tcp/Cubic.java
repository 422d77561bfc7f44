package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.control.Option;

/**
 * CUBIC (RFC 9438): after a loss the window comes back fast to where it was, stays about there, and
 * then explores. Windows in segments, times in seconds.
 *
 * <p>In two things this is Linux's reading of it. What is acknowledged at about one moment grows
 * the window alike, whether one acknowledgment tells of it or many: the target is a round trip
 * ahead, and many in a burst that each began with what the last one left would stop short of it
 * (§4.4). And of the growth of CUBIC and of Reno the larger one counts, also where W_cubic is not
 * yet above W_est, as at an epoch's first burst it cannot be (§4.3).
 *
 * @param most the window when something was lost last (W_max)
 * @param before the window when it was reduced last (cwnd_prior)
 * @param epoch the growth since then; none before it begins
 * @param rest a part of an octet by which the window is still to grow, or has grown too far
 */
record Cubic(double most, double before, Option<Epoch> epoch, double rest) implements Growth {
  static final Cubic FRESH = new Cubic(0, 0, Option.none(), 0);

  /** β, §4.6. */
  private static final double DECREASE = 0.7;

  /** C, §5: in segments a second³. */
  private static final double AGGRESSION = 0.4;

  /** α, §4.3: by how much Reno's window may grow so that both get the same on average. */
  private static final double RENO_INCREASE = 3 * (1 - DECREASE) / (1 + DECREASE);

  private static final double SECOND = 1e9;

  /**
   * A stage of congestion avoidance.
   *
   * @param start when it began
   * @param plateau how long until the window is W_max again (K)
   * @param reno the window that Reno would have by now (W_est)
   */
  record Epoch(MonotonicTime start, double plateau, double origin, double reno, Aim aim) {
    Epoch withReno(double window) {
      return new Epoch(start, plateau, origin, window, aim);
    }

    /** Where the window should be a round trip from now; that holds for a part of one. */
    Epoch aimed(double size, double round, MonotonicTime now) {
      double elapsed = now.since(start).toNanos() / SECOND;
      return elapsed < aim.until
          ? this
          : new Epoch(start, plateau, origin, reno, aim(size, elapsed, round));
    }

    private Aim aim(double size, double elapsed, double round) {
      double wanted = Math.clamp(window(elapsed + round), size, 1.5 * size);
      return new Aim(elapsed + round / Aim.PARTS, size, wanted);
    }

    /**
     * W_cubic at so many seconds from the start on (§4.2), in whole segments, as no part of one
     * goes out.
     */
    private double window(double at) {
      double far = at - plateau;
      return Math.ceil(AGGRESSION * far * far * far + origin);
    }
  }

  /**
   * What the window is to become.
   *
   * @param until in seconds from the epoch's start on
   * @param from what it was when that was found
   */
  record Aim(double until, double from, double target) {
    static final Aim NONE = new Aim(0, 1, 0);

    /** A round trip's; what is acknowledged within one of them is a burst. */
    static final int PARTS = 16;

    /**
     * By how much a window of {@code size} grows when so many segments were acknowledged: in a
     * round trip those are as many whole ones as it holds.
     */
    double growth(double size, double acked) {
      double share = acked / Math.max(1, Math.floor(from));
      return Math.clamp((target - from) * share, 0, Math.max(0, target - size));
    }
  }

  @Override
  public Grown avoided(int window, int octets, int mss, long smoothed, MonotonicTime now) {
    double size = (double) window / mss;
    double acked = (double) octets / mss;
    var begun = epoch.isDefined() ? epoch.get() : begun(size, now);
    var at = begun.aimed(size, smoothed / SECOND, now);
    double reno = at.reno + (at.reno < before ? RENO_INCREASE : 1) * acked / size;
    double more = Math.max(reno - size, at.aim.growth(size, acked));
    double grown = more * mss + rest;
    int whole = (int) Math.clamp(Math.ceil(grown), 0, octets);
    var next = new Cubic(most, before, Option.some(at.withReno(reno)), grown - whole);
    return new Grown(next.clipped(), whole);
  }

  private Cubic clipped() {
    return Math.abs(rest) <= 1 ? this : new Cubic(most, before, epoch, Math.signum(rest));
  }

  private Epoch begun(double size, MonotonicTime now) {
    double far = Math.max(0, most - size);
    double plateau = Math.cbrt(far / AGGRESSION);
    return new Epoch(now, plateau, Math.max(most, size), size, Aim.NONE);
  }

  /** With fast convergence, §4.7: who loses before W_max, in whole segments, makes room. */
  @Override
  public Reduced reduced(int window, int mss) {
    double size = (double) window / mss;
    double whole = Math.floor(size);
    double next = whole < most ? whole * (1 + DECREASE) / 2 : whole;
    int threshold = Math.max((int) Math.round(size * DECREASE), LEAST) * mss; // the nearest whole
    return new Reduced(new Cubic(next, whole, Option.none(), 0), threshold);
  }

  @Override
  public Growth paused() {
    return epoch.isEmpty() ? this : new Cubic(most, before, Option.none(), 0);
  }
}
