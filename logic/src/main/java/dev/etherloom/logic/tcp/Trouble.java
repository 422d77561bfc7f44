package dev.etherloom.logic.tcp;

import dev.etherloom.logic.ip.IpError.Reason;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.Connection.Closed;
import dev.etherloom.logic.tcp.Connection.SynReceived;
import dev.etherloom.logic.tcp.Connection.SynSent;
import dev.etherloom.logic.tcp.ConnectionEffect.Broken;
import dev.etherloom.logic.tcp.ConnectionEffect.Dropped;
import dev.etherloom.logic.tcp.ConnectionEffect.Narrowed;
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
        ? refused(error.reason())
        : reported(at.with(at.handshake().withTrouble()), error.reason());
  }

  static Step<Connection, ConnectionEffect> heard(SynReceived at, Failed error) {
    if (!at.handshake().iss().equals(error.seq())) {
      return Step.to(at, new Dropped(TcpDrop.ERROR_OUTSIDE));
    }
    if (isFinal(error.reason())) {
      return at.passive()
          ? Step.to(new Closed(), new Dropped(TcpDrop.UNREACHABLE))
          : refused(error.reason());
    }
    return reported(at.with(at.handshake().withTrouble()), error.reason());
  }

  static Step<Connection, ConnectionEffect> heard(Open at, Failed error, MonotonicTime now) {
    if (!isOnItsWay(at.send(), error.seq())) {
      return Step.to(at, new Dropped(TcpDrop.ERROR_OUTSIDE));
    }
    return error.reason() instanceof Reason.TooBig said
        ? tooBig(at, said, now)
        : reported(at.with(at.watch().withTrouble()), error.reason());
  }

  /** What did not fit goes again at once, in shorter segments (RFC 1191 §6.4, RFC 8201 §5.4). */
  private static Step<Connection, ConnectionEffect> tooBig(
      Open at, Reason.TooBig said, MonotonicTime now) {
    var address = at.peer().address();
    var path = at.terms().path().narrowed(said, address, now);
    return path.isEmpty()
        ? Step.to(at, new Dropped(TcpDrop.NOT_TOO_BIG))
        : Step.to(
            at.with(path.get()).with(at.send().tooLong()),
            new Narrowed(path.get().mss() + Offer.headers(address)));
  }

  /** SND.UNA =&lt; SEG.SEQ &lt; SND.NXT. */
  private static boolean isOnItsWay(Send send, SeqNum seq) {
    return seq.within(send.una(), send.max().minus(send.una()));
  }

  private static boolean isFinal(Reason reason) {
    return reason instanceof Reason.Unreachable(var where) && where.isFinal();
  }

  private static Step<Connection, ConnectionEffect> refused(Reason reason) {
    return reported(new Closed(), reason).with(new Broken(TcpEvent.Cause.UNREACHABLE));
  }

  private static Step<Connection, ConnectionEffect> reported(Connection next, Reason reason) {
    return new Step<>(
        next,
        List.of(new Dropped(TcpDrop.UNREACHABLE), new Reported(new TcpReport.Undelivered(reason))));
  }
}
