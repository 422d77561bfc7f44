package dev.etherloom.logic.tcp;

import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** OPEN, active (RFC 9293 §3.10.1): a port of ours, and a SYN. */
final class Dialing {
  private Dialing() {}

  static Either<TcpDrop, Step<Tcp, IpEffect>> connect(Tcp tcp, Dial dial, MonotonicTime now) {
    if (isNobody(dial.address())) {
      return Either.left(TcpDrop.NO_SUCH_ADDRESS);
    }
    if (tcp.table().isFull()) {
      return Either.left(TcpDrop.TOO_MANY_CONNECTIONS);
    }
    var peer = ends(tcp, dial);
    return peer.isEmpty()
        ? Either.left(TcpDrop.NO_PORT)
        : Either.right(open(tcp, peer.get(), dial, now));
  }

  /** No single host has such an address (MUST-46). */
  private static boolean isNobody(IpAddress address) {
    return address.isMulticast()
        || address.isUnspecified()
        || (address instanceof Ipv4Address v4 && v4.isBroadcast());
  }

  /** The ends with a port of ours that nobody uses (RFC 6056 §3.3.3). */
  private static Option<TcpPeer> ends(Tcp tcp, Dial dial) {
    if (dial.port() != 0) {
      return tcp.table().get(dial.peer()).isDefined() ? Option.none() : Option.some(dial.peer());
    }
    int before = tcp.connections(); // whoever opens many does not look at the first ports again
    for (int attempt = 0; attempt < Isn.PORTS; attempt++) {
      int port = Isn.port(tcp.secret(), dial.peer(), before + attempt);
      var peer = new TcpPeer(dial.self(), port, dial.address(), dial.remotePort());
      if (tcp.table().get(peer).isEmpty() && !tcp.ports().containsKey(port)) {
        return Option.some(peer);
      }
    }
    return Option.none();
  }

  private static Step<Tcp, IpEffect> open(Tcp tcp, TcpPeer peer, Dial dial, MonotonicTime now) {
    var offset = Isn.stampOffset(tcp.secret(), peer);
    var handshake = Handshake.begin(Isn.of(tcp.secret(), peer, now), offset, dial.tuning(), now);
    var wanted = dial.tuning().offering();
    var able = Offer.own(tcp.link(), peer.self(), dial.tuning());
    var own = wanted.marks() == TcpTuning.Marks.ASKED ? able : able.unmarked();
    var step =
        Opening.connect(
            peer, handshake, own, Pending.of(dial.tuning().preferring(tcp.congestion())), now);
    var session = Option.some(dial.session());
    var fresh = Conversation.begin(tcp.place(peer), dial.vlan(), step.state(), session);
    return tcp.settle(Turn.begun(fresh, step.effects(), now), now);
  }
}
