package dev.etherloom.logic.testkit;

import static dev.etherloom.logic.testkit.Stacks.frame6;
import static dev.etherloom.logic.testkit.Stacks.icmp6;
import static dev.etherloom.logic.testkit.Stacks.ip6;
import static dev.etherloom.logic.testkit.Stacks.mac;
import static dev.etherloom.logic.testkit.Stacks.packet6;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.ip.ExtensionHeader;
import dev.etherloom.logic.ip.ExtensionHeader.FragmentHeader;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv6Header;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.ndp.LinkLayerAddress;
import dev.etherloom.logic.ndp.NeighborSolicitation;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.stack.Host;
import dev.etherloom.logic.stack.State;
import io.vavr.collection.Vector;
import java.time.Duration;

/** Somebody on the link of one host, without a stack: number 9, who speaks IPv6 as tests want. */
public final class Stranger {
  public static final int NUMBER = 9;
  public final VirtualSwitch hub = new VirtualSwitch();

  /** The host comes up, and hears of the stranger. */
  public Stranger(State host) {
    var _ = hub.plug(host);
    hub.run(Duration.ofSeconds(5));
    greet();
    var _ = answers();
  }

  public Host host() {
    return hub.stack(0).hosts().values().head();
  }

  /** Asks for an address of host 1, so that the stranger's own becomes known to it. */
  public void greet() {
    say(icmp6(ip6(NUMBER), ip6(1).solicitedNode(), 255, asking(ip6(1)).toIcmp()));
  }

  public static NeighborSolicitation asking(Ipv6Address target) {
    return new NeighborSolicitation(0, target, Vector.of(new LinkLayerAddress.Source(mac(NUMBER))));
  }

  /** Puts a packet on the wire. */
  public void say(Ipv6Packet packet) {
    hub.inject(-1, frame6(NUMBER, 1, packet));
  }

  /** Asks host 1 whether it is there. */
  public void ping() {
    say(packet6(ip6(NUMBER), ip6(1), IpProtocol.ICMPV6, 64, echo(ip6(1), Slice.of(1, 2, 3))));
  }

  public static Emit echo(Ipv6Address to, Slice body) {
    return new Icmpv6Message.EchoRequest(5, 6, body)
        .over(Ipv6Packet.pseudoHeader(ip6(NUMBER), to, IpProtocol.ICMPV6));
  }

  /** What a packet carries behind its first header, cut in two fragments at {@code at}. */
  public static Vector<Ipv6Packet> halves(Ipv6Packet packet, int at, int identification) {
    var whole = packet.payload();
    return Vector.of(
        fragment(packet, 0, true, identification, whole.first(at)),
        fragment(packet, at, false, identification, whole.from(at)));
  }

  private static Ipv6Packet fragment(
      Ipv6Packet packet, int offset, boolean more, int identification, Slice piece) {
    var place = new FragmentHeader(packet.protocol(), offset, more, identification);
    return behind(packet.header(), place, packet.protocol(), piece);
  }

  /** A packet with one extension header. */
  public static Ipv6Packet behind(
      Ipv6Header header, ExtensionHeader extension, IpProtocol protocol, Emit payload) {
    var front =
        new Ipv6Header(
            header.trafficClass(),
            header.flowLabel(),
            0,
            extension.protocol(),
            header.hopLimit(),
            header.source(),
            header.destination());
    return new Ipv6Packet(front, extension.toSlice(), protocol, payload.toSlice());
  }

  /** What the host sent since the last call, within the next 10 ms. */
  public Vector<Ipv6Packet> answers() {
    return answers(Duration.ofMillis(10));
  }

  public Vector<Ipv6Packet> answers(Duration within) {
    return frames(within)
        .filter(it -> it.header().etherType().equals(EtherType.IPV6))
        .map(it -> Ipv6Header.decode(it.payload()).get());
  }

  public Vector<EthernetFrame> frames(Duration within) {
    hub.run(within);
    var frames =
        Vector.ofAll(hub.passed())
            .filter(it -> it.port() == 0)
            .map(it -> EthernetFrame.decode(it.octets()).get());
    hub.passed().clear();
    return frames;
  }

  /** Those of type {@code type} that the host sent since the last call. */
  public Vector<Ipv6Packet> answers(int type, Duration within) {
    return answers(within)
        .filter(it -> it.protocol().equals(IpProtocol.ICMPV6) && icmp(it).type() == type);
  }

  public static Icmpv6Message icmp(Ipv6Packet packet) {
    return Icmpv6Message.decode(packet.payload(), packet.pseudoHeader()).get();
  }
}
