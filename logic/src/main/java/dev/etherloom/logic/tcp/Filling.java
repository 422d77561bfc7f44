package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import java.time.Duration;

/**
 * How fast the peer fills the receive buffer. Where it sends a whole one within a round trip or
 * two, and the user keeps up, the buffer is what limits it, and a larger one is wanted.
 *
 * @param mark the number a whole buffer behind that where the measure began
 * @param begun when that was
 * @param least the shortest time that a whole buffer took so far, in nanoseconds; 0: none did
 * @param wanting whether a larger buffer would help
 */
record Filling(SeqNum mark, MonotonicTime begun, long least, boolean wanting) {
  /** What comes within this long came fast, however short the way. */
  private static final long FAST = Duration.ofMillis(10).toNanos();

  static Filling from(Receive receive, MonotonicTime now) {
    return new Filling(receive.nxt().plus(receive.capacity()), now, 0, false);
  }

  /**
   * All that came was taken in, and the user took what it wanted. A round trip that nothing
   * measured takes no longer than the peer did for a buffer at best.
   *
   * @param smoothed the round-trip time in nanoseconds; 0: unknown
   */
  Filling looked(Receive receive, long smoothed, MonotonicTime now) {
    if (receive.nxt().before(mark)) {
      return this;
    }
    int capacity = receive.capacity();
    long took = Math.max(1, now.nanos() - begun.nanos());
    long shortest = least == 0 ? took : Math.min(least, took);
    boolean fast = took <= Math.max(2 * (smoothed == 0 ? shortest : smoothed), FAST);
    boolean keepsUp = receive.ready().length() <= capacity / 8;
    return new Filling(receive.nxt().plus(capacity), now, shortest, fast && keepsUp);
  }

  Filling granted() {
    return new Filling(mark, begun, least, false);
  }
}
