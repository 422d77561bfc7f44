package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.Connection.Closed;
import dev.etherloom.logic.tcp.Connection.SynReceived;
import dev.etherloom.logic.tcp.Connection.SynSent;
import dev.etherloom.logic.tcp.ConnectionEffect.Broken;
import dev.etherloom.logic.tcp.ConnectionEffect.Dropped;
import dev.etherloom.logic.tcp.ConnectionEffect.Emitted;
import dev.etherloom.logic.tcp.ConnectionEffect.Reported;
import io.vavr.control.Option;

/** Deadlines (RFC 9293 §3.10.8). */
final class Timeouts {
  /** R1: after so many retransmissions the user hears of it (SHLD-9, SHLD-10). */
  private static final int R1 = 3;

  private Timeouts() {}

  /** Our SYN was not answered: once more, or never again. */
  static Step<Connection, ConnectionEffect> of(SynSent at, MonotonicTime now) {
    if (!now.reached(at.handshake().due())) {
      return Step.to(at);
    }
    if (at.handshake().isHopeless(now)) {
      return Step.<Connection, ConnectionEffect>to(
              new Closed(), new Dropped(TcpDrop.HANDSHAKE_TIMEOUT))
          .with(new Broken(at.handshake().cause()));
    }
    var again = at.with(at.handshake().again(now)).unmarked();
    return Step.to(again, Emitted.bare(Headers.syn(again, now)));
  }

  /** The same mechanism with a SYN that answers one (MUST-22). */
  static Step<Connection, ConnectionEffect> of(SynReceived at, MonotonicTime now) {
    if (!now.reached(at.handshake().due())) {
      return Step.to(at);
    }
    if (at.handshake().isHopeless(now)) {
      Step<Connection, ConnectionEffect> over =
          Step.to(new Closed(), new Dropped(TcpDrop.HANDSHAKE_TIMEOUT));
      return at.passive() ? over : over.with(new Broken(at.handshake().cause()));
    }
    var again = at.with(at.handshake().again(now));
    return Step.to(again, Emitted.bare(Headers.synAck(again, now)));
  }

  /** Whatever is due of a synchronized connection. */
  static Step<Connection, ConnectionEffect> of(Open at, MonotonicTime now) {
    var owing = isDue(at.receive().owed().due(), now) ? at.with(at.receive().atOnce()) : at;
    var alarm = at.send().retransmit().alarm();
    return alarm.isDefined() && now.reached(alarm.get().due())
        ? expired(owing, alarm.get().kind(), now)
        : silence(owing, now);
  }

  private static boolean isDue(Option<MonotonicTime> deadline, MonotonicTime now) {
    return deadline.isDefined() && now.reached(deadline.get());
  }

  private static Step<Connection, ConnectionEffect> expired(
      Open at, Retransmit.Kind kind, MonotonicTime now) {
    return switch (kind) {
      case REORDERING -> Step.to(overdue(at, now));
      case TAIL -> Transmission.tail(at, now);
      case TIMEOUT -> retransmission(at, now);
    };
  }

  private static Open overdue(Open at, MonotonicTime now) {
    var send = at.send();
    long smoothed = send.retransmit().rtt().smoothed();
    var flight = send.flight().overdue(send.nxt(), at.terms().segment(), smoothed, now);
    return at.with(send.with(flight).with(send.retransmit().disarmed()));
  }

  private static Step<Connection, ConnectionEffect> retransmission(Open at, MonotonicTime now) {
    var send = at.send();
    if (send.retransmit().isHopeless(at.tuning().userTimeout(), now)) {
      return broken(at); // R2 (MUST-20)
    }
    if (send.window().size() == 0 || !send.isOutstanding()) {
      return Transmission.forced(at, now);
    }
    int mss = at.terms().segment();
    var late = at.with(send.timedOut(mss, now));
    int attempts = late.send().retransmit().attempts();
    var path = at.terms().path();
    boolean swallowed =
        path.isDoubtful(attempts) && path.isLong(send.max().minus(send.una()), at.peer().address());
    var again = swallowed ? late.with(path.suspected(at.peer().address(), now)) : late;
    return attempts == R1
        ? Step.to(again, new Reported(new TcpReport.Trouble(attempts)))
        : Step.to(again);
  }

  /** Keep-alives (§3.8.4), and an end to FIN-WAIT-2. */
  private static Step<Connection, ConnectionEffect> silence(Open at, MonotonicTime now) {
    if (at.phase() == Phase.FIN_WAIT_2 && now.reached(at.halfClosedUntil())) {
      return at.deaf() ? broken(at) : abandoned(at, now);
    }
    var idle = at.tuning().keepAlive();
    if (idle.isEmpty() || at.send().isOutstanding()) {
      return Step.to(at);
    }
    if (!now.reached(at.probeDue(idle.get()))) {
      return Step.to(at);
    }
    return at.watch().probes() >= idle.get().probes()
        ? abandoned(at, now)
        : Transmission.keepAlive(at.with(at.watch().probed()), now);
  }

  private static Step<Connection, ConnectionEffect> abandoned(Open at, MonotonicTime now) {
    return Calls.abort(at, now)
        .with(new Dropped(TcpDrop.TIMED_OUT))
        .with(new Broken(at.watch().cause()));
  }

  private static Step<Connection, ConnectionEffect> broken(Open at) {
    return Step.<Connection, ConnectionEffect>to(new Closed(), new Dropped(TcpDrop.TIMED_OUT))
        .with(new Broken(at.watch().cause()));
  }
}
