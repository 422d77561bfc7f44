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
}
