package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import java.time.Duration;

/**
 * The shortest way of the last five to ten minutes, in nanoseconds (RFC 8985 §6.2, step 1: a
 * windowed minimum). What lies further back is forgotten: a route may have become longer since.
 *
 * @param now the shortest since {@code from}
 * @param before the shortest of the time before that
 */
record Shortest(long now, long before, MonotonicTime from) {
  /** As Linux has it (tcp_min_rtt_wlen). */
  static final Duration SPAN = Duration.ofMinutes(5);

  static Shortest unknown(MonotonicTime from) {
    return new Shortest(Long.MAX_VALUE, Long.MAX_VALUE, from);
  }

  long way() {
    return Math.min(now, before);
  }

  /** A way took so long. */
  Shortest seen(long span, MonotonicTime at) {
    long way = Math.max(1, span);
    if (at.reached(from.plus(SPAN))) {
      return new Shortest(way, at.reached(from.plus(SPAN.multipliedBy(2))) ? way : now, at);
    }
    return way < now ? new Shortest(way, before, from) : this;
  }
}
