package dev.etherloom.logic.testkit;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ethernet.EtherResponder;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.ethernet.EthernetHeader;
import dev.etherloom.logic.icmp.Icmp;
import dev.etherloom.logic.icmp.Pinger;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv4Address;
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
  public static State pinging(int number, Ipv4Address target, int count, int size) {
    var plan =
        new Pinger.Plan(
            Vlan.UNTAGGED,
            Option.some(ip(number)),
            target,
            77,
            Option.some(count),
            size,
            Duration.ofSeconds(1));
    return host(number, Vector.empty(), Vector.of(new Icmp(Option.some(Pinger.of(plan)))));
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
}
