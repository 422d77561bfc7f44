package dev.etherloom.logic.tcp;

import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Secret;

/**
 * The two ends of a connection (RFC 9293 §3.3.1).
 *
 * @param self this host's address
 * @param port this host's port, 1…65535
 * @param address the other's address
 * @param remotePort the other's port, 1…65535
 */
public record TcpPeer(IpAddress self, int port, IpAddress address, int remotePort)
    implements Comparable<TcpPeer> {
  /** What only {@code secret} and these ends determine, for {@code purpose}. */
  long hash(Secret secret, long purpose) {
    long ports = ((long) port << 16) | remotePort;
    return self instanceof Ipv4Address && address instanceof Ipv4Address
        ? secret.hash(purpose, ports, low(self) << 32 | low(address))
        : secret.hash(purpose, ports, high(self), low(self), high(address), low(address));
  }

  /** The sum over addresses and protocol, for the checksum (§3.1). */
  InternetChecksum pseudoHeader() {
    return InternetChecksum.ZERO
        .plus(folded(self))
        .plus(folded(address))
        .plus(IpProtocol.TCP.number());
  }

  private static long folded(IpAddress address) {
    long high = high(address);
    long low = low(address);
    return (high >>> 32) + (high & 0xffff_ffffL) + (low >>> 32) + (low & 0xffff_ffffL);
  }

  private static long high(IpAddress address) {
    return switch (address) {
      case Ipv4Address _ -> 0;
      case Ipv6Address(var high, _) -> high;
    };
  }

  private static long low(IpAddress address) {
    return switch (address) {
      case Ipv4Address(var bits) -> bits & 0xffff_ffffL;
      case Ipv6Address(_, var low) -> low;
    };
  }

  @Override
  public int compareTo(TcpPeer other) {
    int byPorts = Integer.compare(key(), other.key());
    if (byPorts != 0) {
      return byPorts;
    }
    int byAddress = address.compareTo(other.address);
    return byAddress != 0 ? byAddress : self.compareTo(other.self);
  }

  private int key() {
    return (remotePort << 16) | port;
  }

  /** What a record has by itself goes through method handles; this is asked too often for that. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TcpPeer that
        && key() == that.key()
        && address.equals(that.address)
        && self.equals(that.self);
  }

  @Override
  public int hashCode() {
    return 31 * key() + address.hashCode();
  }
}
