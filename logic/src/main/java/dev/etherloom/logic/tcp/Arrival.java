package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.ConnectionEffect.Broken;
import dev.etherloom.logic.tcp.ConnectionEffect.Reported;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * A segment arrives at a synchronized connection: RFC 9293 §3.10.7.4, check by check, with the
 * answers of RFC 5961 to blind attacks and those of RFC 7323 to old duplicates.
 */
final class Arrival {
  private Arrival() {}

  static Step<Connection, ConnectionEffect> of(Open start, TcpSegment in, MonotonicTime now) {
    return Check.pass(start.with(start.watch().hearing(now)))
        .then(open -> notOld(open, in, now))
        .then(open -> acceptable(open, in, now))
        .then(open -> reset(open, in, now))
        .then(open -> syn(open, in, now))
        .then(open -> acknowledge(open, in, now))
        .then(open -> urgent(open, in))
        .then(open -> text(open, in, now))
        .then(open -> fin(open, in))
        .settle();
  }

  /** What follows the handshake in the segment that completed it on our side (§3.10.7.3). */
  static Step<Connection, ConnectionEffect> behindSyn(
      Open start, TcpSegment in, MonotonicTime now) {
    return Check.pass(start)
        .then(open -> urgent(open, in))
        .then(open -> text(open, in, now))
        .then(open -> fin(open, in))
        .settle();
  }

  /** First of all: PAWS, RFC 7323 §5.3. */
  private static Check notOld(Open open, TcpSegment in, MonotonicTime now) {
    if (!open.terms().timestamps() || in.has(Flags.RST)) {
      return Check.pass(open);
    }
    var stamps = in.header().options().find(Timestamps.class);
    if (stamps.isEmpty()) {
      return Check.drop(open, TcpDrop.NO_TIMESTAMP);
    }
    return open.receive().stamps().rejects(stamps.get().value(), now)
        ? duplicate(open, in, TcpDrop.OLD_DUPLICATE, now)
        : Check.pass(open);
  }

  /** First: sequence number. A shut window still lets acknowledgments and resets in (MUST-66). */
  private static Check acceptable(Open open, TcpSegment in, MonotonicTime now) {
    var receive = open.receive();
    boolean atShutWindow = receive.window() == 0 && in.seq().equals(receive.nxt());
    if (!atShutWindow && !receive.accepts(in.seq(), in.size())) {
      return in.has(Flags.RST)
          ? Check.drop(open, TcpDrop.NOT_ACCEPTABLE)
          : duplicate(open, in, TcpDrop.NOT_ACCEPTABLE, now);
    }
    var stamps = in.header().options().find(Timestamps.class);
    return Check.pass(
        !open.terms().timestamps() || stamps.isEmpty()
            ? open
            : open.with(receive.with(receive.stamps().seen(stamps.get().value(), in.seq(), now))));
  }

  /** The peer may have missed our acknowledgment; what carries nothing is answered sparingly. */
  private static Check duplicate(Open open, TcpSegment in, TcpDrop reason, MonotonicTime now) {
    return in.size() > 0 ? Check.acknowledged(open, reason) : challenge(open, reason, now);
  }

  /** An acknowledgment that the peer can answer if it is no forger (RFC 5961 §7). */
  private static Check challenge(Open open, TcpDrop reason, MonotonicTime now) {
    return open.watch().challenges().allows(now)
        ? Check.acknowledged(open.with(open.watch().challenged(now)), reason)
        : Check.drop(open, TcpDrop.CHALLENGES);
  }

  /** Second: RST, at the very edge of the window only (RFC 5961 §3.2). */
  private static Check reset(Open open, TcpSegment in, MonotonicTime now) {
    if (!in.has(Flags.RST)) {
      return Check.pass(open);
    }
    if (!in.seq().equals(open.receive().nxt())) {
      return challenge(open, TcpDrop.BLIND_RESET, now);
    }
    return Check.done(new Connection.Closed(), new Broken(TcpEvent.Cause.RESET));
  }

  /** Fourth: SYN (RFC 5961 §4.2). The third, security, is no longer one. */
  private static Check syn(Open open, TcpSegment in, MonotonicTime now) {
    return in.has(Flags.SYN) ? challenge(open, TcpDrop.BLIND_SYN, now) : Check.pass(open);
  }

  /** Fifth: ACK. */
  private static Check acknowledge(Open open, TcpSegment in, MonotonicTime now) {
    var ack = in.header().ack();
    var send = open.send();
    if (!in.has(Flags.ACK)) {
      return Check.drop(open, TcpDrop.NO_ACK);
    }
    if (ack.after(send.max())) {
      return challenge(open, TcpDrop.BAD_ACK, now);
    }
    if (ack.before(send.una().plus(-send.window().largest()))) {
      return challenge(open, TcpDrop.OLD_ACK, now); // RFC 5961 §5.2 (MAY-12)
    }
    int window = in.header().window() << open.terms().sendShift();
    var moved = moved(open, in, ack, window, now);
    var next = ack.before(moved.una()) ? moved : moved.offered(in.seq(), ack, window, now);
    return finished(open.with(next));
  }

  private static Send moved(Open open, TcpSegment in, SeqNum ack, int window, MonotonicTime now) {
    var send = open.send();
    if (ack.after(send.una())) {
      var sampled = sampled(open, in, now);
      return sampled.acknowledged(ack, open.terms().mss(), now);
    }
    boolean again = // RFC 5681 §2
        ack.equals(send.una())
            && send.isOutstanding()
            && in.size() == 0
            && window == send.window().size();
    return again ? send.duplicated(open.terms().mss()) : send;
  }

  /** After a retransmission only a timestamp tells the time of the way (RFC 7323 §4). */
  private static Send sampled(Open open, TcpSegment in, MonotonicTime now) {
    var send = open.send();
    var stamps = in.header().options().find(Timestamps.class);
    if (send.retransmit().timed().isDefined() || !open.terms().timestamps() || stamps.isEmpty()) {
      return send;
    }
    int millis = open.terms().stamp(now) - stamps.get().echo();
    return millis < 0 ? send : send.with(send.retransmit().sampled(Duration.ofMillis(millis)));
  }

  /** What an acknowledged FIN changes. */
  private static Check finished(Open open) {
    if (!open.send().isFinished()) {
      return Check.pass(open);
    }
    return open.phase() == Phase.LAST_ACK
        ? new Check.Done(Step.to(new Connection.Closed()))
        : Check.pass(open.with(open.phase().finAcknowledged()));
  }

  /** Sixth: URG. The pointer names the number behind the urgent octets (MUST-62). */
  private static Check urgent(Open open, TcpSegment in) {
    if (!in.has(Flags.URG) || !open.phase().receives()) {
      return Check.pass(open);
    }
    var receive = open.receive();
    var pointer = in.seq().plus(in.header().urgent());
    boolean news =
        pointer.after(receive.nxt())
            && (receive.urgent().isEmpty() || pointer.after(receive.urgent().get()));
    if (!news) {
      return Check.pass(open);
    }
    int octets = pointer.minus(receive.nxt()) + receive.ready().length();
    return new Check.Pass(
        open.with(receive.with(Option.some(pointer))),
        List.of(new Reported(new TcpReport.Urgent(octets))));
  }

  /** Seventh: the segment's octets, as far as they are in the window. */
  private static Check text(Open open, TcpSegment in, MonotonicTime now) {
    var text = in.text();
    if (text.isEmpty()) {
      return Check.pass(open);
    }
    if (!open.phase().receives()) {
      return Check.acknowledged(open, TcpDrop.AFTER_FIN);
    }
    var receive = open.receive();
    var first = in.has(Flags.SYN) ? in.seq().plus(1) : in.seq();
    var start = first.later(receive.nxt());
    var end = first.plus(text.length()).earlier(limit(receive));
    if (!start.before(end)) {
      return Check.pass(open.with(receive.atOnce()));
    }
    var fresh = text.slice(start.minus(first), end.minus(start));
    return start.equals(receive.nxt())
        ? Check.pass(open.with(receive.inOrder(fresh, segments(open, fresh), now)))
        : ahead(open, start, fresh);
  }

  /** Nothing is taken beyond the window, or beyond the peer's own end. */
  private static SeqNum limit(Receive receive) {
    return receive.ahead().end().map(fin -> fin.earlier(receive.edge())).getOrElse(receive.edge());
  }

  /** A frame may hold several segments' worth. */
  private static int segments(Open open, Slice text) {
    return Math.max(1, text.length() / open.terms().receiveMss());
  }

  private static Check ahead(Open open, SeqNum start, Slice text) {
    var receive = open.receive();
    return receive.ahead().isFull()
        ? Check.acknowledged(open, TcpDrop.TOO_FRAGMENTED)
        : Check.pass(open.with(receive.outOfOrder(receive.ahead().with(start, text))));
  }

  /** Eighth: FIN, once all before it is here. */
  private static Check fin(Open open, TcpSegment in) {
    var receive = open.receive();
    if (!open.phase().receives()) {
      return Check.pass(in.has(Flags.FIN) ? open.with(receive.atOnce()) : open);
    }
    var seen = in.has(Flags.FIN) ? finSeen(receive, in) : receive;
    return Check.pass(
        seen.ahead().end().contains(seen.nxt())
            ? open.with(seen.finished()).with(open.phase().peerFinished())
            : open.with(seen));
  }

  private static Receive finSeen(Receive receive, TcpSegment in) {
    var fin = in.seq().plus(in.size() - 1);
    boolean inWindow = !fin.before(receive.nxt()) && fin.before(receive.edge());
    boolean next = fin.equals(receive.nxt());
    return inWindow || next
        ? receive.outOfOrder(receive.ahead().finishingAt(fin))
        : receive.atOnce();
  }
}
