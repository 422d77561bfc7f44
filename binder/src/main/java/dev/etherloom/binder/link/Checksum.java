package dev.etherloom.binder.link;

import com.google.errorprone.annotations.Var;
import java.nio.ByteBuffer;

/** The Internet checksum over octets in place (RFC 1071). */
final class Checksum {
  private Checksum() {}

  /** The sum of the octets as 16-bit words, not folded. */
  static long sum(ByteBuffer octets, int from, int to) {
    @Var long sum = 0;
    @Var int at = from;
    for (; at + 8 <= to; at += 8) {
      long word = octets.getLong(at);
      sum += (word >>> 32) + (word & 0xffff_ffffL);
    }
    for (; at + 2 <= to; at += 2) {
      sum += octets.getShort(at) & 0xffff;
    }
    return at < to ? sum + ((octets.get(at) & 0xff) << 8) : sum;
  }

  static int fold(long sum) {
    @Var long folded = (sum & 0xffff_ffffL) + (sum >>> 32);
    while (folded >>> 16 != 0) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) folded;
  }

  /**
   * Finishes a checksum that a sender left to its device: the field holds the sum over the pseudo
   * header. False where the place named lies outside the frame.
   */
  static boolean complete(ByteBuffer octets, int start, int length, int from, int offset) {
    if (from + offset + 2 > length || from > length) {
      return false;
    }
    int field = start + from + offset;
    int value = ~fold(sum(octets, start + from, start + length)) & 0xffff;
    octets.putShort(field, (short) (value == 0 ? 0xffff : value));
    return true;
  }
}
