package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.tcp.Connection.Closed;
import dev.etherloom.logic.tcp.Connection.SynReceived;
import dev.etherloom.logic.tcp.Connection.SynSent;
import dev.etherloom.logic.tcp.Connection.TimeWait;
import dev.etherloom.logic.tcp.TcpStatus.Course;
import dev.etherloom.logic.tcp.TcpStatus.Queues;
import dev.etherloom.logic.tcp.TcpStatus.State;
import dev.etherloom.logic.tcp.TcpStatus.Timer;
import io.vavr.control.Option;
import java.time.Duration;

/** Reads a connection for those outside (RFC 9293 §3.9.1.6). */
final class Status {
  private Status() {}

  static Option<TcpStatus> of(Connection connection) {
    return switch (connection) {
      case Closed _ -> Option.none();
      case SynSent at ->
          Option.some(opening(at.peer(), State.SYN_SENT, at.handshake(), at.pending()));
      case SynReceived at ->
          Option.some(opening(at.peer(), State.SYN_RECEIVED, at.handshake(), at.pending()));
      case Open at -> Option.some(open(at));
      case TimeWait at ->
          Option.some(
              new TcpStatus(
                  at.peer(),
                  State.TIME_WAIT,
                  Timer.NONE,
                  Course.STEADY,
                  TcpStatus.Flight.NONE,
                  Queues.NONE,
                  TcpTuning.DEFAULT,
                  0));
    };
  }

  private static TcpStatus opening(
      TcpPeer peer, State state, Handshake handshake, Pending pending) {
    var timer = timer(handshake.rtt(), handshake.attempts());
    int waiting = pending.octets().map(octets -> octets.length()).sum().intValue();
    var queues = new Queues(0, Receive.INITIAL_WINDOW, waiting, waiting, 0);
    return new TcpStatus(
        peer, state, timer, Course.STEADY, TcpStatus.Flight.NONE, queues, pending.tuning(), 0);
  }

  private static TcpStatus open(Open at) {
    var send = at.send();
    var receive = at.receive();
    var timer = timer(send.retransmit().rtt(), send.retransmit().backoff());
    var queues =
        new Queues(
            send.window().size(),
            receive.window(),
            send.queued(),
            send.unsent(),
            receive.ready().length());
    return new TcpStatus(
        at.peer(),
        state(at.phase()),
        timer,
        course(send.flight()),
        flight(at),
        queues,
        at.tuning(),
        send.flight().rack().late());
  }

  private static Course course(Flight flight) {
    return switch (flight.recovery()) {
      case Recovery.Steady _ ->
          flight.duplicates() > 0 || !flight.board().sacked().isEmpty()
              ? Course.DOUBTFUL
              : Course.STEADY;
      case Recovery.Slowing _ -> Course.SLOWING;
      case Recovery.Fast _ -> Course.REPAIRING;
      case Recovery.Timeout _ -> Course.TIMED_OUT;
    };
  }

  private static Timer timer(Rtt rtt, int attempts) {
    return new Timer(
        Duration.ofNanos(rtt.smoothed()),
        Duration.ofNanos(rtt.variation()),
        rtt.backedOff(attempts),
        attempts);
  }

  private static TcpStatus.Flight flight(Open at) {
    var send = at.send();
    var congestion = send.flight().congestion();
    var board = send.flight().board();
    int sacked = board.sacked().segments();
    int again = segments(board.flying(), at, true);
    int lost = segments(board.lost(), at, false);
    return new TcpStatus.Flight(
        at.terms().segment(),
        congestion.window(),
        congestion.threshold(),
        send.max().minus(send.una()),
        segments(board.flying(), at, false) + lost + sacked,
        sacked,
        lost + again,
        again);
  }

  private static int segments(SeqMap<Sent> map, Open at, boolean again) {
    @Var int count = 0;
    @Var var next = map.first();
    while (next.isDefined()) {
      var sent = next.get().value();
      int size = sent.end().minus(next.get().key());
      count += again && !sent.again() ? 0 : Math.ceilDiv(size, at.terms().segment());
      next = map.ceiling(sent.end());
    }
    return count;
  }

  private static State state(Phase phase) {
    return switch (phase) {
      case ESTABLISHED -> State.ESTABLISHED;
      case FIN_WAIT_1 -> State.FIN_WAIT_1;
      case FIN_WAIT_2 -> State.FIN_WAIT_2;
      case CLOSE_WAIT -> State.CLOSE_WAIT;
      case CLOSING -> State.CLOSING;
      case LAST_ACK -> State.LAST_ACK;
      case TIME_WAIT -> State.TIME_WAIT;
    };
  }
}
