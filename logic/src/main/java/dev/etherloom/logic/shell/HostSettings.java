package dev.etherloom.logic.shell;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.ip.Route;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * One host, as the options or the configuration file say it.
 *
 * @param mac none: the default one of this machine and socket path
 * @param vlan the VLAN on which it speaks unasked, 0 for untagged
 * @param auto whether routers say which further IPv6 addresses and routes it has
 * @param responders the names of those that shall answer; none: all that need no configuration
 * @param probeFirst whether an address is used only once it proved free (RFC 5227 §2.1)
 */
record HostSettings(
    String name,
    Option<MacAddress> mac,
    int vlan,
    Vector<InterfaceAddress> addresses,
    boolean auto,
    Vector<Route> routes,
    Option<Vector<String>> responders,
    boolean probeFirst) {
  /** Whether it speaks IPv6 at all. */
  boolean hasIp6() {
    return auto || addresses.exists(it -> it.address() instanceof Ipv6Address);
  }
}
