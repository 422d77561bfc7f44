package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Prefix;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * Which of its own IPv6 addresses a host sends with (RFC 6724 §5). Of the rules, those apply that
 * can differ between addresses of one interface: 1, 2, 3, 5.5, 6 and 8.
 */
final class SourceRules {
  private SourceRules() {}

  static Option<IpAddress> best(
      Vector<InterfaceAddress> candidates,
      Set<IpAddress> deprecated,
      Set<Prefix> ofHop,
      Ipv6Address destination) {
    @Var Option<InterfaceAddress> best = Option.none();
    for (var candidate : candidates) {
      if (best.isEmpty() || compare(candidate, best.get(), deprecated, ofHop, destination) > 0) {
        best = Option.some(candidate);
      }
    }
    return best.map(InterfaceAddress::address);
  }

  /** Positive where {@code one} is the better source, negative where {@code other} is. */
  private static int compare(
      InterfaceAddress one,
      InterfaceAddress other,
      Set<IpAddress> deprecated,
      Set<Prefix> ofHop,
      Ipv6Address to) {
    var a = (Ipv6Address) one.address();
    var b = (Ipv6Address) other.address();
    if (a.equals(to) || b.equals(to)) { // rule 1: the destination itself
      return a.equals(to) ? 1 : -1;
    }
    int scope = Integer.compare(a.scope(), b.scope());
    if (scope != 0) { // rule 2: the smallest scope that still reaches
      boolean smallerReaches = Math.min(a.scope(), b.scope()) >= to.scope();
      return smallerReaches ? -scope : scope;
    }
    int preferred = Boolean.compare(!deprecated.contains(a), !deprecated.contains(b));
    if (preferred != 0) { // rule 3: no deprecated one
      return preferred;
    }
    int hops = Boolean.compare(ofHop.contains(one.prefix()), ofHop.contains(other.prefix()));
    if (hops != 0) { // rule 5.5: one that the first hop advertised
      return hops;
    }
    int label = Boolean.compare(label(a) == label(to), label(b) == label(to));
    return label != 0 // rule 6: the same label; rule 8: the longest prefix in common
        ? label
        : Integer.compare(common(one, to), common(other, to));
  }

  private static int common(InterfaceAddress own, Ipv6Address to) {
    return Math.min(((Ipv6Address) own.address()).commonBits(to), own.prefixLength());
  }

  /** The default policy table's labels (RFC 6724 §2.1). */
  static int label(Ipv6Address address) {
    long high = address.high();
    if (high == 0 && address.low() >>> 32 == 0xffff) {
      return 4;
    }
    if (high >>> 48 == 0x2002) {
      return 2;
    }
    if (high >>> 32 == 0x2001_0000L) {
      return 5;
    }
    if (high >>> 57 == 0x7e) {
      return 13;
    }
    if (high >>> 54 == 0x3fb) {
      return 11;
    }
    if (high >>> 48 == 0x3ffe) {
      return 12;
    }
    if (high == 0 && address.low() >>> 32 == 0) {
      return address.isLoopback() ? 0 : 3;
    }
    return 1;
  }
}
