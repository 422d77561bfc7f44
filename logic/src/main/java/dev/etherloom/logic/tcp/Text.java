package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.ConnectionEffect.Reported;
import io.vavr.collection.List;
import io.vavr.control.Option;

/** What a segment brings: the last checks of RFC 9293 §3.10.7.4, sixth to eighth. */
final class Text {
  /** What a segment carries over an Ethernet: who takes longer ones may still be sent such. */
  private static final int USUAL = 1_460;

  /** Less than this is hardly anybody's whole segment (RFC 9293 §3.7.1). */
  private static final int LEAST = 536;

  private Text() {}

  /** What follows the handshake in the segment that completed it on our side (§3.10.7.3). */
  static Step<Connection, ConnectionEffect> behindSyn(
      Open start, TcpSegment in, MonotonicTime now) {
    return start
        .then(Text::urgent, in, now)
        .then(Text::text, in, now)
        .then(Text::fin, in, now)
        .settle();
  }

  /** Sixth: URG. The pointer names the number behind the urgent octets (MUST-62). */
  static Check urgent(Open open, TcpSegment in, MonotonicTime now) {
    if (!in.has(Flags.URG) || !open.phase().receives()) {
      return open;
    }
    var receive = open.receive();
    var pointer = in.seq().plus(in.header().urgent());
    boolean news =
        pointer.after(receive.nxt())
            && (receive.urgent().isEmpty() || pointer.after(receive.urgent().get()));
    if (!news) {
      return open;
    }
    int octets = pointer.minus(receive.nxt()) + receive.ready().length();
    return new Check.Noted(
        open.with(receive.with(Option.some(pointer))),
        List.of(new Reported(new TcpReport.Urgent(octets))));
  }

  /** Seventh: the segment's octets, as far as they are in the window. */
  static Check text(Open open, TcpSegment in, MonotonicTime now) {
    var text = in.text();
    if (text.isEmpty()) {
      return open;
    }
    if (!open.phase().receives()) {
      return Check.acknowledged(open, TcpDrop.AFTER_FIN);
    }
    boolean lost = open.deaf() && !open.phase().sends();
    if (lost && in.seq().plus(text.length()).after(open.receive().nxt())) {
      return unwanted(in);
    }
    var first = in.has(Flags.SYN) ? in.seq().plus(1) : in.seq();
    var receive = open.receive().again(first, first.plus(text.length()));
    var start = first.later(receive.nxt());
    var end = first.plus(text.length()).earlier(limit(receive));
    if (!start.before(end)) {
      return open.with(receive.atOnce());
    }
    boolean inOrder = start.equals(receive.nxt());
    if (receive.isFull(inOrder)) {
      return Check.acknowledged(open, TcpDrop.TOO_FRAGMENTED);
    }
    var fresh = text.slice(start.minus(first), end.minus(start));
    return inOrder
        ? open.with(hurried(open, receive.inOrder(fresh, segments(open, fresh), hurries(in), now)))
        : ahead(open.with(receive), start, fresh);
  }

  /** Octets for a user who is gone: the peer shall know (RFC 1122 §4.2.2.13). */
  private static Check unwanted(TcpSegment in) {
    return new Check.Done(
        Step.<Connection, ConnectionEffect>to(
                new Connection.Closed(), new ConnectionEffect.Dropped(TcpDrop.AFTER_CLOSE))
            .with(ConnectionEffect.Emitted.bare(Headers.resetFor(in)))
            .with(new ConnectionEffect.Broken(TcpEvent.Cause.ABORTED)));
  }

  private static Receive hurried(Open open, Receive receive) {
    return switch (open.tuning().acknowledging()) {
      case AT_ONCE -> receive.atOnce();
      case USUAL, DELAYED -> receive;
    };
  }

  /** What is short and not pushed was the beginning of more, and its sender waits for nothing. */
  private static boolean hurries(TcpSegment in) {
    return in.text().length() >= LEAST || in.has(Flags.PSH);
  }

  /** Nothing is taken beyond the window, or beyond the peer's own end. */
  private static SeqNum limit(Receive receive) {
    return receive.ahead().end().map(fin -> fin.earlier(receive.edge())).getOrElse(receive.edge());
  }

  /**
   * A frame may hold several segments' worth. What is longer than the longest, or than what links
   * usually take, held two at least, however little room their options left them.
   */
  private static int segments(Open open, Slice text) {
    int mss = Math.min(open.terms().receiveMss(), USUAL);
    return text.length() > mss ? Math.max(2, text.length() / mss) : 1;
  }

  private static Check ahead(Open open, SeqNum start, Slice text) {
    var receive = open.receive();
    boolean again = receive.ahead().covers(start, text.length());
    var told =
        again
            ? receive.with(receive.owed().again(new SackBlock(start, start.plus(text.length()))))
            : receive;
    return open.with(told.outOfOrder(receive.ahead().with(start, text)));
  }

  /** Eighth: FIN, once all before it is here. */
  static Check fin(Open open, TcpSegment in, MonotonicTime now) {
    var receive = open.receive();
    if (!open.phase().receives()) {
      return in.has(Flags.FIN) ? open.with(receive.atOnce()) : open;
    }
    var seen = in.has(Flags.FIN) ? finSeen(receive, in) : receive;
    return seen.ahead().end().contains(seen.nxt())
        ? open.with(seen.finished()).with(open.phase().peerFinished())
        : open.with(seen);
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
