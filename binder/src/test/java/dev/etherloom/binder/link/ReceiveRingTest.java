package dev.etherloom.binder.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReceiveRingTest {
  private static final int BATCH = 64;
  private final Kernel kernel = new Kernel();
  private final ReceiveRing ring = kernel.ring();

  /** A frame that tells its number. */
  private static Slice frame(int number) {
    return frame(number, 60);
  }

  private static Slice frame(int number, int length) {
    var out = Writer.allocate(length).put(Slice.hex("020000000001 020000000002 88b5")).u32(number);
    return out.zeros(length - 18).written();
  }

  private int number(int index) {
    return ring.memory().octets().getInt(ring.start(index) + 14);
  }

  @Test
  @DisplayName("slots are read in turn, up to the first that is the kernel's")
  void inTurn() {
    assertEquals(0, ring.ready(BATCH));
    for (int i = 0; i < 3; i++) {
      assertTrue(kernel.put(frame(i), Kernel.USER));
    }
    assertEquals(2, ring.ready(2));
    assertEquals(3, ring.ready(BATCH));
    for (int i = 0; i < 3; i++) {
      assertEquals(i, number(i));
      assertEquals(60, ring.length(i));
      assertFalse(ring.waits(i) || ring.truncated(i));
    }
    assertEquals(3, ring.ready(BATCH), "looking takes nothing away");
    ring.release(2);
    assertEquals(1, ring.ready(BATCH));
    assertEquals(2, number(0));
  }

  @Test
  @DisplayName("round and round: each frame once, in order, and every slot given back")
  void wrapsAround() {
    @Var int put = 0;
    @Var int taken = 0;
    for (int round = 0; taken < 3 * Kernel.SLOTS; round++) {
      for (int i = 0; i < 1 + round * 7 % 90; i++) {
        put += kernel.put(frame(put), Kernel.USER) ? 1 : 0;
      }
      int count = ring.ready(BATCH);
      for (int i = 0; i < count; i++) {
        assertEquals(taken + i, number(i));
      }
      ring.release(count);
      taken += count;
    }
    assertEquals(Kernel.SLOTS - (put - taken), kernel.free());
    assertEquals(0, kernel.lost());
  }

  @Test
  @DisplayName(
      "a full ring gives what it holds; the kernel, which lost the rest, goes on behind it")
  void full() {
    for (int i = 0; i < Kernel.SLOTS + 10; i++) {
      assertEquals(i < Kernel.SLOTS, kernel.put(frame(i), Kernel.USER | Kernel.LOSING));
    }
    assertEquals(10, kernel.lost());
    assertEquals(0, kernel.free());
    for (int at = 0; at < Kernel.SLOTS; at += BATCH) {
      assertEquals(BATCH, ring.ready(BATCH));
      assertEquals(at, number(0));
      assertEquals(at + BATCH - 1, number(BATCH - 1));
      ring.release(BATCH);
    }
    assertEquals(0, ring.ready(BATCH));
    assertTrue(kernel.put(frame(99), Kernel.USER));
    assertEquals(1, ring.ready(BATCH));
    assertEquals(99, number(0));
  }

  @Test
  @DisplayName(
      "TP_STATUS_COPY: the whole frame waits in the socket; without it a longer one is cut")
  void longerThanASlot() {
    var frame = frame(1, 3_000);
    assertTrue(kernel.put(frame, Kernel.USER | Kernel.COPY));
    assertTrue(kernel.put(frame, Kernel.USER));
    assertEquals(2, ring.ready(BATCH));
    assertTrue(ring.waits(0));
    assertFalse(ring.waits(1));
    assertTrue(ring.truncated(1));
    assertEquals(3_000, ring.length(1));
  }

  @Test
  @DisplayName("the tag stands in the slot where its status says so (TP_STATUS_VLAN_VALID)")
  void tags() {
    assertTrue(kernel.put(frame(0), Kernel.USER, 0x6007, 0x88a8));
    assertTrue(kernel.put(frame(1), Kernel.USER | Kernel.VLAN_VALID, 0x6007, 0));
    int both = Kernel.VLAN_VALID | Kernel.VLAN_PROTOCOL_VALID;
    assertTrue(kernel.put(frame(2), Kernel.USER | both, 0x6007, 0x88a8));
    assertEquals(3, ring.ready(BATCH));
    assertEquals(VlanTag.NONE, ring.tag(0));
    assertEquals(0x8100_6007, ring.tag(1));
    assertEquals(0x88a8_6007, ring.tag(2));
  }
}
