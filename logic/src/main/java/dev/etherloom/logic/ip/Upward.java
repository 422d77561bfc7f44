package dev.etherloom.logic.ip;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;

/** A whole packet goes up, to the responder of its protocol. */
final class Upward {
  private Upward() {}

  /** What came in pieces, which tell no flow, goes first to the shard of its flow. */
  static Step<Ip, IpEffect> deliver(Ip ip, Delivery delivery, MonotonicTime now) {
    var shard = ip.numbering().shard();
    if (delivery.inPieces() && !shard.isAlone() && !delivery.toGroup()) {
      int home = ip.numbering().shardOf(delivery.packet());
      if (home != shard.index()) {
        return Step.to(ip, new IpEffect.HandOver(home, delivery));
      }
    }
    return take(ip, delivery, now);
  }

  /** This shard is the one. */
  static Step<Ip, IpEffect> take(Ip ip, Delivery delivery, MonotonicTime now) {
    var protocol = delivery.packet().protocol();
    var responder = isOf(delivery.packet(), protocol) ? ip.responders().get(protocol) : Ip.NOBODY;
    if (responder.isEmpty()) {
      return delivery.toGroup()
          ? Step.to(ip, new IpEffect.Drop(IpDrop.NOBODY_ANSWERS))
          : Step.<Ip, IpEffect>to(ip, new IpEffect.Drop(IpDrop.NOBODY_ANSWERS))
              .with(new IpEffect.Reject(delivery, new Rejection.ProtocolUnreachable()));
    }
    return ip.respond(responder.get(), it -> it.receive(delivery, now));
  }

  /** Each family has an ICMP of its own. */
  private static boolean isOf(IpPacket packet, IpProtocol protocol) {
    return switch (packet) {
      case Ipv4Packet _ -> !protocol.equals(IpProtocol.ICMPV6);
      case Ipv6Packet _ -> !protocol.equals(IpProtocol.ICMP);
    };
  }
}
