package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Prefix;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * The addresses of a host, and the groups in which it listens on their account.
 *
 * @param all those it answers for
 * @param tentative those of which it is not yet known whether they are free (RFC 4862 §5.4)
 * @param deprecated those of {@code all} that are not used for anything new (RFC 4862 §5.5.4)
 * @param owned {@code all} without their networks
 * @param broadcasts all hosts of the networks of {@code all} (RFC 1122 §3.2.1.3)
 * @param groups all nodes, and the solicited-node groups of {@code all} and {@code tentative}
 */
public record Addresses(
    Vector<InterfaceAddress> all,
    Vector<InterfaceAddress> tentative,
    Set<IpAddress> deprecated,
    Set<IpAddress> owned,
    Set<Ipv4Address> broadcasts,
    Set<Ipv6Address> groups) {
  public static final Addresses NONE = of(Vector.empty(), Vector.empty(), HashSet.empty());

  private static Addresses of(
      Vector<InterfaceAddress> all, Vector<InterfaceAddress> tentative, Set<IpAddress> deprecated) {
    @Var Set<Ipv6Address> groups = HashSet.empty();
    for (var own : all.appendAll(tentative)) {
      if (own.address() instanceof Ipv6Address address) {
        groups = groups.add(Ipv6Address.ALL_NODES).add(address.solicitedNode());
      }
    }
    var owned = HashSet.ofAll(all.map(InterfaceAddress::address));
    var broadcasts = HashSet.ofAll(all.flatMap(own -> own.prefix().broadcasts()));
    return new Addresses(all, tentative, deprecated, owned, broadcasts, groups);
  }

  public Addresses with(InterfaceAddress address) {
    return all.contains(address)
        ? this
        : of(all.append(address), tentative.remove(address), deprecated);
  }

  public Addresses without(InterfaceAddress address) {
    return of(all.remove(address), tentative.remove(address), deprecated.remove(address.address()));
  }

  /** An address that shall be used once it proved free. */
  public Addresses trying(InterfaceAddress address) {
    return tentative.contains(address) ? this : of(all, tentative.append(address), deprecated);
  }

  /** An address to be used for anything new, or no longer. */
  public Addresses preferring(IpAddress address, boolean preferred) {
    return of(all, tentative, preferred ? deprecated.remove(address) : deprecated.add(address));
  }

  public boolean owns(IpAddress address) {
    return owned.contains(address);
  }

  /** Limited broadcast, or the broadcast of a network of ours (RFC 1122 §3.2.1.3). */
  public boolean isBroadcast(IpAddress address) {
    return address instanceof Ipv4Address v4 && (v4.isBroadcast() || broadcasts.contains(v4));
  }

  /** The address with which a packet to {@code destination} is sent (RFC 6724 §5 for IPv6). */
  public Option<IpAddress> sourceFor(IpAddress destination) {
    return sourceFor(destination, HashSet.empty());
  }

  /**
   * The same where the first hop is known.
   *
   * @param ofHop the networks in which the first hop has addresses
   */
  Option<IpAddress> sourceFor(IpAddress destination, Set<Prefix> ofHop) {
    var sameFamily = all.filter(own -> own.address().width() == destination.width());
    return destination instanceof Ipv6Address wanted
        ? SourceRules.best(sameFamily, deprecated, ofHop, wanted)
        : sameFamily
            .find(own -> own.prefix().contains(destination))
            .orElse(sameFamily.headOption())
            .map(InterfaceAddress::address);
  }

  @Override
  public String toString() {
    return all.map(own -> own + (deprecated.contains(own.address()) ? " (deprecated)" : ""))
        .appendAll(tentative.map(own -> own + " (tentative)"))
        .mkString(" ");
  }
}
