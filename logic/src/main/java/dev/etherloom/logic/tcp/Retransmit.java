package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * The timer for what is sent and not acknowledged, or may not be sent (RFC 6298 §5, RFC 9293
 * §3.8.6.1).
 *
 * @param due when it expires; none: it does not run
 * @param attempts how often it expired since something was acknowledged last
 * @param since from when on it has been running without success
 * @param timed the octets whose way there and back is being measured
 */
record Retransmit(
    Rtt rtt, Option<MonotonicTime> due, int attempts, MonotonicTime since, Option<Timed> timed) {

  /** Octets before {@code end} went out for the first time at {@code at}. */
  record Timed(SeqNum end, MonotonicTime at) {}

  static Retransmit idle(Rtt rtt, MonotonicTime now) {
    return new Retransmit(rtt, Option.none(), 0, now, Option.none());
  }

  /** Runs, if it did not. */
  Retransmit started(MonotonicTime now) {
    return due.isDefined()
        ? this
        : new Retransmit(
            rtt,
            Option.some(now.plus(rtt.backedOff(attempts))),
            attempts,
            attempts == 0 ? now : since,
            timed);
  }

  /** Nothing is left to wait for. */
  Retransmit stopped() {
    return due.isEmpty() && attempts == 0
        ? this
        : new Retransmit(rtt, Option.none(), 0, since, timed);
  }

  /** It expired, §5.5; what is sent again is not measured (Karn's algorithm, MUST-18). */
  Retransmit expired() {
    return new Retransmit(rtt, Option.none(), attempts + 1, since, Option.none());
  }

  /** Sends again before it expired. */
  Retransmit unmeasured() {
    return new Retransmit(rtt, due, attempts, since, Option.none());
  }

  /** Something new was acknowledged, §5.3. */
  Retransmit progressed(SeqNum ack, MonotonicTime now) {
    var done = timed.filter(span -> !ack.before(span.end));
    var better = done.isEmpty() ? rtt : rtt.sampled(now.since(done.get().at));
    var left = done.isEmpty() ? timed : Option.<Timed>none();
    return new Retransmit(better, Option.none(), 0, now, left);
  }

  /** The peer lives, and its window stays shut: no reason to give up (MUST-37). */
  Retransmit heard(MonotonicTime now) {
    return new Retransmit(rtt, due, attempts, now, timed);
  }

  /** Begins to measure, unless something is being measured. */
  Retransmit measuring(SeqNum end, MonotonicTime now) {
    return timed.isDefined()
        ? this
        : new Retransmit(rtt, due, attempts, since, Option.some(new Timed(end, now)));
  }

  Retransmit sampled(Duration span) {
    return new Retransmit(rtt.sampled(span), due, attempts, since, timed);
  }

  /** Whether nothing came of it for so long that the connection is given up (R2, §3.8.3). */
  boolean isHopeless(Duration userTimeout, MonotonicTime now) {
    return attempts > 0 && now.reached(since.plus(userTimeout));
  }
}
