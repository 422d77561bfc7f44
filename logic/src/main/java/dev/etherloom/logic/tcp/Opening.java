package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.Connection.Closed;
import dev.etherloom.logic.tcp.Connection.SynReceived;
import dev.etherloom.logic.tcp.Connection.SynSent;
import dev.etherloom.logic.tcp.ConnectionEffect.Broken;
import dev.etherloom.logic.tcp.ConnectionEffect.Dropped;
import dev.etherloom.logic.tcp.ConnectionEffect.Emitted;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;
import io.vavr.control.Option;

/** How connections begin: LISTEN, SYN-SENT and SYN-RECEIVED (RFC 9293 §3.10.7.2 to §3.10.7.4). */
final class Opening {
  private Opening() {}

  /** OPEN, active (§3.10.1): a SYN goes out. */
  static Step<Connection, ConnectionEffect> connect(
      TcpPeer peer, Handshake handshake, Offer offer, Pending pending, MonotonicTime now) {
    var at = new SynSent(peer, handshake, offer, pending);
    return Step.to(at, Emitted.bare(Headers.syn(at, now)));
  }

  /** A SYN for a port that listens (§3.10.7.2); its octets, if any, will come again. */
  static Step<Connection, ConnectionEffect> listen(
      TcpPeer peer,
      Handshake handshake,
      Offer own,
      TcpSegment in,
      Pending pending,
      MonotonicTime now) {
    return answer(peer, handshake, own, in, true, pending, now);
  }

  /** A SYN while ours is on its way (§3.10.7.3): its octets wait; its FIN will come again. */
  private static Step<Connection, ConnectionEffect> crossed(
      SynSent at, TcpSegment in, MonotonicTime now) {
    var text = in.text();
    int mss = at.offer().mss();
    var pending = at.pending().heard(text.slice(0, Math.min(text.length(), mss)));
    return answer(at.peer(), at.handshake(), at.offer(), in, false, pending, now);
  }

  private static Step<Connection, ConnectionEffect> answer(
      TcpPeer peer,
      Handshake handshake,
      Offer own,
      TcpSegment in,
      boolean passive,
      Pending pending,
      MonotonicTime now) {
    var other = Offer.read(in, peer.address());
    var terms = Terms.agreed(own, other, handshake.stampOffset());
    var at =
        new SynReceived(
            peer, handshake, in.seq(), own.inAnswerTo(other), terms, stamp(in), passive, pending);
    return Step.to(at, Emitted.bare(Headers.synAck(at, now)));
  }

  private static int stamp(TcpSegment in) {
    return in.header().options().find(Timestamps.class).map(Timestamps::value).getOrElse(0);
  }

  private static Option<Integer> echo(Terms terms, TcpSegment in) {
    return terms.timestamps()
        ? in.header().options().timestamps().map(Timestamps::echo)
        : Option.none();
  }

  /** SYN-SENT (§3.10.7.3). */
  static Step<Connection, ConnectionEffect> arrived(SynSent at, TcpSegment in, MonotonicTime now) {
    boolean acknowledged = in.has(Flags.ACK);
    if (acknowledged && !at.handshake().isAcknowledgedBy(in.header().ack())) {
      Step<Connection, ConnectionEffect> dropped = Step.to(at, new Dropped(TcpDrop.BAD_ACK));
      return in.has(Flags.RST) ? dropped : dropped.with(Emitted.bare(Headers.resetFor(in)));
    }
    if (in.has(Flags.RST)) {
      return acknowledged
          ? Step.to(new Closed(), new Broken(TcpEvent.Cause.RESET))
          : Step.to(at, new Dropped(TcpDrop.BLIND_RESET));
    }
    if (!in.has(Flags.SYN)) {
      return Step.to(at, new Dropped(TcpDrop.NO_ACK));
    }
    return acknowledged ? established(at, in, now) : crossed(at, in, now);
  }

  private static Step<Connection, ConnectionEffect> established(
      SynSent at, TcpSegment in, MonotonicTime now) {
    var other = Offer.read(in, at.peer().address());
    var terms = Terms.agreed(at.offer(), other, at.handshake().stampOffset());
    var rtt = at.handshake().rtt(echo(terms, in), now);
    var open =
        open(at.peer(), at.handshake(), in.seq(), terms, stamp(in), in.header().window(), rtt, now);
    var owing = pending(open.with(open.receive().atOnce()), at.pending());
    return Text.behindSyn(owing, in, now);
  }

  /** SYN-RECEIVED (§3.10.7.4). */
  static Step<Connection, ConnectionEffect> arrived(
      SynReceived at, TcpSegment in, boolean marked, MonotonicTime now) {
    var nxt = at.irs().plus(1);
    boolean crossed = // the answer to our SYN, where both were sent at once
        !at.passive() && in.has(Flags.SYN) && in.has(Flags.ACK) && in.seq().equals(at.irs());
    boolean atEdge = !at.passive() && in.size() == 0; // see Receive#accepts
    int window = Receive.INITIAL_WINDOW + (atEdge ? 1 : 0);
    if (!crossed && !in.seq().within(nxt, window)) {
      return outside(at, in, now);
    }
    if (in.has(Flags.RST)) {
      return reset(at, in.seq().equals(nxt), now);
    }
    if (in.has(Flags.SYN) && !crossed) {
      return at.passive() // back to LISTEN
          ? Step.to(new Closed(), new Dropped(TcpDrop.BLIND_SYN))
          : again(at, TcpDrop.BLIND_SYN, now);
    }
    if (!in.has(Flags.ACK)) {
      return Step.to(at, new Dropped(TcpDrop.NO_ACK));
    }
    return at.handshake().isAcknowledgedBy(in.header().ack())
        ? established(at, in, crossed, marked, now)
        : Step.<Connection, ConnectionEffect>to(at, new Dropped(TcpDrop.BAD_ACK))
            .with(Emitted.bare(Headers.resetFor(in)));
  }

  /** Mostly the SYN once more, because our answer to it was lost. */
  private static Step<Connection, ConnectionEffect> outside(
      SynReceived at, TcpSegment in, MonotonicTime now) {
    boolean sameSyn = in.has(Flags.SYN) && in.seq().equals(at.irs());
    return sameSyn && !in.has(Flags.RST)
        ? again(Ecn.isAsked(in) ? at : at.unmarked(), TcpDrop.NOT_ACCEPTABLE, now)
        : Step.to(at, new Dropped(TcpDrop.NOT_ACCEPTABLE));
  }

  private static Step<Connection, ConnectionEffect> again(
      SynReceived at, TcpDrop reason, MonotonicTime now) {
    var next = at.with(at.handshake().repeated());
    return Step.<Connection, ConnectionEffect>to(next, new Dropped(reason))
        .with(Emitted.bare(Headers.synAck(next, now)));
  }

  /** A passive one goes back to LISTEN, an active one was refused. */
  private static Step<Connection, ConnectionEffect> reset(
      SynReceived at, boolean exact, MonotonicTime now) {
    if (!exact) { // RFC 5961 §3.2
      return Step.<Connection, ConnectionEffect>to(at, new Dropped(TcpDrop.BLIND_RESET))
          .with(Emitted.bare(Headers.acknowledgment(at, now)));
    }
    return at.passive()
        ? Step.to(new Closed(), new Dropped(TcpDrop.RESET))
        : Step.to(new Closed(), new Broken(TcpEvent.Cause.RESET));
  }

  private static Step<Connection, ConnectionEffect> established(
      SynReceived at, TcpSegment in, boolean crossed, boolean marked, MonotonicTime now) {
    int window = crossed ? in.header().window() : in.header().window() << at.terms().sendShift();
    var rtt = at.handshake().rtt(echo(at.terms(), in), now);
    var open = open(at.peer(), at.handshake(), at.irs(), at.terms(), at.stamp(), window, rtt, now);
    var ready = heard(pending(open, at.pending()), at.pending().early(), now);
    return crossed
        ? Text.behindSyn(ready.with(ready.receive().atOnce()), in, now)
        : Arrival.of(ready.heard(in, marked), in, now);
  }

  private static Open open(
      TcpPeer peer,
      Handshake handshake,
      SeqNum irs,
      Terms terms,
      int stamp,
      int window,
      Rtt rtt,
      MonotonicTime now) {
    var nxt = irs.plus(1);
    var sendWindow = SendWindow.of(window, irs, handshake.next());
    var retransmit = Retransmit.idle(rtt, now);
    var flight = Flight.opened(handshake.next(), terms.segment(), now);
    var receive = Receive.opened(nxt, terms.receiveShift(), new Stamps(stamp, now, nxt));
    return new Open(
        peer,
        Phase.ESTABLISHED,
        terms,
        Send.opened(handshake.next(), sendWindow, flight, retransmit),
        receive,
        TcpTuning.DEFAULT,
        Watch.from(receive, now),
        Ecn.agreed(terms.ecn()));
  }

  private static Open pending(Open open, Pending pending) {
    if (pending == Pending.NOTHING) {
      return open;
    }
    var queue = pending.octets().foldLeft(open.send().queue(), SendQueue::append);
    var buffer = pending.tuning().buffers().receive();
    int window = Receive.firstWindow(buffer, open.terms().receiveMss());
    var receive = buffer.map(octets -> open.receive().chosen(octets, window));
    var sized = open.with(receive.getOrElse(open.receive()));
    var ready = Calls.tune(sized.with(open.send().with(queue)), pending.tuning());
    var meant = pending.deaf() ? ready.ignoring() : ready;
    return pending.closed() ? Calls.close(meant) : meant;
  }

  /** What the SYN brought is here, as far as the window told of it. */
  private static Open heard(Open open, Slice early, MonotonicTime now) {
    var receive = open.receive();
    int size = Math.min(early.length(), receive.window());
    return size == 0 ? open : open.with(receive.inOrder(early.slice(0, size), 1, false, now));
  }

  /** Whether the octets fit beside those that wait for the connection. */
  static boolean fits(Pending pending, Slice octets) {
    long there = pending.octets().map(Slice::length).sum().longValue();
    return there + octets.length() <= SendQueue.MOST;
  }
}
