package dev.etherloom.logic.decode.print;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.decode.Field;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;

/** Appends values as text, each as its field is written. */
final class Values {
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  private Values() {}

  static void number(StringBuilder out, Field field, long value) {
    int digits = field.format().digits();
    if (digits == 0) {
      out.append(value);
      return;
    }
    out.append("0x");
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      out.append(DIGITS[(int) (value >>> shift) & 0xf]);
    }
  }

  static void address(StringBuilder out, IpAddress value) {
    switch (value) {
      case Ipv4Address(var bits) ->
          out.append(bits >>> 24)
              .append('.')
              .append(bits >>> 16 & 0xff)
              .append('.')
              .append(bits >>> 8 & 0xff)
              .append('.')
              .append(bits & 0xff);
      case Ipv6Address v6 -> out.append(v6);
    }
  }

  static void mac(StringBuilder out, MacAddress value) {
    long bits = value.bits();
    for (int shift = 40; shift >= 0; shift -= 8) {
      out.append(DIGITS[(int) (bits >>> (shift + 4)) & 0xf]);
      out.append(DIGITS[(int) (bits >>> shift) & 0xf]);
      if (shift > 0) {
        out.append(':');
      }
    }
  }

  static void octets(StringBuilder out, Slice value, int most) {
    for (int i = 0; i < Math.min(most, value.length()); i++) {
      int octet = value.u8(i);
      out.append(DIGITS[octet >>> 4]).append(DIGITS[octet & 0xf]);
    }
  }
}
