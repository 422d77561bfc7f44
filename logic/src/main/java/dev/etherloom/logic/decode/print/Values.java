package dev.etherloom.logic.decode.print;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.TextWriter;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import java.util.regex.Pattern;

/** Writes values as text, each as its field is written. */
final class Values {
  /** What {@link Character#isISOControl} means: C0, delete and C1. */
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]");

  private Values() {}

  /**
   * Writes a number.
   *
   * @param digits hexadecimal ones; 0 if it is written in decimal
   */
  static void number(TextWriter out, int digits, long value) {
    if (digits == 0) {
      out.decimal(value);
    } else {
      out.put('0').put('x').hex(value, digits);
    }
  }

  static void address(TextWriter out, IpAddress value) {
    switch (value) {
      case Ipv4Address(var bits) -> {
        out.decimal(bits >>> 24).put('.').decimal(bits >>> 16 & 0xff);
        out.put('.').decimal(bits >>> 8 & 0xff).put('.').decimal(bits & 0xff);
      }
      case Ipv6Address v6 -> out.put(v6.toString());
    }
  }

  static void mac(TextWriter out, MacAddress value) {
    for (int shift = 40; shift > 0; shift -= 8) {
      out.hex(value.bits() >>> shift, 2).put(':');
    }
    out.hex(value.bits(), 2);
  }

  /** Text for a terminal: with points for control characters, which a stranger may have put in. */
  static String plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return CONTROL.matcher(text).replaceAll(".");
      }
    }
    return text;
  }
}
