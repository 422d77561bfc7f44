package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.ConnectionEffect.Emitted;
import io.vavr.collection.List;
import io.vavr.control.Option;

/** What a synchronized connection sends, once all that happened has been taken in. */
final class Transmission {
  private static final Flags NOTHING = new Flags(0);

  private Transmission() {}

  /** Sends what may be sent, acknowledges what has to be, winds the timer. */
  static Step<Connection, ConnectionEffect> of(Open start, MonotonicTime now) {
    @Var var at = start.with(restarted(start, now));
    @Var List<ConnectionEffect> sent = List.empty();
    int room = room(at, now);
    @Var var piece = Piece.next(at.send(), room, at.tuning().nagle());
    while (piece.isDefined()) {
      sent = sent.prepend(segment(at, piece.get(), now));
      at = after(at, piece.get(), room, now);
      piece = Piece.next(at.send(), room, at.tuning().nagle());
    }
    if (at.receive().owed().now()
        || at.receive().hasNews(at.terms().receiveMss(), at.terms().receiveShift())) {
      sent = sent.prepend(acknowledgment(at, at.send().front(), now));
      at = acknowledged(at);
    }
    return new Step<>(settled(wound(at, now), now), sent.reverse());
  }

  /** What a segment can carry beside its options (MUST-16). */
  private static int room(Open at, MonotonicTime now) {
    return at.terms().mss() - Headers.options(at, now).length();
  }

  /** After a pause the way is explored anew (RFC 5681 §4.1). */
  private static Send restarted(Open at, MonotonicTime now) {
    var send = at.send();
    var timeout = send.retransmit().rtt().backedOff(0);
    boolean paused = !send.isOutstanding() && now.reached(send.retransmit().since().plus(timeout));
    return paused ? send.with(send.congestion().restarted(at.terms().mss())) : send;
  }

  private static ConnectionEffect segment(Open at, Piece piece, MonotonicTime now) {
    var queue = at.send().queue();
    var flags = flags(piece, queue);
    var header = Headers.segment(at, piece.seq(), flags, edge(at), now);
    var payload = queue.read(piece.seq(), piece.size());
    return new Emitted(urgent(header, queue.urgent()), payload);
  }

  /** PSH marks the last octets there are (MUST-61). */
  private static Flags flags(Piece piece, SendQueue queue) {
    boolean last = piece.size() > 0 && piece.seq().plus(piece.size()).equals(queue.end());
    var pushed = last ? Flags.PSH : NOTHING;
    return piece.fin() ? pushed.with(Flags.FIN) : pushed;
  }

  /** The pointer names the number behind the urgent octets (MUST-62). */
  private static TcpHeader urgent(TcpHeader header, Option<SeqNum> end) {
    if (end.isEmpty() || !end.get().after(header.seq())) {
      return header;
    }
    return new TcpHeader(
        header.sourcePort(),
        header.destinationPort(),
        header.seq(),
        header.ack(),
        header.flags().with(Flags.URG),
        header.window(),
        Math.min(end.get().minus(header.seq()), 0xffff),
        header.options());
  }

  private static SeqNum edge(Open at) {
    return at.receive().offer(at.terms().receiveMss(), at.terms().receiveShift());
  }

  private static Open after(Open at, Piece piece, int room, MonotonicTime now) {
    var sent = at.with(at.send().sent(piece, piece.size() == room, now));
    return acknowledged(sent.with(at.receive().with(at.receive().owed().answered(now))));
  }

  private static Open acknowledged(Open at) {
    return at.with(at.receive().acknowledged(edge(at)));
  }

  private static ConnectionEffect acknowledgment(Open at, SeqNum seq, MonotonicTime now) {
    return new Emitted(Headers.segment(at, seq, NOTHING, edge(at), now), Slice.EMPTY);
  }

  /** The timer runs while something is on its way, or may not go (RFC 6298 §5.1, §5.2). */
  private static Open wound(Open at, MonotonicTime now) {
    var send = at.send();
    boolean needed = send.isOutstanding() || send.isWaiting();
    var timer = needed ? send.retransmit().started(now) : send.retransmit().stopped();
    return timer == send.retransmit() ? at : at.with(send.with(timer));
  }

  private static Connection settled(Open at, MonotonicTime now) {
    return at.phase() == Phase.TIME_WAIT ? Closing.begin(at, now) : at;
  }

  /** A window probe (§3.8.6.1), or what silly-window avoidance held back too long. */
  static Step<Connection, ConnectionEffect> forced(Open at, MonotonicTime now) {
    int room = room(at, now);
    var piece = Piece.forced(at.send(), room);
    return piece.isEmpty()
        ? Step.to(at)
        : Step.to(
            after(at, piece.get(), room, now).with(at.watch()), segment(at, piece.get(), now));
  }

  /** A segment without octets just before what the peer expects (SHLD-12). */
  static Step<Connection, ConnectionEffect> keepAlive(Open at, MonotonicTime now) {
    return Step.to(acknowledged(at), acknowledgment(at, at.send().una().plus(-1), now));
  }
}
