package dev.etherloom.logic.ip;

import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** The addresses that a host answers for. */
public record Addresses(Vector<InterfaceAddress> all) {
  public static final Addresses NONE = new Addresses(Vector.empty());

  public Addresses with(InterfaceAddress address) {
    return all.contains(address) ? this : new Addresses(all.append(address));
  }

  public Addresses without(InterfaceAddress address) {
    return new Addresses(all.remove(address));
  }

  public boolean owns(IpAddress address) {
    for (var own : all) {
      if (own.address().equals(address)) {
        return true;
      }
    }
    return false;
  }

  /** Limited broadcast, or the broadcast of a network of ours (RFC 1122 §3.2.1.3). */
  public boolean isBroadcast(IpAddress address) {
    if (!(address instanceof Ipv4Address v4)) {
      return false;
    }
    if (v4.isBroadcast()) {
      return true;
    }
    for (var own : all) {
      if (own.prefix().broadcast().contains(v4)) {
        return true;
      }
    }
    return false;
  }

  /** The address with which a packet to {@code destination} is sent: one of its network first. */
  public Option<IpAddress> sourceFor(IpAddress destination) {
    var sameFamily = all.filter(own -> own.address().width() == destination.width());
    return sameFamily
        .find(own -> own.prefix().contains(destination))
        .orElse(sameFamily.headOption())
        .map(InterfaceAddress::address);
  }

  @Override
  public String toString() {
    return all.mkString(" ");
  }
}
