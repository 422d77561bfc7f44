package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;

/**
 * One segment more each round-trip time, half the window after a loss (RFC 5681 §3.1, §3.2).
 *
 * @param counted octets acknowledged since the window last grew (RFC 3465 §2.1)
 */
record Reno(int counted) implements Growth {
  static final Reno FRESH = new Reno(0);

  @Override
  public Grown avoided(int window, int octets, int mss, long smoothed, MonotonicTime now) {
    int all = counted + octets;
    return all < window
        ? new Grown(new Reno(all), 0)
        : new Grown(new Reno(Math.min(all - window, window)), mss);
  }

  @Override
  public Reduced reduced(int window, int mss) {
    return new Reduced(FRESH, Math.max(window / 2, LEAST * mss));
  }

  @Override
  public Growth paused() {
    return this;
  }
}
