package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.control.Option;

/**
 * CUBIC (RFC 9438): after a loss the window comes back fast to where it was, stays about there, and
 * then explores. Windows in segments, times in seconds.
 *
 * @param most the window when something was lost last (W_max)
 * @param before the window when it was reduced last (cwnd_prior)
 * @param epoch the growth since then; none before it begins
 * @param rest a part of an octet by which the window is still to grow
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
  record Epoch(MonotonicTime start, double plateau, double origin, double reno) {
    Epoch withReno(double window) {
      return new Epoch(start, plateau, origin, window);
    }

    /** W_cubic at so many seconds from the start on (§4.2). */
    double window(double at) {
      double far = at - plateau;
      return AGGRESSION * far * far * far + origin;
    }
  }

  @Override
  public Grown avoided(int window, int octets, int mss, long smoothed, MonotonicTime now) {
    double size = (double) window / mss;
    double acked = (double) octets / mss;
    var at = epoch.isDefined() ? epoch.get() : begun(size, now);
    double reno = at.reno + (at.reno < before ? RENO_INCREASE : 1) * acked / size;
    double elapsed = now.since(at.start).toNanos() / SECOND;
    double wanted = Math.clamp(at.window(elapsed + smoothed / SECOND), size, 1.5 * size);
    boolean isRenoFaster = at.window(elapsed) < reno;
    double more = isRenoFaster ? Math.max(0, reno - size) : (wanted - size) / size * acked;
    double grown = more * mss + rest;
    int whole = (int) Math.min(grown, octets);
    var next = new Cubic(most, before, Option.some(at.withReno(reno)), grown - whole);
    return new Grown(next.clipped(), whole);
  }

  private Cubic clipped() {
    return rest <= 1 ? this : new Cubic(most, before, epoch, 1);
  }

  private Epoch begun(double size, MonotonicTime now) {
    double far = Math.max(0, most - size);
    return new Epoch(now, Math.cbrt(far / AGGRESSION), Math.max(most, size), size);
  }

  /** With fast convergence, §4.7: who loses before W_max makes room for others. */
  @Override
  public Reduced reduced(int window, int mss) {
    double size = (double) window / mss;
    double next = size < most ? size * (1 + DECREASE) / 2 : size;
    int threshold = Math.max((int) Math.floor(size * DECREASE) * mss, LEAST * mss);
    return new Reduced(new Cubic(next, size, Option.none(), 0), threshold);
  }

  @Override
  public Growth paused() {
    return epoch.isEmpty() ? this : new Cubic(most, before, Option.none(), 0);
  }
}
