package dev.etherloom.logic.net;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import io.vavr.control.Option;
import java.util.regex.Pattern;

/**
 * An IPv4 address (RFC 791).
 *
 * @param bits the 32 bits, the octet sent first highest
 */
public record Ipv4Address(int bits) implements IpAddress {
  public static final int LENGTH = 4;
  public static final Ipv4Address UNSPECIFIED = new Ipv4Address(0);

  /** The limited broadcast address, RFC 1122 §3.2.1.3 (c). */
  public static final Ipv4Address BROADCAST = new Ipv4Address(-1);

  /** All hosts on this link, RFC 1112 §4. */
  public static final Ipv4Address ALL_HOSTS = new Ipv4Address(0xe000_0001);

  private static final Pattern TEXT = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

  /** Four decimal numbers with dots between them, without leading zeros. */
  public static Option<Ipv4Address> parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      return Option.none();
    }
    @Var int bits = 0;
    for (var part : text.split("\\.", -1)) {
      int octet = Integer.parseInt(part);
      if (octet > 255) {
        return Option.none();
      }
      bits = bits << 8 | octet;
    }
    return Option.some(new Ipv4Address(bits));
  }

  /** As {@link #parse}; for constants in the code. Throws where the text is no IPv4 address. */
  public static Ipv4Address of(String text) {
    return parse(text)
        .getOrElseThrow(() -> new IllegalArgumentException("no IPv4 address: " + text));
  }

  public static Ipv4Address at(Slice octets, int index) {
    return new Ipv4Address(octets.i32(index));
  }

  @Override
  public int width() {
    return 32;
  }

  @Override
  public Ipv4Address masked(int length) {
    return new Ipv4Address(length == 0 ? 0 : bits & (-1 << (32 - length)));
  }

  @Override
  public boolean isMulticast() {
    return bits >>> 28 == 0xe;
  }

  @Override
  public boolean isUnspecified() {
    return bits == 0;
  }

  @Override
  public boolean isLoopback() {
    return bits >>> 24 == 127;
  }

  public boolean isBroadcast() {
    return bits == -1;
  }

  /** In 169.254/16 (RFC 3927). */
  @Override
  public boolean isLinkLocal() {
    return bits >>> 16 == 0xa9fe;
  }

  /** Never a sender: 0/8, loopback, multicast, 240/4 and broadcast (RFC 1122 §3.2.1.3). */
  @Override
  public boolean isNoSource() {
    return bits >>> 24 == 0 || isLoopback() || bits >>> 28 >= 0xe;
  }

  @Override
  public void emit(Writer out) {
    out.u32(bits);
  }

  @Override
  public int compareTo(IpAddress other) {
    return switch (other) {
      case Ipv4Address(var that) -> Integer.compareUnsigned(bits, that);
      case Ipv6Address _ -> -1;
    };
  }

  @Override
  public String toString() {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 0xff)
        + "."
        + (bits >>> 8 & 0xff)
        + "."
        + (bits & 0xff);
  }

  /** What a record has by itself goes through method handles; this is asked too often for that. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Ipv4Address that && bits == that.bits;
  }

  @Override
  public int hashCode() {
    return bits;
  }
}
