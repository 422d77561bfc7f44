package dev.etherloom.logic.net;

import dev.etherloom.frames.Writer;
import io.vavr.control.Option;

/** An address of either family. Ordered: all of IPv4 before all of IPv6, then by value. */
public sealed interface IpAddress extends Comparable<IpAddress> permits Ipv4Address, Ipv6Address {
  /** Bits in an address of this family: 32 or 128. */
  int width();

  /** The address with all bits behind the first {@code length} cleared. */
  IpAddress masked(int length);

  boolean isMulticast();

  boolean isUnspecified();

  boolean isLoopback();

  /** Whether it belongs to one link alone. */
  boolean isLinkLocal();

  /** Never the source of a packet that asks for an answer: unspecified, loopback, groups. */
  boolean isNoSource();

  /** Writes the 4 or 16 octets. */
  void emit(Writer out);

  static Option<IpAddress> parse(String text) {
    return text.indexOf(':') >= 0
        ? Ipv6Address.parse(text).map(v6 -> v6)
        : Ipv4Address.parse(text).map(v4 -> v4);
  }
}
