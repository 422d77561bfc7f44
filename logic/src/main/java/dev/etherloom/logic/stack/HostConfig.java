package dev.etherloom.logic.stack;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.ethernet.EtherResponder;
import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.ip.Route;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.tcp.TcpResponder;
import io.vavr.collection.Vector;

/**
 * What a host is, before anything has happened.
 *
 * @param vlan the link on which it speaks unasked
 * @param addresses the addresses it wants; ARP says when it may use them
 * @param mtu the longest packet, in octets
 * @param probeFirst whether an address is used only once it proved free
 */
public record HostConfig(
    String name,
    MacAddress mac,
    Vlan vlan,
    Vector<InterfaceAddress> addresses,
    Vector<Route> routes,
    int mtu,
    boolean probeFirst,
    Secret secret) {

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
