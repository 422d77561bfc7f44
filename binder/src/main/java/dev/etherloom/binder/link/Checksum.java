package dev.etherloom.binder.link;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.io.FrameMemory;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The Internet checksum over octets in place (RFC 1071). */
final class Checksum {
  private static final ValueLayout.OfLong SWAPPED_WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Checksum() {}

  /** The sum of the octets as 16-bit words, not folded. */
  static long sum(FrameMemory memory, int from, int to) {
    var octets = memory.segment();
    @Var long swapped = 0;
    int words = (to - from) >>> 3;
    for (int i = 0; i < words; i++) { // a loop that the compiler turns into vectors
      long word = octets.get(SWAPPED_WORD, from + 8L * i);
      swapped += (word >>> 32) + (word & 0xffff_ffffL);
    }
    @Var long sum = InternetChecksum.swapped(swapped);
    @Var int at = from + 8 * words;
    for (; at + 2 <= to; at += 2) {
      sum += memory.octets().getShort(at) & 0xffff;
    }
    return at < to ? sum + ((memory.octets().get(at) & 0xff) << 8) : sum;
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
  static boolean complete(FrameMemory memory, int start, int length, int from, int offset) {
    if (from + offset + 2 > length || from > length) {
      return false;
    }
    int field = start + from + offset;
    int value = ~fold(sum(memory, start + from, start + length)) & 0xffff;
    memory.octets().putShort(field, (short) (value == 0 ? 0xffff : value));
    return true;
  }
}
