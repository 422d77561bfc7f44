package dev.etherloom.binder.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.io.FrameMemory;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChecksumTest {
  @Test
  @DisplayName("RFC 1071: octets of any number, from anywhere in the memory, sum as in an array")
  void anyLength() {
    var random = new Random(1071);
    var memory = new FrameMemory();
    var octets = new byte[66_000];
    for (int round = 0; round < 3_000; round++) {
      random.nextBytes(octets);
      memory.octets().put(0, octets);
      int from = random.nextInt(60);
      int length = round % 50 == 0 ? random.nextInt(65_500) : random.nextInt(200);
      int sum = Checksum.fold(Checksum.sum(memory, from, from + length));
      var expected = InternetChecksum.of(Slice.owning(octets).slice(from, length));
      assertEquals(expected.value(), ~sum & 0xffff);
    }
  }
}
