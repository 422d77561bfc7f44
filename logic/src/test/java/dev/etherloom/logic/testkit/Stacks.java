package dev.etherloom.logic.testkit;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ethernet.EtherResponder;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.ethernet.EthernetHeader;
import dev.etherloom.logic.icmp.Icmp;
import dev.etherloom.logic.icmp.IcmpReceiver;
import dev.etherloom.logic.icmp.Icmpv6;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.icmp.Pinger;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.ip.Ipv6Header;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.stack.Host;
import dev.etherloom.logic.stack.HostConfig;
import dev.etherloom.logic.stack.State;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;

/** Hosts and frames for tests: host {@code n} is 02:00:00:00:00:n with 10.0.0.n/24. */
public final class Stacks {
  private Stacks() {}

  public static MacAddress mac(int number) {
    return new MacAddress(0x0200_0000_0000L | number);
  }

  public static Ipv4Address ip(int number) {
    return new Ipv4Address(0x0a00_0000 | number);
  }

  /** The IPv6 address of host {@code number}, of fd00::/64. */
  public static Ipv6Address ip6(int number) {
    return new Ipv6Address(0xfd00_0000_0000_0000L, number);
  }

  /** The link-local address of stranger {@code number}, who is no stack. */
  public static Ipv6Address local(int number) {
    return new Ipv6Address(Ipv6Address.LINK_LOCAL.high(), number);
  }

  /** The address of host {@code number} of the family asked for. */
  public static IpAddress address(int number, boolean v6) {
    return v6 ? ip6(number) : ip(number);
  }

  /** As {@link #config}, with fd00::n/64 too, or with what routers say. */
  public static HostConfig both(int number, boolean auto) {
    var given = new InterfaceAddress(ip(number), 24);
    return new HostConfig(
        "host" + number,
        mac(number),
        Vlan.UNTAGGED,
        auto ? Vector.of(given) : Vector.of(given, new InterfaceAddress(ip6(number), 64)),
        Vector.empty(),
        1500,
        false,
        new Secret(number, 7),
        new HostConfig.Ip6(auto, new Secret(number, 8)));
  }

  /** The same with other addresses. */
  public static HostConfig withAddresses(HostConfig config, Vector<InterfaceAddress> addresses) {
    return new HostConfig(
        config.name(),
        config.mac(),
        config.vlan(),
        addresses,
        config.routes(),
        config.mtu(),
        config.probeFirst(),
        config.secret(),
        config.ip6());
  }

  /** A host of both families. */
  public static State of(HostConfig config, IpResponder... ip) {
    return State.of(
        Vector.of(Host.of(config, new HostConfig.Responders(Vector.empty(), Vector.of(ip)))));
  }

  public static HostConfig config(int number, boolean probeFirst) {
    return new HostConfig(
        "host" + number,
        mac(number),
        Vlan.UNTAGGED,
        Vector.of(new InterfaceAddress(ip(number), 24)),
        Vector.empty(),
        1500,
        probeFirst,
        new Secret(number, 7));
  }

  public static State host(int number, EtherResponder... ether) {
    return host(number, Vector.of(ether), Vector.empty());
  }

  public static State host(int number, Vector<EtherResponder> ether, Vector<IpResponder> ip) {
    return State.of(
        Vector.of(Host.of(config(number, false), new HostConfig.Responders(ether, ip))));
  }

  /** A host that pings {@code target}. */
  public static State pinging(int number, IpAddress target, int count, int size) {
    boolean v6 = target instanceof Ipv6Address;
    var plan =
        new Pinger.Plan(
            Vlan.UNTAGGED,
            Option.some(address(number, v6)),
            target,
            77,
            Option.some(count),
            size,
            Duration.ofSeconds(1));
    var pinger = Option.<IcmpReceiver>some(Pinger.of(plan));
    return v6
        ? of(both(number, false), Icmpv6.of(pinger, Vector.empty()))
        : host(number, Vector.empty(), Vector.of(new Icmp(pinger)));
  }

  public static Slice frame(int from, MacAddress to, Vlan vlan, EtherType type, Emit payload) {
    return new EthernetFrame(new EthernetHeader(to, mac(from), vlan, type), payload.toSlice())
        .toSlice();
  }

  public static Slice ipFrame(int from, int to, Ipv4Packet packet) {
    return frame(from, mac(to), Vlan.UNTAGGED, EtherType.IPV4, packet);
  }

  public static Ipv4Packet packet(
      Ipv4Address from, Ipv4Address to, IpProtocol protocol, Fragment fragment, Emit payload) {
    return new Ipv4Packet(
        new Ipv4Header(0, 99, fragment, 64, protocol, from, to, Slice.EMPTY), payload.toSlice());
  }

  /** The packet as a network that meets congestion marks it (RFC 3168 §5). */
  public static Ipv4Packet marked(Ipv4Packet packet) {
    var header = packet.header();
    return new Ipv4Packet(
        new Ipv4Header(
            header.typeOfService() | 3,
            header.identification(),
            header.fragment(),
            header.timeToLive(),
            header.protocol(),
            header.source(),
            header.destination(),
            header.options()),
        packet.payload());
  }

  /** A packet of IPv6 without extension headers. */
  public static Ipv6Packet packet6(
      Ipv6Address from, Ipv6Address to, IpProtocol protocol, int hopLimit, Emit payload) {
    return new Ipv6Packet(new Ipv6Header(0, 0, 0, protocol, hopLimit, from, to), payload.toSlice());
  }

  /** A message of ICMPv6 in its packet. */
  public static Ipv6Packet icmp6(
      Ipv6Address from, Ipv6Address to, int hopLimit, Icmpv6Message message) {
    return packet6(
        from,
        to,
        IpProtocol.ICMPV6,
        hopLimit,
        message.over(Ipv6Packet.pseudoHeader(from, to, IpProtocol.ICMPV6)));
  }

  /** A frame that carries IPv6, to host {@code to} or the group of the packet. */
  public static Slice frame6(int from, int to, Ipv6Packet packet) {
    var destination = packet.destination();
    var mac =
        destination.isMulticast()
            ? new MacAddress(0x3333_0000_0000L | (destination.low() & 0xffff_ffffL))
            : mac(to);
    return frame(from, mac, Vlan.UNTAGGED, EtherType.IPV6, packet);
  }
}
