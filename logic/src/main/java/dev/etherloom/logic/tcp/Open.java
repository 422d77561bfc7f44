package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * A connection that is synchronized: ESTABLISHED to LAST-ACK, as its {@link Phase} says.
 *
 * @param deaf whether nobody wants what the peer still sends
 */
record Open(
    TcpPeer peer,
    Phase phase,
    Terms terms,
    Send send,
    Receive receive,
    TcpTuning tuning,
    Watch watch,
    boolean deaf)
    implements Connection {
  /** In FIN-WAIT-2 a peer that says nothing at all is not waited for longer. */
  static final Duration HALF_CLOSED = Duration.ofMinutes(10);

  /** Nor is one whom nobody hears. */
  private static final Duration UNHEARD = Duration.ofMinutes(1);

  Open with(Phase next) {
    return next == phase ? this : new Open(peer, next, terms, send, receive, tuning, watch, deaf);
  }

  Open with(Send next) {
    return next == send ? this : new Open(peer, phase, terms, next, receive, tuning, watch, deaf);
  }

  Open with(Receive next) {
    return next == receive ? this : new Open(peer, phase, terms, send, next, tuning, watch, deaf);
  }

  Open with(TcpTuning next) {
    return new Open(peer, phase, terms, send, receive, next, watch, deaf);
  }

  Open with(Watch next) {
    return next == watch ? this : new Open(peer, phase, terms, send, receive, tuning, next, deaf);
  }

  Open ignoring() {
    return new Open(peer, phase, terms, send, receive, tuning, watch, true);
  }

  @Override
  public Option<MonotonicTime> nextDeadline() {
    return sooner(sooner(send.retransmit().due(), receive.owed().due()), watchDue());
  }

  /** When the peer's silence matters. */
  private Option<MonotonicTime> watchDue() {
    @Var Option<MonotonicTime> due = Option.none();
    if (tuning.keepAlive().isDefined() && !send.isOutstanding()) {
      due = Option.some(probeDue(tuning.keepAlive().get()));
    }
    return phase == Phase.FIN_WAIT_2 ? sooner(due, Option.some(halfClosedUntil())) : due;
  }

  /** When the next keep-alive goes out, or none more does. */
  MonotonicTime probeDue(TcpTuning.KeepAlive keepAlive) {
    var waited = keepAlive.interval().multipliedBy(watch.probes());
    return watch.heard().plus(keepAlive.idle().plus(waited));
  }

  MonotonicTime halfClosedUntil() {
    return watch.heard().plus(deaf ? UNHEARD : HALF_CLOSED);
  }

  private static Option<MonotonicTime> sooner(
      Option<MonotonicTime> one, Option<MonotonicTime> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return one.get().isBefore(other.get()) ? one : other;
  }
}
