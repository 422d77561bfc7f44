package dev.etherloom.frames.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FrameRingTest {
  private static final int SIZE = 1 << 17;

  private final ByteBuffer control = LibC.memory(FrameRing.CONTROL);
  private final ByteBuffer octets = LibC.memory(SIZE).order(ByteOrder.BIG_ENDIAN);
  private final RingWriter writer = new RingWriter(new FrameRing(control, octets));
  private final RingReader reader = new RingReader(new FrameRing(control, octets));
  private final ByteBuffer frames = ByteBuffer.allocateDirect(FrameMemory.MAX_FRAME);

  /** A frame that tells its number, and as much of it as its length has room for. */
  private boolean put(int number, int length) {
    for (int i = 0; i < length; i++) {
      frames.put(i, (byte) (number + i));
    }
    return writer.put(frames, 0, length);
  }

  private void check(int index, int number) {
    for (int i = 0; i < reader.length(index); i++) {
      assertEquals((byte) (number + i), reader.octets().get(reader.start(index) + i));
    }
  }

  @Test
  @DisplayName("nothing is seen before it is published, all of it after")
  void publishes() {
    assertTrue(put(1, 60));
    assertEquals(0, reader.find());
    assertFalse(writer.publish(), "nobody sleeps");
    assertEquals(1, reader.find());
    assertEquals(60, reader.length(0));
    check(0, 1);
    assertEquals(0, reader.find());
  }

  @Test
  @DisplayName("what is written to a place that was reserved is there once it is committed")
  void reserves() {
    int behind = FrameRing.record(60_000) + FrameRing.RECORD;
    assertEquals(FrameRing.RECORD, writer.reserve(60_000));
    assertTrue(put(1, 60_000), "the same place: nothing was committed");
    assertEquals(behind, writer.reserve(60_000));
    for (int i = 0; i < 60_000; i++) {
      octets.put(behind + i, (byte) (2 + i));
    }
    writer.commit(60_000);
    assertTrue(writer.reserve(20_000) < 0, "neither here nor at the beginning");
    var _ = writer.publish();
    assertEquals(2, reader.find());
    check(0, 1);
    check(1, 2);
    reader.release();
  }

  @Test
  @DisplayName("what is reserved and not committed behind the ring's end leaves no trace")
  void reservesBehindTheEnd() {
    assertTrue(put(1, 60_000));
    var _ = writer.publish();
    assertEquals(1, reader.find());
    reader.release();
    assertTrue(put(2, 40_000));
    assertEquals(FrameRing.RECORD, writer.reserve(40_000));
    var _ = writer.publish();
    assertEquals(1, reader.find());
    check(0, 2);
    assertTrue(put(3, 30_000));
    var _ = writer.publish();
    assertEquals(1, reader.find());
    check(0, 3);
  }

  @Test
  @DisplayName("frames of any length come whole and in order, however often the ring turns")
  void keepsOrder() {
    var random = new Random(7);
    @Var int put = 0;
    @Var int found = 0;
    for (int round = 0; round < 20_000; round++) {
      int length = random.nextInt(20) == 0 ? random.nextInt(60_000) : random.nextInt(1_514);
      if (put(put, length)) {
        put++;
      } else {
        var _ = writer.publish();
        int count = reader.find();
        for (int i = 0; i < count; i++) {
          check(i, found++);
        }
        reader.release();
      }
    }
    assertTrue(put > 10_000, "too few fitted");
    assertTrue(found > put - 3_000, "too few came");
  }

  @Test
  @DisplayName("what was found stays until it is released; only then there is room again")
  void holdsWhatWasFound() {
    @Var int most = 0;
    while (put(most, 1_000)) {
      most++;
    }
    var _ = writer.publish();
    assertEquals(SIZE / 1_008, most);
    assertEquals(FrameMemory.SLOTS, reader.find());
    assertFalse(put(0, 1_000));
    reader.release();
    assertTrue(put(0, 1_000));
  }

  @Test
  @DisplayName("small frames are bounded by their number")
  void boundsTheNumber() {
    var roomy = LibC.memory(1 << 20).order(ByteOrder.BIG_ENDIAN);
    var other = LibC.memory(FrameRing.CONTROL);
    var puts = new RingWriter(new FrameRing(other, roomy));
    var takes = new RingReader(new FrameRing(other, roomy));
    for (int i = 0; i < RingWriter.MAX_FRAMES; i++) {
      assertTrue(puts.put(frames, 0, 60));
    }
    assertFalse(puts.put(frames, 0, 60));
    var _ = puts.publish();
    assertEquals(FrameMemory.SLOTS, takes.find());
    takes.release();
    for (int i = 0; i < FrameMemory.SLOTS; i++) {
      assertTrue(puts.put(frames, 0, 60));
    }
    assertFalse(puts.put(frames, 0, 60));
  }

  @Test
  @DisplayName("whoever sleeps is woken once; whoever finds something does not sleep")
  void wakes() {
    assertTrue(reader.sleep());
    assertTrue(put(1, 60));
    assertTrue(writer.publish());
    assertTrue(put(2, 60));
    assertFalse(writer.publish());
    assertFalse(reader.sleep());
    assertEquals(2, reader.find());
    assertTrue(reader.sleep());
    reader.wake();
    assertFalse(writer.publish());
  }

  @Test
  @DisplayName("while the reader keeps up, the frames stay near the ring's beginning")
  void staysNear() {
    for (int i = 0; i < 10_000; i++) {
      assertTrue(put(i, 1_000));
      var _ = writer.publish();
      assertEquals(1, reader.find());
      check(0, i);
      assertTrue(reader.start(0) < (1 << 16) + 1_008);
      reader.release();
    }
  }

  @Test
  @DisplayName("whatever stands in the memory, the reader stays inside and comes to an end")
  void survivesNonsense() {
    var random = new Random(3);
    @Var int spoiled = 0;
    for (int round = 0; round < 20_000; round++) {
      var bad = new RingReader(new FrameRing(control, octets));
      for (int i = 0; i < 200; i++) {
        octets.putInt(random.nextInt(SIZE / 8) * 8, random.nextInt(70_000) - 2);
      }
      control.putLong(0, random.nextBoolean() ? random.nextLong() : random.nextInt(2 * SIZE));
      for (int look = 0; look < 4; look++) {
        int count = bad.find();
        spoiled += count == RingReader.SPOILED ? 1 : 0;
        for (int i = 0; i < count; i++) {
          assertTrue(bad.start(i) >= 0 && bad.length(i) >= 0);
          assertTrue(bad.length(i) <= FrameMemory.MAX_FRAME);
          assertTrue(bad.start(i) + bad.length(i) <= SIZE);
        }
      }
    }
    assertTrue(spoiled > 1_000);
  }

  @Test
  @DisplayName("a reader that lies costs the writer nothing: it writes inside, or finds no room")
  void survivesALiar() {
    var random = new Random(5);
    for (int round = 0; round < 20_000; round++) {
      control.putLong(128, random.nextLong());
      var _ = put(round, random.nextInt(1_514));
      var _ = writer.publish();
      assertTrue(writer.unread() >= 0 && writer.unread() <= SIZE);
    }
  }

  @Test
  @DisplayName("two threads: each frame arrives once, whole, in order")
  void twoThreads() throws InterruptedException {
    int number = 300_000;
    var puts =
        new Thread(
            () -> {
              var random = new Random(11);
              for (@Var int i = 0; i < number; ) {
                if (put(i, 1 + random.nextInt(200))) {
                  i++;
                }
                if (random.nextInt(5) == 0) {
                  var _ = writer.publish();
                }
              }
              var _ = writer.publish();
            });
    puts.start();
    for (@Var int found = 0; found < number; ) {
      int count = reader.find();
      assertTrue(count >= 0);
      for (int i = 0; i < count; i++) {
        check(i, found++);
      }
      reader.release();
      if (count == 0) {
        Thread.onSpinWait();
      }
    }
    puts.join();
  }
}
