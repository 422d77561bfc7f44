package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.TokenBucket;

/**
 * Signs of life, of attacks, and of a window that is too small.
 *
 * @param heard when the peer's last segment came
 * @param probes keep-alives sent since then
 * @param challenges how many answers to dubious segments are left (RFC 5961 §7)
 * @param troubled whether ICMP errors came since then
 * @param deaf whether nobody on this side wants what the peer still sends
 * @param filling how fast the peer fills the receive buffer
 */
record Watch(
    MonotonicTime heard,
    int probes,
    TokenBucket challenges,
    boolean troubled,
    boolean deaf,
    Filling filling) {
  private static final TokenBucket TEN_A_SECOND = TokenBucket.of(10, 10);

  static Watch from(Receive receive, MonotonicTime now) {
    return new Watch(now, 0, TEN_A_SECOND, false, false, Filling.from(receive, now));
  }

  Watch hearing(MonotonicTime now) {
    return heard.equals(now) && probes == 0 && !troubled
        ? this
        : new Watch(now, 0, challenges, false, deaf, filling);
  }

  Watch probed() {
    return new Watch(heard, probes + 1, challenges, troubled, deaf, filling);
  }

  Watch challenged(MonotonicTime now) {
    return new Watch(heard, probes, challenges.taken(now), troubled, deaf, filling);
  }

  Watch with(Filling next) {
    return next == filling ? this : new Watch(heard, probes, challenges, troubled, deaf, next);
  }

  /** An ICMP error came. */
  Watch withTrouble() {
    return new Watch(heard, probes, challenges, true, deaf, filling);
  }

  Watch ignoring() {
    return new Watch(heard, probes, challenges, troubled, true, filling);
  }

  /** Why the connection goes if it goes now, for want of signs of life (RFC 5461 §2). */
  TcpEvent.Cause cause() {
    return troubled ? TcpEvent.Cause.UNREACHABLE : TcpEvent.Cause.TIMED_OUT;
  }
}
