package dev.etherloom.logic.tcp;

import dev.etherloom.logic.ip.IpError.Reason;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.Connection.Closed;
import dev.etherloom.logic.tcp.Connection.SynReceived;
import dev.etherloom.logic.tcp.Connection.SynSent;
import dev.etherloom.logic.tcp.ConnectionEffect.Broken;
import dev.etherloom.logic.tcp.ConnectionEffect.Dropped;
import dev.etherloom.logic.tcp.ConnectionEffect.Reported;
import dev.etherloom.logic.tcp.ConnectionEvent.Failed;
import io.vavr.collection.List;

/**
 * ICMP errors (RFC 9293 §3.9.2.2). Anybody can send one, so it has to quote a number that is on its
 * way (RFC 5927 §4.1). One that calls the peer unreachable for good ends a connection only before
 * both sides are synchronized (RFC 5461 §4.1); afterwards it is like those that may pass: the user
 * hears of it, and it is the cause if nothing gets through until the timeout (§2).
 */
final class Trouble {
  private Trouble() {}

  static Step<Connection, ConnectionEffect> heard(SynSent at, Failed error) {
    if (!at.handshake().iss().equals(error.seq())) {
      return Step.to(at, new Dropped(TcpDrop.ERROR_OUTSIDE));
    }
    return isFinal(error.reason())
        ? refused()
        : reported(at.with(at.handshake().withTrouble()), error.reason());
  }

  static Step<Connection, ConnectionEffect> heard(SynReceived at, Failed error) {
    if (!at.handshake().iss().equals(error.seq())) {
      return Step.to(at, new Dropped(TcpDrop.ERROR_OUTSIDE));
    }
    if (isFinal(error.reason())) {
      return at.passive() ? Step.to(new Closed(), new Dropped(TcpDrop.UNREACHABLE)) : refused();
    }
    return reported(at.with(at.handshake().withTrouble()), error.reason());
  }

  static Step<Connection, ConnectionEffect> heard(Open at, Failed error) {
    return isOnItsWay(at.send(), error.seq())
        ? reported(at.with(at.watch().withTrouble()), error.reason())
        : Step.to(at, new Dropped(TcpDrop.ERROR_OUTSIDE));
  }

  /** SND.UNA =&lt; SEG.SEQ &lt; SND.NXT. */
  private static boolean isOnItsWay(Send send, SeqNum seq) {
    return seq.within(send.una(), send.max().minus(send.una()));
  }

  private static boolean isFinal(Reason reason) {
    return reason instanceof Reason.Unreachable(var where) && where.isFinal();
  }

  private static Step<Connection, ConnectionEffect> refused() {
    return new Step<>(
        new Closed(),
        List.of(new Dropped(TcpDrop.UNREACHABLE), new Broken(TcpEvent.Cause.UNREACHABLE)));
  }

  private static Step<Connection, ConnectionEffect> reported(Connection next, Reason reason) {
    return new Step<>(
        next,
        List.of(new Dropped(TcpDrop.UNREACHABLE), new Reported(new TcpReport.Undelivered(reason))));
  }
}
