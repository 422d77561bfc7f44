package dev.etherloom.logic.net;

import io.vavr.collection.List;
import io.vavr.control.Option;

/**
 * A network: all addresses that share their first {@code length} bits.
 *
 * @param network the lowest address, its host bits zero
 * @param length 0…32 or 0…128
 */
public record Prefix(IpAddress network, int length) {
  public static final Prefix IPV4_DEFAULT = new Prefix(Ipv4Address.UNSPECIFIED, 0);

  public Prefix {
    if (length < 0 || length > network.width() || !network.masked(length).equals(network)) {
      throw new IllegalArgumentException("no prefix: " + network + "/" + length);
    }
  }

  /** The network of {@code length} bits in which {@code member} stands. */
  public static Prefix around(IpAddress member, int length) {
    return new Prefix(member.masked(length), length);
  }

  /** As {@code 192.0.2.0/24}; host bits that are set are cleared. */
  public static Option<Prefix> parse(String text) {
    return InterfaceAddress.parse(text).map(InterfaceAddress::prefix);
  }

  public boolean contains(IpAddress address) {
    return address.width() == network.width() && address.masked(length).equals(network);
  }

  /** The address of all hosts on an IPv4 network; none on a /31 (RFC 3021) or /32, or in IPv6. */
  public Option<Ipv4Address> broadcast() {
    return network instanceof Ipv4Address(var bits) && length < 31
        ? Option.some(new Ipv4Address(length == 0 ? -1 : bits | (-1 >>> length)))
        : Option.none();
  }

  /** All hosts of the network, in the form of ones and the old one of zeros. */
  public List<Ipv4Address> broadcasts() {
    return network instanceof Ipv4Address zeros
        ? broadcast().map(ones -> List.of(ones, zeros)).getOrElse(List.empty())
        : List.empty();
  }

  @Override
  public String toString() {
    return network + "/" + length;
  }
}
