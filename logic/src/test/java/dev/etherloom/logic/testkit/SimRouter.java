package dev.etherloom.logic.testkit;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.icmp.IcmpMessage.Failure;
import dev.etherloom.logic.icmp.Icmpv6Message.PacketTooBig;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Vlan;

/** A router before a narrow link: number 254. It splits nothing. */
final class SimRouter {
  private static final int NUMBER = 254;
  private static final int ETHERNET = 14;
  private static final int MOST_QUOTED = 520;

  private SimRouter() {}

  /** Whether a packet is too long, and must not be split. */
  static boolean refuses(Slice frame, int mtu) {
    int type = frame.u16(12);
    boolean whole =
        type == EtherType.IPV6.value()
            || (type == EtherType.IPV4.value() && (frame.u16(ETHERNET + 6) & 0x4000) != 0);
    return whole && frame.length() - ETHERNET > mtu;
  }

  /** RFC 1191 §4, RFC 4443 §3.2: to the sender, with the MTU that there is. */
  static Slice error(Slice frame, int mtu) {
    var header = EthernetFrame.decode(frame).get().header();
    var packet = frame.from(ETHERNET);
    var quoted = packet.first(Math.min(packet.length(), MOST_QUOTED));
    if (header.etherType().equals(EtherType.IPV4)) {
      var message =
          new Failure(Failure.DESTINATION_UNREACHABLE, Failure.FRAGMENTATION_NEEDED, mtu, quoted);
      var answer =
          Stacks.packet(
              Stacks.ip(NUMBER),
              Ipv4Address.at(packet, 12),
              IpProtocol.ICMP,
              Fragment.WHOLE,
              message);
      return Stacks.frame(NUMBER, header.source(), Vlan.UNTAGGED, EtherType.IPV4, answer);
    }
    var sender = new Ipv6Address(packet.i64(8), packet.i64(16));
    var answer = Stacks.icmp6(Stacks.ip6(NUMBER), sender, 64, new PacketTooBig(0, mtu, quoted));
    return Stacks.frame(NUMBER, header.source(), Vlan.UNTAGGED, EtherType.IPV6, answer);
  }
}
