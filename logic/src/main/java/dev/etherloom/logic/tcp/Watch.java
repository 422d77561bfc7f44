package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.TokenBucket;

/**
 * Signs of life, and of attacks.
 *
 * @param heard when the peer's last segment came
 * @param probes keep-alives sent since then
 * @param deaf whether nobody on this side wants what the peer still sends
 * @param challenges how many answers to dubious segments are left (RFC 5961 §7)
 */
record Watch(MonotonicTime heard, int probes, boolean deaf, TokenBucket challenges) {
  private static final TokenBucket TEN_A_SECOND = TokenBucket.of(10, 10);

  static Watch from(MonotonicTime now) {
    return new Watch(now, 0, false, TEN_A_SECOND);
  }

  Watch hearing(MonotonicTime now) {
    return heard.equals(now) && probes == 0 ? this : new Watch(now, 0, deaf, challenges);
  }

  Watch probed() {
    return new Watch(heard, probes + 1, deaf, challenges);
  }

  Watch ignoring() {
    return new Watch(heard, probes, true, challenges);
  }

  Watch challenged(MonotonicTime now) {
    return new Watch(heard, probes, deaf, challenges.taken(now));
  }
}
