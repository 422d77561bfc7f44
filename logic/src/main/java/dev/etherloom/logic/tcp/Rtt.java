package dev.etherloom.logic.tcp;

import java.time.Duration;

/**
 * The round-trip time and the retransmission timeout that follows from it (RFC 6298). All in
 * nanoseconds.
 *
 * @param smoothed SRTT; 0 before the first sample
 * @param variation RTTVAR
 * @param timeout RTO, not yet backed off
 */
record Rtt(long smoothed, long variation, long timeout) {
  private static final long SECOND = 1_000_000_000L;

  /**
   * The least that is added to the round-trip time. RFC 6298 §2.4 would rather have a timeout of a
   * second at least; as other stacks do we wait for the longest usual delay of an acknowledgment.
   */
  private static final long MIN_MARGIN = SECOND / 5;

  /** How exact other stacks' clocks are. */
  private static final long CLOCK = SECOND / 500;

  /** The longest timeout, §2.5. */
  private static final long MAX_TIMEOUT = 60 * SECOND;

  private static final int MAX_BACKOFF = 16;

  /** Before the first sample, §2.1. */
  static final Rtt UNKNOWN = new Rtt(0, 0, SECOND);

  /** Before the first sample the timeout is a second, §2.1, or what the user wants. */
  static Rtt unknown(Duration timeout) {
    return new Rtt(0, 0, timeout.toNanos());
  }

  /** Where a SYN had to be sent again, §5.7. */
  static final Rtt SYN_LOST = new Rtt(0, 0, 3 * SECOND);

  /** The same where a timestamp told the time of the way nevertheless. */
  static Rtt synLost(Duration way) {
    var sampled = SYN_LOST.sampled(way.toNanos());
    return new Rtt(sampled.smoothed, sampled.variation, SYN_LOST.timeout);
  }

  /** With one more measurement, in nanoseconds, §2.2 and §2.3. */
  Rtt sampled(long span) {
    long sample = Math.max(1, span);
    if (smoothed == 0) {
      return of(sample, sample / 2);
    }
    long deviation = Math.abs(smoothed - sample);
    return of(smoothed + (sample - smoothed) / 8, variation + (deviation - variation) / 4);
  }

  private static Rtt of(long smoothed, long variation) {
    long timeout = smoothed + Math.max(MIN_MARGIN, 4 * variation);
    return new Rtt(smoothed, variation, Math.min(timeout, MAX_TIMEOUT));
  }

  /**
   * After how long a probe for a loss at the end goes out (RFC 8985 §7.2).
   *
   * @param alone whether but one segment is on its way, whose acknowledgment may be delayed
   */
  Duration probe(boolean alone) {
    long span = smoothed == 0 ? SECOND : 2 * smoothed + (alone ? MIN_MARGIN : CLOCK);
    return Duration.ofNanos(span);
  }

  /** The timeout once {@code attempts} have come to nothing, §5.5. */
  Duration backedOff(int attempts) {
    long span = timeout << Math.min(attempts, MAX_BACKOFF);
    return Duration.ofNanos(Math.min(span, MAX_TIMEOUT));
  }
}
