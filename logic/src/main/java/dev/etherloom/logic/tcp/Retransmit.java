package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * The timer for what is sent and not acknowledged, or may not be sent (RFC 6298 §5, RFC 8985 §6.2
 * and §7.2, RFC 9293 §3.8.6.1). There is one, and it means what matters first.
 *
 * @param alarm what it runs for; none: it does not run
 * @param base from when on the retransmission timeout counts; none: it does not
 * @param attempts how often it expired since something was acknowledged last
 * @param backoff how often the timeout was doubled since a way was measured last (MUST-18)
 * @param since from when on it has been running without success
 */
record Retransmit(
    Rtt rtt,
    Option<Alarm> alarm,
    Option<MonotonicTime> base,
    int attempts,
    int backoff,
    MonotonicTime since) {

  /** What is done when it expires. */
  enum Kind {
    /** What is overdue is taken for lost (RFC 8985 §6.2). */
    REORDERING,
    /** A probe for losses at the end goes out (RFC 8985 §7). */
    TAIL,
    /** The timeout of RFC 6298, or a window probe. */
    TIMEOUT
  }

  record Alarm(Kind kind, MonotonicTime due) {}

  static Retransmit idle(Rtt rtt, MonotonicTime now) {
    return new Retransmit(rtt, Option.none(), Option.none(), 0, 0, now);
  }

  /** When it expires. */
  Option<MonotonicTime> due() {
    return alarm.map(Alarm::due);
  }

  private boolean isFor(Kind kind) {
    return alarm.exists(it -> it.kind == kind);
  }

  private Retransmit with(Kind kind, MonotonicTime due, MonotonicTime from) {
    return new Retransmit(
        rtt, Option.some(new Alarm(kind, due)), Option.some(from), attempts, backoff, since);
  }

  /** Runs for the timeout, if it did not. */
  Retransmit started(MonotonicTime now) {
    if (isFor(Kind.TIMEOUT)) {
      return this;
    }
    var from = base.getOrElse(now);
    var next = with(Kind.TIMEOUT, from.plus(rtt.backedOff(backoff)), from);
    return attempts > 0 || base.isDefined() ? next : next.heard(now);
  }

  /** Runs until what flies may be overdue. */
  Retransmit reordering(MonotonicTime due, MonotonicTime now) {
    return isFor(Kind.REORDERING) && alarm.get().due.equals(due)
        ? this
        : with(Kind.REORDERING, due, base.getOrElse(now));
  }

  /**
   * Runs until a loss at the end is likely.
   *
   * @param alone whether but one segment is on its way, whose acknowledgment may be delayed
   * @param fresh whether something was sent just now
   */
  Retransmit tail(boolean alone, boolean fresh, MonotonicTime now) {
    if (isFor(Kind.TAIL) && !fresh) {
      return this;
    }
    var from = base.getOrElse(now);
    var timeout = from.plus(rtt.backedOff(backoff));
    var next = with(Kind.TAIL, now.plus(rtt.probe(alone)).earlier(timeout), from);
    return base.isDefined() ? next : next.heard(now);
  }

  /** It has done its work, and is to be wound anew. */
  Retransmit disarmed() {
    return new Retransmit(rtt, Option.none(), base, attempts, backoff, since);
  }

  /** Nothing is left to wait for. */
  Retransmit stopped() {
    return alarm.isEmpty() && base.isEmpty() && attempts == 0
        ? this
        : new Retransmit(rtt, Option.none(), Option.none(), 0, backoff, since);
  }

  /** It expired, §5.5. */
  Retransmit expired(MonotonicTime now) {
    return new Retransmit(rtt, Option.none(), Option.some(now), attempts + 1, backoff + 1, since);
  }

  /** A probe for a loss at the end went out: from now on only the timeout counts. */
  Retransmit probed(MonotonicTime now) {
    return new Retransmit(rtt, Option.none(), Option.some(now), attempts, backoff, since);
  }

  /** Something new was acknowledged, §5.3. */
  Retransmit progressed(MonotonicTime now) {
    return new Retransmit(rtt, Option.none(), Option.some(now), 0, backoff, now);
  }

  /** The peer lives, and its window stays shut: no reason to give up (MUST-37). */
  Retransmit heard(MonotonicTime now) {
    return new Retransmit(rtt, alarm, base, attempts, backoff, now);
  }

  /** A way was measured, in nanoseconds. */
  Retransmit sampled(long span) {
    return new Retransmit(rtt.sampled(span), alarm, base, attempts, 0, since);
  }

  /** Whether nothing came of it for so long that the connection is given up (R2, §3.8.3). */
  boolean isHopeless(Duration userTimeout, MonotonicTime now) {
    return attempts > 0 && now.reached(since.plus(userTimeout));
  }
}
