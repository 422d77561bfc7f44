package dev.etherloom.logic.stack;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.ethernet.EtherResponder;
import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.ip.Route;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.tcp.TcpResponder;
import io.vavr.collection.Vector;

/**
 * What a host is, before anything has happened.
 *
 * @param vlan the link on which it speaks unasked
 * @param addresses the addresses it wants; ARP and neighbor discovery say when it may use them
 * @param mtu the longest packet, in octets
 * @param probeFirst whether an IPv4 address is used only once it proved free; one of IPv6 always
 * @param ip6 how it comes to IPv6 addresses that it was not given
 */
public record HostConfig(
    String name,
    MacAddress mac,
    Vlan vlan,
    Vector<InterfaceAddress> addresses,
    Vector<Route> routes,
    int mtu,
    boolean probeFirst,
    Secret secret,
    Ip6 ip6) {

  /**
   * Addresses that a host makes itself.
   *
   * @param auto whether it follows routers (RFC 4862); it has a link-local address in any case
   *     where it has one of IPv6
   * @param stable a secret that stays the same from start to start (RFC 7217)
   */
  public record Ip6(boolean auto, Secret stable) {}

  /** A host that has the addresses it is given, and makes others anew at each start. */
  public HostConfig(
      String name,
      MacAddress mac,
      Vlan vlan,
      Vector<InterfaceAddress> addresses,
      Vector<Route> routes,
      int mtu,
      boolean probeFirst,
      Secret secret) {
    this(name, mac, vlan, addresses, routes, mtu, probeFirst, secret, new Ip6(false, secret));
  }

  /** Whether it speaks IPv6 at all. */
  public boolean hasIp6() {
    return ip6.auto || addresses.exists(it -> it.address() instanceof Ipv6Address);
  }

  /**
   * Who answers on this host beside ARP. Two for the same EtherType, protocol or port are refused.
   */
  public record Responders(
      Vector<EtherResponder> ether, Vector<IpResponder> ip, Vector<TcpResponder> tcp) {
    public Responders(Vector<EtherResponder> ether, Vector<IpResponder> ip) {
      this(ether, ip, Vector.empty());
    }
  }
}
