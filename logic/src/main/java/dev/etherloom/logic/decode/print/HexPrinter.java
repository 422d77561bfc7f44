package dev.etherloom.logic.decode.print;

import dev.etherloom.frames.Slice;

/** Octets as tcpdump -X shows them: offset, sixteen octets in hexadecimal, the same as text. */
public final class HexPrinter {
  private static final int WIDTH = 16;

  private HexPrinter() {}

  public static void print(Slice octets, StringBuilder out) {
    for (int at = 0; at < octets.length(); at += WIDTH) {
      var row = octets.slice(at, Math.min(WIDTH, octets.length() - at));
      out.append("    ").append(String.format("%04x", at)).append("  ");
      for (int i = 0; i < WIDTH; i++) {
        if (i < row.length()) {
          Values.octets(out, row.slice(i, 1), 1);
        } else {
          out.append("  ");
        }
        out.append(i % 2 == 1 ? " " : "");
      }
      out.append(' ');
      for (int i = 0; i < row.length(); i++) {
        int octet = row.u8(i);
        out.append(octet >= 0x20 && octet < 0x7f ? (char) octet : '.');
      }
      out.append('\n');
    }
  }
}
