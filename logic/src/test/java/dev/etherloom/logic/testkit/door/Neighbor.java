package dev.etherloom.logic.testkit.door;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.arp.ArpPacket;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.ethernet.EthernetHeader;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ndp.LinkLayerAddress;
import dev.etherloom.logic.ndp.NeighborAdvertisement;
import dev.etherloom.logic.ndp.NeighborSolicitation;
import dev.etherloom.logic.ndp.RouterSolicitation;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.stack.Effect;
import dev.etherloom.logic.testkit.Stacks;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * The only other station on the host's link. It has every address but the host's own and answers
 * whoever asks for one (RFC 826, RFC 4861), so that no such question needs to leave.
 */
final class Neighbor {
  static final MacAddress MAC = new MacAddress(0x0200_0000_0001L);

  /** Where the host sends what is for other networks. */
  static final Ipv6Address ROUTER = Ipv6Address.of("fe80::1");

  private static final int HOP_BY_HOP = 0;
  private static final int NEXT_HEADER = 6;
  private static final int SOURCE = 8;
  private static final int DESTINATION = 24;
  private static final int HEADER = 40;
  private static final int TARGET = HEADER + 8;
  private static final int MULTICAST = 0xff;

  private Neighbor() {}

  /** Whether a frame is talk among neighbors that need not leave; what answers one does. */
  static boolean isAsked(Effect.Transmit frame) {
    var type = frame.header().etherType();
    if (type.equals(EtherType.ARP)) {
      return ArpPacket.decode(frame.payload().toSlice()).get().operation() != ArpPacket.REPLY;
    }
    return type.equals(EtherType.IPV6) && isAsked(frame.payload().toSlice());
  }

  private static boolean isAsked(Slice packet) {
    int next = packet.u8(NEXT_HEADER);
    if (next != IpProtocol.ICMPV6.number()) {
      return next == HOP_BY_HOP; // what tells routers of groups (RFC 3810 §5)
    }
    return switch (packet.u8(HEADER)) {
      case NeighborSolicitation.TYPE, RouterSolicitation.TYPE -> true;
      case NeighborAdvertisement.TYPE -> packet.u8(DESTINATION) == MULTICAST;
      default -> false;
    };
  }

  /** The answer to such talk; none where it asks for nothing, or for the host itself. */
  static Option<Slice> answer(Effect.Transmit frame, Vector<InterfaceAddress> own) {
    var packet = frame.payload().toSlice();
    return frame.header().etherType().equals(EtherType.ARP)
        ? resolved(ArpPacket.decode(packet).get(), own)
        : resolved(packet);
  }

  private static Option<Slice> resolved(ArpPacket packet, Vector<InterfaceAddress> own) {
    var header = new EthernetHeader(VirtualHost.MAC, MAC, Vlan.UNTAGGED, EtherType.ARP);
    return own.exists(it -> it.address().equals(packet.targetIp()))
        ? Option.none()
        : Option.some(new EthernetFrame(header, packet.reply(MAC).toSlice()).toSlice());
  }

  private static Option<Slice> resolved(Slice packet) {
    boolean fromNobody = Ipv6Address.at(packet, SOURCE).equals(Ipv6Address.UNSPECIFIED);
    boolean asks =
        packet.u8(NEXT_HEADER) == IpProtocol.ICMPV6.number()
            && packet.u8(HEADER) == NeighborSolicitation.TYPE;
    if (!asks || fromNobody) {
      return Option.none();
    }
    var target = Ipv6Address.at(packet, TARGET);
    var message =
        new NeighborAdvertisement(
            NeighborAdvertisement.SOLICITED | NeighborAdvertisement.OVERRIDE,
            target,
            Vector.of(new LinkLayerAddress.Target(MAC)));
    var answer = Stacks.icmp6(target, Ipv6Address.at(packet, SOURCE), 255, message.toIcmp());
    return Option.some(Stacks.frame(1, VirtualHost.MAC, Vlan.UNTAGGED, EtherType.IPV6, answer));
  }

  /** An address of a network that nobody else has, so that it can be the way out of it. */
  static Ipv4Address gateway(InterfaceAddress address) {
    return new Ipv4Address(~address.address().hashCode());
  }
}
