package dev.etherloom.binder.link;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.io.LibC;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Fills a ring's slots in turn, as the kernel does (linux/if_packet.h, struct tpacket2_hdr). */
final class Kernel {
  static final int SLOTS = ReceiveRing.SIZE / ReceiveRing.SLOT;
  static final int USER = 1;
  static final int COPY = 2;
  static final int LOSING = 4;
  static final int VLAN_VALID = 0x10;
  static final int VLAN_PROTOCOL_VALID = 0x40;

  /** Where a frame begins in its slot: behind the header, an address and a virtio_net_hdr. */
  private static final int FRAME = 76;

  private final ByteBuffer memory = LibC.memory(ReceiveRing.SIZE).order(ByteOrder.nativeOrder());
  private int head;
  private int lost;
  private Slice header = Slice.hex("00 00 0000 0000 0000 0000");

  ReceiveRing ring() {
    return new ReceiveRing(memory);
  }

  /** From now on this virtio_net_hdr says what is left to do for the frames. */
  void header(Slice next) {
    header = next;
  }

  /** Frames for which no slot was free. */
  int lost() {
    return lost;
  }

  boolean put(Slice frame, int status) {
    return put(frame, status, 0, 0);
  }

  /**
   * Writes a frame behind its header, or as much of it as a slot takes.
   *
   * @return whether a slot was free
   */
  boolean put(Slice frame, int status, int control, int protocol) {
    int at = head * ReceiveRing.SLOT;
    if (memory.getInt(at) != 0) {
      lost++;
      return false;
    }
    int held = Math.min(frame.length(), ReceiveRing.SLOT - FRAME);
    memory.putInt(at + 4, frame.length()).putInt(at + 8, held);
    memory.putShort(at + 12, (short) FRAME).putShort(at + 14, (short) (FRAME + 14));
    memory.putShort(at + 24, (short) control).putShort(at + 26, (short) protocol);
    header.copyTo(memory, at + FRAME - VnetHeader.LENGTH);
    frame.first(held).copyTo(memory, at + FRAME);
    memory.putInt(at, status);
    head = (head + 1) % SLOTS;
    return true;
  }

  /** How many slots are the kernel's. */
  int free() {
    @Var int count = 0;
    for (int i = 0; i < SLOTS; i++) {
      count += memory.getInt(i * ReceiveRing.SLOT) == 0 ? 1 : 0;
    }
    return count;
  }
}
