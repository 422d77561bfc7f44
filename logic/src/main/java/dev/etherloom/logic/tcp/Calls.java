package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.Connection.Closed;
import dev.etherloom.logic.tcp.Connection.SynReceived;
import dev.etherloom.logic.tcp.ConnectionEffect.Broken;
import dev.etherloom.logic.tcp.ConnectionEffect.Dropped;
import dev.etherloom.logic.tcp.ConnectionEffect.Emitted;
import java.util.function.Function;

/** What the user may call (RFC 9293 §3.10.2 to §3.10.5). */
final class Calls {
  private Calls() {}

  /** SEND before the connection is there: it waits (§3.10.2). */
  static Step<Connection, ConnectionEffect> queue(
      Connection at, Pending pending, Slice octets, Function<Pending, Connection> with) {
    if (pending.closed()) {
      return Step.to(at, new Dropped(TcpDrop.NOT_OPEN));
    }
    return Opening.fits(pending, octets)
        ? Step.to(with.apply(pending.with(octets)))
        : Step.<Connection, ConnectionEffect>to(new Closed(), new Dropped(TcpDrop.QUEUE_FULL))
            .with(new Broken(TcpEvent.Cause.ABORTED));
  }

  /** SEND (§3.10.2). */
  static Step<Connection, ConnectionEffect> send(
      Open at, Slice octets, boolean urgent, MonotonicTime now) {
    if (!at.phase().sends()) {
      return Step.to(at, new Dropped(TcpDrop.NOT_OPEN));
    }
    if ((long) at.send().queued() + octets.length() > SendQueue.MOST) {
      return new Step<Connection, ConnectionEffect>(at, abort(at, now).effects())
          .map(_ -> (Connection) new Closed())
          .with(new Dropped(TcpDrop.QUEUE_FULL))
          .with(new Broken(TcpEvent.Cause.ABORTED));
    }
    var queue = at.send().queue().append(octets);
    return Step.to(at.with(at.send().with(urgent ? queue.hurried() : queue)));
  }

  /** RECEIVE (§3.10.3) of so many octets of what is ready first. */
  static Open receive(Open at, int octets) {
    return at.receive().ready().octets().isEmpty() ? at : at.with(at.receive().taken(octets));
  }

  /** The user wants it treated otherwise; what is owed may become due by that. */
  static Open tune(Open at, TcpTuning tuning) {
    var owed = at.receive().owed();
    var next =
        switch (tuning.acknowledging()) {
          case AT_ONCE -> owed.due().isDefined() ? owed.atOnce() : owed;
          case DELAYED -> owed.unhurried();
          case USUAL -> owed;
        };
    var send = at.send();
    var before = send.flight().congestion();
    var congestion = tuning.sending().congestion().map(before::under).getOrElse(before);
    var buffer = tuning.buffers().receive();
    int shift = at.terms().receiveShift();
    var receive =
        buffer.map(octets -> at.receive().chosenNow(octets, shift)).getOrElse(at.receive());
    return at.with(tuning).with(receive.with(next)).with(send.with(send.flight().with(congestion)));
  }

  /** CLOSE (§3.10.4): the FIN follows what is queued. */
  static Open close(Open at) {
    return at.phase().sends()
        ? at.with(at.send().with(at.send().queue().closed())).with(at.phase().closed())
        : at;
  }

  /** ABORT (§3.10.5). */
  static Step<Connection, ConnectionEffect> abort(Open at, MonotonicTime now) {
    return switch (at.phase()) {
      case ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT ->
          Step.to(new Closed(), Emitted.bare(Headers.reset(at, now)));
      case CLOSING, LAST_ACK, TIME_WAIT -> Step.to(new Closed());
    };
  }

  static Step<Connection, ConnectionEffect> abort(SynReceived at) {
    return reset(at.peer(), at.handshake().next(), at.irs().plus(1));
  }

  private static Step<Connection, ConnectionEffect> reset(TcpPeer peer, SeqNum seq, SeqNum ack) {
    return Step.to(new Closed(), Emitted.bare(Headers.reset(peer, seq, ack)));
  }
}
