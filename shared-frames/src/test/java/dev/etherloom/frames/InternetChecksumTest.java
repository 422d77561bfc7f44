package dev.etherloom.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InternetChecksumTest {
  /** Word by word, as RFC 1071 §4.1 has it. */
  private static int plainly(byte[] octets, int from, int to) {
    @Var int sum = 0;
    for (int i = from; i < to; i += 2) {
      sum += (octets[i] & 0xff) << 8 | (i + 1 < to ? octets[i + 1] & 0xff : 0);
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return ~sum & 0xffff;
  }

  @Test
  @DisplayName("RFC 1071 §3: the example's sum is ddf2")
  void example() {
    assertEquals(~0xddf2 & 0xffff, InternetChecksum.of(Slice.hex("0001f203f4f5f6f7")).value());
  }

  @Test
  @DisplayName("octets of any number, from anywhere, give what the plain loop gives")
  void anyLength() {
    var random = new Random(1071);
    var octets = new byte[70_000];
    for (int round = 0; round < 5_000; round++) {
      random.nextBytes(octets);
      if (round % 7 == 0) {
        Arrays.fill(octets, (byte) (round % 2 == 0 ? 0xff : 0));
      }
      int from = random.nextInt(40);
      int to = from + (round % 50 == 0 ? random.nextInt(65_000) : random.nextInt(200));
      var slice = Slice.owning(octets).slice(from, to - from);
      assertEquals(plainly(octets, from, to), InternetChecksum.of(slice).value());
    }
  }

  @Test
  @DisplayName("octets that hold their checksum verify; with one bit turned they do not")
  void verifies() {
    var random = new Random(3);
    for (int round = 0; round < 1_000; round++) {
      var octets = new byte[20 + 2 * random.nextInt(700)];
      random.nextBytes(octets);
      octets[10] = octets[11] = 0;
      int value = plainly(octets, 0, octets.length);
      octets[10] = (byte) (value >> 8);
      octets[11] = (byte) value;
      assertTrue(InternetChecksum.of(Slice.owning(octets.clone())).verifies());
      octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
      assertFalse(InternetChecksum.of(Slice.owning(octets)).verifies());
    }
  }
}
