package dev.etherloom.frames;

import io.vavr.control.Option;
import java.util.regex.Pattern;

/**
 * A 48-bit MAC address (IEEE 802).
 *
 * @param bits the address in the low 48 bits, the octet sent first highest
 */
public record MacAddress(long bits) implements Comparable<MacAddress> {
  public static final int LENGTH = 6;
  public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);
  public static final MacAddress ZERO = new MacAddress(0);

  private static final Pattern TEXT =
      Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}|[0-9a-fA-F]{2}(-[0-9a-fA-F]{2}){5}");

  public MacAddress {
    if (bits >>> 48 != 0) {
      throw new IllegalArgumentException("a MAC address has 48 bits: " + Long.toHexString(bits));
    }
  }

  /** Six pairs of hexadecimal digits with colons or dashes between them. */
  public static Option<MacAddress> parse(String text) {
    return TEXT.matcher(text).matches()
        ? Option.some(new MacAddress(Long.parseLong(text.replaceAll("[:-]", ""), 16)))
        : Option.none();
  }

  /** As {@link #parse}; for constants in the code. Throws where the text is no MAC address. */
  public static MacAddress of(String text) {
    return parse(text)
        .getOrElseThrow(() -> new IllegalArgumentException("no MAC address: " + text));
  }

  /** The six octets at {@code index}. */
  public static MacAddress at(Slice octets, int index) {
    return new MacAddress((long) octets.u16(index) << 32 | octets.u32(index + 2));
  }

  public void emit(Writer out) {
    out.u16((int) (bits >>> 32)).u32(bits);
  }

  /** Broadcast or multicast: the I/G bit. */
  public boolean isGroup() {
    return (bits & 0x0100_0000_0000L) != 0;
  }

  public boolean isBroadcast() {
    return bits == BROADCAST.bits;
  }

  @Override
  public int compareTo(MacAddress other) {
    return Long.compare(bits, other.bits);
  }

  /** What a record has by itself goes through method handles; each frame asks for its host. */
  @Override
  public boolean equals(Object other) {
    return other instanceof MacAddress that && bits == that.bits;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(bits);
  }

  @Override
  public String toString() {
    return "%02x:%02x:%02x:%02x:%02x:%02x"
        .formatted(
            bits >>> 40,
            bits >>> 32 & 0xff,
            bits >>> 24 & 0xff,
            bits >>> 16 & 0xff,
            bits >>> 8 & 0xff,
            bits & 0xff);
  }
}
