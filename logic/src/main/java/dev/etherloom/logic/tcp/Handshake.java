package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * Our SYN on its way, with or without ACK.
 *
 * @param iss the initial send sequence number
 * @param stampOffset what our timestamps start from
 * @param started when it went out first
 * @param attempts how often it went out again
 * @param due when it goes out once more
 * @param troubled whether ICMP errors came
 * @param rtt what is known of the way before anything is
 */
record Handshake(
    SeqNum iss,
    int stampOffset,
    MonotonicTime started,
    int attempts,
    MonotonicTime due,
    boolean troubled,
    Rtt rtt) {
  /** For how long a SYN is sent: R2 of three minutes at least (MUST-23). */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  static Handshake begin(SeqNum iss, int stampOffset, TcpTuning tuning, MonotonicTime now) {
    var rtt = Rtt.unknown(tuning.patience().first());
    return new Handshake(iss, stampOffset, now, 0, now.plus(rtt.backedOff(0)), false, rtt);
  }

  Handshake again(MonotonicTime now) {
    var next = now.plus(rtt.backedOff(attempts + 1));
    return new Handshake(iss, stampOffset, started, attempts + 1, next, troubled, rtt);
  }

  /** An ICMP error came. */
  Handshake withTrouble() {
    return new Handshake(iss, stampOffset, started, attempts, due, true, rtt);
  }

  /** Why the connection goes if it goes now, for want of an answer (RFC 5461 §2). */
  TcpEvent.Cause cause() {
    return troubled ? TcpEvent.Cause.UNREACHABLE : TcpEvent.Cause.TIMED_OUT;
  }

  boolean isHopeless(MonotonicTime now) {
    return now.reached(started.plus(PATIENCE));
  }

  /** The number behind the SYN. */
  SeqNum next() {
    return iss.plus(1);
  }

  /** Whether an acknowledgment is one of our SYN. */
  boolean isAcknowledgedBy(SeqNum ack) {
    return ack.equals(next());
  }

  /**
   * It went out once more because the peer seems to have missed it; the timer goes on. However
   * often a peer asks, it does not make us wait longer for it.
   */
  Handshake repeated() {
    int atLeastOnce = Math.max(1, attempts);
    return new Handshake(iss, stampOffset, started, atLeastOnce, due, troubled, rtt);
  }

  /**
   * What is known of the way once the SYN is acknowledged (RFC 6298 §2.2, §5.7). If it went out
   * more than once only a timestamp tells which of them was heard (§3).
   *
   * @param echo the timestamp of ours that the acknowledgment brings
   */
  Rtt rtt(Option<Integer> echo, MonotonicTime now) {
    var since = now.since(started);
    return attempts == 0
        ? rtt.sampled(since.toNanos())
        : echo.map(stamp -> Terms.stamp(stampOffset, now) - stamp)
            .filter(millis -> millis >= 0 && millis <= since.toMillis() + 1)
            .map(millis -> Rtt.synLost(Duration.ofMillis(millis)))
            .getOrElse(Rtt.SYN_LOST);
  }
}
