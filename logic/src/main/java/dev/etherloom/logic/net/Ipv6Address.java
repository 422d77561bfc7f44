package dev.etherloom.logic.net;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import io.vavr.control.Option;

/**
 * An IPv6 address (RFC 4291).
 *
 * @param high the 64 bits sent first
 * @param low the other 64
 */
public record Ipv6Address(long high, long low) implements IpAddress {
  public static final int LENGTH = 16;
  public static final Ipv6Address UNSPECIFIED = new Ipv6Address(0, 0);

  /** All nodes on the link (RFC 4291 §2.7.1). */
  public static final Ipv6Address ALL_NODES = new Ipv6Address(0xff02_0000_0000_0000L, 1);

  /** All routers on the link (RFC 4291 §2.7.1). */
  public static final Ipv6Address ALL_ROUTERS = new Ipv6Address(0xff02_0000_0000_0000L, 2);

  /** All link-local addresses that are ever made (RFC 4291 §2.5.6). */
  public static final Ipv6Address LINK_LOCAL = new Ipv6Address(0xfe80_0000_0000_0000L, 0);

  /** How far link-local addresses and groups reach (RFC 4291 §2.7). */
  public static final int LINK_SCOPE = 2;

  private static final int SITE_SCOPE = 5;
  private static final int GLOBAL_SCOPE = 14;

  /** As {@link #parse}; for constants in the code. Throws where the text is no IPv6 address. */
  public static Ipv6Address of(String text) {
    return parse(text)
        .getOrElseThrow(() -> new IllegalArgumentException("no IPv6 address: " + text));
  }

  /** The forms of RFC 4291 §2.2: eight groups, {@code ::} for zeros, a dotted quad at the end. */
  public static Option<Ipv6Address> parse(String text) {
    return Ipv6Text.parse(text);
  }

  public static Ipv6Address at(Slice octets, int index) {
    return new Ipv6Address(octets.i64(index), octets.i64(index + 8));
  }

  /** The 16-bit group {@code index}, 0 the one sent first. */
  int group(int index) {
    return (int) ((index < 4 ? high >>> (48 - 16 * index) : low >>> (112 - 16 * index)) & 0xffff);
  }

  @Override
  public int width() {
    return 128;
  }

  @Override
  public Ipv6Address masked(int length) {
    return new Ipv6Address(
        high & mask(Math.min(length, 64)), length <= 64 ? 0 : low & mask(length - 64));
  }

  private static long mask(int length) {
    return length == 0 ? 0 : -1L << (64 - length);
  }

  @Override
  public boolean isMulticast() {
    return high >>> 56 == 0xff;
  }

  @Override
  public boolean isUnspecified() {
    return high == 0 && low == 0;
  }

  @Override
  public boolean isLoopback() {
    return high == 0 && low == 1;
  }

  @Override
  public boolean isNoSource() {
    return isMulticast() || isUnspecified() || isLoopback();
  }

  /** In fe80::/10 (RFC 4291 §2.4). */
  @Override
  public boolean isLinkLocal() {
    return high >>> 54 == 0x3fa;
  }

  /** The group in which the neighbor with this address listens (RFC 4291 §2.7.1). */
  public Ipv6Address solicitedNode() {
    return new Ipv6Address(ALL_NODES.high, 0x1_ff00_0000L | (low & 0xff_ffff));
  }

  /** How far it reaches: 2 the link … 14 everywhere (RFC 4291 §2.7, RFC 6724 §3.1). */
  public int scope() {
    if (isMulticast()) {
      return (int) (high >>> 48) & 0xf;
    }
    if (isLinkLocal() || isLoopback()) {
      return LINK_SCOPE;
    }
    return high >>> 54 == 0x3fb ? SITE_SCOPE : GLOBAL_SCOPE;
  }

  /** How many bits from the first on are the same as in {@code other}. */
  public int commonBits(Ipv6Address other) {
    long first = high ^ other.high;
    return first != 0
        ? Long.numberOfLeadingZeros(first)
        : Long.SIZE + Long.numberOfLeadingZeros(low ^ other.low);
  }

  @Override
  public void emit(Writer out) {
    out.i64(high).i64(low);
  }

  @Override
  public int compareTo(IpAddress other) {
    return switch (other) {
      case Ipv4Address _ -> 1;
      case Ipv6Address(var h, var l) ->
          high == h ? Long.compareUnsigned(low, l) : Long.compareUnsigned(high, h);
    };
  }

  /** The canonical text of RFC 5952. */
  @Override
  public String toString() {
    return Ipv6Text.format(this);
  }

  /** What a record has by itself goes through method handles; this is asked too often for that. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Ipv6Address that && high == that.high && low == that.low;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(high) + Long.hashCode(low);
  }
}
