package dev.etherloom.logic.decode.print;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.TextWriter;

/** Octets as tcpdump -X shows them: offset, sixteen octets in hexadecimal, the same as text. */
public final class HexPrinter {
  private static final int WIDTH = 16;

  private HexPrinter() {}

  public static void print(Slice octets, TextWriter out) {
    for (int at = 0; at < octets.length(); at += WIDTH) {
      var row = octets.slice(at, Math.min(WIDTH, octets.length() - at));
      out.put("    ").hex(at, 4).put("  ");
      for (int i = 0; i < WIDTH; i++) {
        if (i < row.length()) {
          out.hex(row.u8(i), 2);
        } else {
          out.put("  ");
        }
        out.put(i % 2 == 1 ? " " : "");
      }
      out.put(' ');
      for (int i = 0; i < row.length(); i++) {
        int octet = row.u8(i);
        out.put(octet >= 0x20 && octet < 0x7f ? (char) octet : '.');
      }
      out.put('\n');
    }
  }
}
