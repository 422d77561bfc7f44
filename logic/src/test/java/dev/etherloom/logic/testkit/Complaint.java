package dev.etherloom.logic.testkit;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.ethernet.EthernetHeader;
import dev.etherloom.logic.icmp.IcmpMessage;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.ip.IpPacket;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.ip.Ipv6Header;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.net.Vlan;

/** What a router, number 9, says about a frame of TCP that it cannot pass on. */
public final class Complaint {
  private static final int ROUTER = 9;

  private Complaint() {}

  /** The packet in a frame; null where it is none of IP. */
  public static IpPacket packet(Slice frame) {
    var ethernet = EthernetFrame.decode(frame).get();
    var type = ethernet.header().etherType();
    if (type.equals(EtherType.IPV4)) {
      return Ipv4Header.decode(ethernet.payload()).get();
    }
    return type.equals(EtherType.IPV6) ? Ipv6Header.decode(ethernet.payload()).get() : null;
  }

  /** Whether a frame carries TCP. */
  public static boolean isTcp(Slice frame) {
    var packet = packet(frame);
    return packet != null && packet.protocol().equals(IpProtocol.TCP);
  }

  /** Destination unreachable, with the code for either family. */
  public static Slice unreachable(Slice frame, int code4, int code6) {
    return about(
        frame,
        new IcmpMessage.Failure(3, code4, 0, quoted(frame, 28)),
        new Icmpv6Message.DestinationUnreachable(code6, 0, quoted(frame, 200)));
  }

  /** The packet does not fit a link of that MTU. */
  public static Slice tooBig(Slice frame, int mtu) {
    return about(
        frame,
        new IcmpMessage.Failure(3, 4, mtu, quoted(frame, 28)),
        new Icmpv6Message.PacketTooBig(0, mtu, quoted(frame, 1_000)));
  }

  /** An error to host {@code to} that quotes just these octets. */
  public static Slice quoting(Slice octets, int code, int to, boolean v6) {
    return v6
        ? frame(
            Stacks.mac(to),
            EtherType.IPV6,
            Stacks.icmp6(
                    Stacks.ip6(ROUTER),
                    Stacks.ip6(to),
                    64,
                    new Icmpv6Message.DestinationUnreachable(code, 0, octets))
                .toSlice())
        : frame(
            Stacks.mac(to),
            EtherType.IPV4,
            Stacks.packet(
                    Stacks.ip(ROUTER),
                    Stacks.ip(to),
                    IpProtocol.ICMP,
                    Fragment.WHOLE,
                    new IcmpMessage.Failure(3, code, 0, octets))
                .toSlice());
  }

  private static Slice quoted(Slice frame, int most) {
    var octets = packet(frame).toSlice();
    return octets.first(Math.min(most, octets.length()));
  }

  private static Slice about(Slice frame, IcmpMessage v4, Icmpv6Message v6) {
    var back = EthernetFrame.decode(frame).get().header().source();
    return switch (packet(frame)) {
      case Ipv4Packet packet ->
          frame(
              back,
              EtherType.IPV4,
              Stacks.packet(Stacks.ip(ROUTER), packet.source(), IpProtocol.ICMP, Fragment.WHOLE, v4)
                  .toSlice());
      case Ipv6Packet packet ->
          frame(
              back,
              EtherType.IPV6,
              Stacks.icmp6(Stacks.ip6(ROUTER), packet.source(), 64, v6).toSlice());
    };
  }

  private static Slice frame(MacAddress to, EtherType type, Slice payload) {
    return new EthernetFrame(
            new EthernetHeader(to, Stacks.mac(ROUTER), Vlan.UNTAGGED, type), payload)
        .toSlice();
  }
}
