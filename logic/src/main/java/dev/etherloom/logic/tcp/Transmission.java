package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.ConnectionEffect.Emitted;
import io.vavr.collection.List;
import io.vavr.control.Option;

/** What a synchronized connection sends, once all that happened has been taken in. */
final class Transmission {
  private Transmission() {}

  /** Sends what may be sent, acknowledges what has to be, winds the timer. */
  static Step<Connection, ConnectionEffect> of(Open start, MonotonicTime now) {
    var volley = Volley.of(paced(start.with(restarted(start, now)), now), now);
    var at = departed(volley.at(), start, !volley.sent().isEmpty(), now);
    var sent = volley.ended();
    return owes(at)
        ? ended(acknowledged(at), start, sent.prepend(acknowledgment(at, now)), now)
        : ended(at, start, sent, now);
  }

  private static boolean owes(Open at) {
    var receive = at.receive();
    return receive.owed().now()
        || receive.hasNews(at.terms().receiveMss(), at.terms().receiveShift());
  }

  private static Step<Connection, ConnectionEffect> ended(
      Open at, Open before, List<ConnectionEffect> reversed, MonotonicTime now) {
    return new Step<>(settled(wound(at, before, now), now), reversed.reverse());
  }

  static Open paced(Open at, MonotonicTime now) {
    var send = at.send();
    long smoothed = send.retransmit().rtt().smoothed();
    return at.with(send.with(send.flight().paced(smoothed, now)));
  }

  /** After a pause the way is explored anew (RFC 5681 §4.1). */
  private static Send restarted(Open at, MonotonicTime now) {
    var send = at.send();
    var timeout = send.retransmit().rtt().backedOff(0);
    boolean paused = !send.isOutstanding() && now.reached(send.retransmit().since().plus(timeout));
    var flight = send.flight();
    return paused
        ? send.with(flight.with(flight.congestion().restarted(at.terms().segment())))
        : send;
  }

  static ConnectionEffect segment(Open at, Piece piece, MonotonicTime now) {
    boolean marks = at.ecn().isCapable(piece.seq(), piece.size(), at.send().max());
    return segment(at, piece, marks, now);
  }

  private static ConnectionEffect segment(Open at, Piece piece, boolean marks, MonotonicTime now) {
    var queue = at.send().queue();
    boolean pushes = at.tuning().sending().pushes();
    var flags = flags(piece, queue, pushes).with(at.ecn().flags(marks, reductions(at)));
    var header = Headers.segment(at, piece.seq(), flags, edge(at), now);
    var payload = queue.read(piece.seq(), piece.size());
    return new Emitted(urgent(header, queue.urgent()), payload, marks);
  }

  /** PSH marks the last octets there are (MUST-61), unless the user has more to come (MAY-15). */
  private static Flags flags(Piece piece, SendQueue queue, boolean pushes) {
    boolean last = piece.size() > 0 && piece.seq().plus(piece.size()).equals(queue.end());
    var pushed = last && pushes ? Flags.PSH : Flags.NONE;
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

  static Open after(Open at, Piece piece, int room, MonotonicTime now) {
    boolean marks = at.ecn().isCapable(piece.seq(), piece.size(), at.send().max());
    var told = marks ? at.with(at.ecn().told(reductions(at))) : at;
    boolean full = piece.size() > 0 && piece.size() % room == 0;
    return told.with(at.send().sent(piece, full, now), at.receive().answered(edge(at), now));
  }

  private static Open acknowledged(Open at) {
    return at.with(at.receive().acknowledged(edge(at)));
  }

  private static ConnectionEffect acknowledgment(Open at, MonotonicTime now) {
    return acknowledgment(at, at.send().front(), now);
  }

  private static ConnectionEffect acknowledgment(Open at, SeqNum seq, MonotonicTime now) {
    var flags = at.ecn().flags(false, 0);
    return Emitted.bare(Headers.segment(at, seq, flags, edge(at), now));
  }

  private static int reductions(Open at) {
    return at.send().flight().congestion().reductions();
  }

  /** What goes out is remembered where it matters how fast it arrives. */
  private static Open departed(Open at, Open before, boolean any, MonotonicTime now) {
    var send = at.send();
    var flight = send.flight();
    int mss = at.terms().segment();
    boolean last = send.queue().end().minus(send.nxt()) < mss;
    if (!flight.congestion().watches(!last)) {
      return at;
    }
    int inflight = flight.pipe(mss);
    int then = before.send().flight().pipe(mss);
    var start = flight.congestion();
    var gone = any ? start.departed(then, inflight, now) : start;
    boolean room = flight.room(mss) >= mss && flight.board().lost().isEmpty();
    boolean held = send.left() < mss;
    var next = room && last ? gone.limited(inflight) : room && held ? gone.held(inflight) : gone;
    return at.with(send.with(flight.with(next)));
  }

  /** Whether the congestion window was used. */
  private static Flight used(Open at, Open before) {
    var send = at.send();
    var flight = send.flight();
    int mss = at.terms().segment();
    boolean full = flight.room(mss) < mss;
    if (send.nxt().equals(before.send().nxt()) && !(full && send.isWaiting())) {
      return flight;
    }
    int outstanding = send.nxt().minus(send.una());
    return flight.with(flight.congestion().sent(send.una(), send.nxt(), outstanding, full));
  }

  /** The timer runs while something is on its way, or may not go (RFC 6298 §5.1, §5.2). */
  private static Open wound(Open at, Open before, MonotonicTime now) {
    boolean fresh = before.send().nxt().before(at.send().nxt());
    return at.with(at.send().with(used(at, before), timer(at, fresh, now)));
  }

  private static Retransmit timer(Open at, boolean fresh, MonotonicTime now) {
    var send = at.send();
    var timer = send.retransmit();
    if (!send.isOutstanding() && !send.isWaiting()) {
      return timer.stopped();
    }
    var flight = send.flight();
    if (flight.overdue().isDefined()) {
      return timer.reordering(flight.overdue().get(), now);
    }
    boolean tail = at.terms().sack() && timer.attempts() == 0 && flight.mayProbe();
    boolean alone = flight.board().pipe() <= at.terms().segment();
    return tail ? timer.tail(alone, fresh, now) : timer.started(now);
  }

  private static Connection settled(Open at, MonotonicTime now) {
    return at.phase() == Phase.TIME_WAIT ? Closing.begin(at, now) : at;
  }

  /** A window probe (§3.8.6.1), or what silly-window avoidance held back too long. */
  static Step<Connection, ConnectionEffect> forced(Open at, MonotonicTime now) {
    int room = Headers.room(at, now);
    var piece = Piece.forced(at.send(), room);
    if (piece.isEmpty()) {
      return Step.to(at);
    }
    var send = at.send();
    if (send.window().size() == 0) { // a probe may not be marked (RFC 3168 §6.1.6)
      var probed = at.with(send.forced(piece.get().end(), now));
      return Step.to(acknowledged(probed), segment(at, piece.get(), false, now));
    }
    var next = send.sent(piece.get(), piece.get().size() == room, now).held(now);
    var overdue = at.with(at.tuning().withPush(true));
    return Step.to(acknowledged(at.with(next)), segment(overdue, piece.get(), now));
  }

  /** A probe for a loss at the end (RFC 8985 §7.3). */
  static Step<Connection, ConnectionEffect> tail(Open at, MonotonicTime now) {
    var piece = Piece.tail(at.send(), Headers.room(at, now));
    return piece.isEmpty()
        ? Step.to(at.with(at.send().with(at.send().retransmit().probed(now))))
        : Step.to(
            acknowledged(at.with(at.send().probed(piece.get(), now))),
            segment(at, piece.get(), now));
  }

  /** A segment without octets just before what the peer expects (SHLD-12). */
  static Step<Connection, ConnectionEffect> keepAlive(Open at, MonotonicTime now) {
    return Step.to(acknowledged(at), acknowledgment(at, at.send().una().plus(-1), now));
  }
}
