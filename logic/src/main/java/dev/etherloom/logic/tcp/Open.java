package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.control.Option;
import java.time.Duration;

/** A connection that is synchronized: ESTABLISHED to LAST-ACK, as its {@link Phase} says. */
record Open(
    TcpPeer peer,
    Phase phase,
    Terms terms,
    Send send,
    Receive receive,
    TcpTuning tuning,
    Watch watch,
    Ecn ecn)
    implements Connection, Check {
  /** In FIN-WAIT-2 a peer that says nothing at all is not waited for longer. */
  static final Duration HALF_CLOSED = Duration.ofMinutes(10);

  /** Nor is one whom nobody hears. */
  private static final Duration UNHEARD = Duration.ofMinutes(1);

  Open with(Phase next) {
    return next == phase ? this : new Open(peer, next, terms, send, receive, tuning, watch, ecn);
  }

  Open with(Path next) {
    return next == terms.path()
        ? this
        : new Open(peer, phase, terms.with(next), send, receive, tuning, watch, ecn);
  }

  Open with(Send next) {
    return next == send ? this : new Open(peer, phase, terms, next, receive, tuning, watch, ecn);
  }

  Open with(Receive next) {
    return next == receive ? this : new Open(peer, phase, terms, send, next, tuning, watch, ecn);
  }

  Open with(Send nextSend, Receive nextReceive) {
    return nextSend == send
        ? with(nextReceive)
        : new Open(peer, phase, terms, nextSend, nextReceive, tuning, watch, ecn);
  }

  Open with(TcpTuning next) {
    return new Open(peer, phase, terms, send, receive, next, watch, ecn);
  }

  Open with(Watch next) {
    return next == watch ? this : new Open(peer, phase, terms, send, receive, tuning, next, ecn);
  }

  /** Nobody wants what the peer still sends. */
  Open ignoring() {
    return with(watch.ignoring());
  }

  boolean deaf() {
    return watch.deaf();
  }

  /**
   * A segment came (RFC 3168 §6.1.3). One outside the window says nothing (§6.1.5), be it old or
   * forged, and a SYN that comes late speaks of what was agreed, not of marks.
   */
  Open heard(TcpSegment in, boolean marked) {
    if (!ecn.isUsed() || in.has(Flags.SYN) || !receive.accepts(in.seq(), in.size())) {
      return this;
    }
    var next = ecn.heard(in, marked);
    var owing = marked ? receive.atOnce() : receive;
    return next == ecn && owing == receive ? this : with(owing).with(next);
  }

  Open with(Ecn next) {
    return next == ecn ? this : new Open(peer, phase, terms, send, receive, tuning, watch, next);
  }

  /** A larger buffer was wanted; {@code isThere} says whether there is memory for it. */
  Open widened(boolean isThere) {
    var rest = with(watch.with(watch.filling().granted()));
    return isThere && tuning.buffers().receive().isEmpty()
        ? rest.with(receive.doubled(terms.receiveShift()))
        : rest;
  }

  @Override
  public Option<MonotonicTime> nextDeadline() {
    var timers = sooner(send.retransmit().due(), send.flight().pace().due());
    return sooner(sooner(timers, receive.owed().due()), watchDue());
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
    return watch.heard().plus(watch.deaf() ? UNHEARD : HALF_CLOSED);
  }

  private static Option<MonotonicTime> sooner(
      Option<MonotonicTime> one, Option<MonotonicTime> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return one.get().isBefore(other.get()) ? one : other;
  }
}
