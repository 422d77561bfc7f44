package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;

/** How the congestion window changes but for slow start: an algorithm and what it remembers. */
sealed interface Growth permits Reno, Cubic, Bbr {
  /** The least window that a loss leaves, in segments. */
  int LEAST = 2;

  /**
   * In congestion avoidance {@code octets} were acknowledged.
   *
   * @param window cwnd
   * @param smoothed the round-trip time, in nanoseconds
   */
  Grown avoided(int window, int octets, int mss, long smoothed, MonotonicTime now);

  /** Something was lost, or congestion was told of, while the window was {@code window}. */
  Reduced reduced(int window, int mss);

  /** The window was not used for a while, so that it could not grow. */
  Growth paused();

  /** How many octets the window grows by. */
  record Grown(Growth next, int octets) {}

  /** What the window comes down to (ssthresh). */
  record Reduced(Growth next, int threshold) {}
}
