package dev.etherloom.binder.link;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.LibC;
import io.vavr.control.Option;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory into which the kernel writes the frames that a packet socket receives (packet_mmap,
 * TPACKET_V2): no call and no copy of ours for each of them. A slot holds a struct tpacket2_hdr,
 * then a virtio_net_hdr, then the frame. What is longer than a slot, which super-frames are, waits
 * in the socket, and its slot says so. Version 3 would hold them, but gives its blocks away late.
 */
final class ReceiveRing {
  private static final int PACKET_RX_RING = 5;
  private static final int PACKET_COPY_THRESH = 7;
  private static final int PACKET_VERSION = 10;
  private static final int TPACKET_V2 = 1;
  private static final int BLOCK = 1 << 16;
  static final int SIZE = 8 << 20;

  /** Headers before the frame, and the frame of the usual link, with room for tags. */
  static final int SLOT = 2_048;

  private static final int STATUS_KERNEL = 0;
  private static final int STATUS_USER = 1;
  private static final int STATUS_COPY = 1 << 1;

  private static final int AT_LENGTH = 4;
  private static final int AT_HELD = 8;
  private static final int AT_FRAME = 12;
  private static final int AT_TAG = 24;
  private static final int AT_TAG_TYPE = 26;

  private final ByteBuffer headers;
  private final FrameMemory memory;
  private int head;

  /** A ring in memory that somebody else fills, {@link #SIZE} octets of it. */
  ReceiveRing(ByteBuffer ring) {
    headers = ring.duplicate().order(ByteOrder.nativeOrder());
    memory = new FrameMemory(ring.duplicate().order(ByteOrder.BIG_ENDIAN));
  }

  /** A ring for a socket that is not bound yet; none where the kernel refuses. */
  static Option<ReceiveRing> of(PacketSocket socket) {
    var request = LibC.memory(16).putInt(0, BLOCK).putInt(4, SIZE / BLOCK);
    request.putInt(8, SLOT).putInt(12, SIZE / SLOT);
    boolean granted =
        socket.set(PACKET_VERSION, TPACKET_V2)
            && socket.set(PACKET_COPY_THRESH, 1)
            && socket.set(PACKET_RX_RING, request, 16);
    return granted ? Option.of(mapped(socket.fd())) : Option.none();
  }

  @SuppressWarnings("restricted") // the segment is as long as what was mapped
  private static ReceiveRing mapped(int fd) {
    long address = LibC.map(fd, SIZE);
    if (address == -1) {
      throw new OutOfMemoryError("no " + SIZE + " octets for received frames");
    }
    return new ReceiveRing(MemorySegment.ofAddress(address).reinterpret(SIZE).asByteBuffer());
  }

  FrameMemory memory() {
    return memory;
  }

  /** How many frames have come, {@code most} at most. */
  int ready(int most) {
    @Var int count = 0;
    while (count < most && (status(count) & STATUS_USER) != 0) {
      count++;
    }
    VarHandle.acquireFence();
    return count;
  }

  /** Gives the first {@code count} slots back to the kernel. */
  void release(int count) {
    VarHandle.releaseFence();
    for (int i = 0; i < count; i++) {
      headers.putInt(slot(i), STATUS_KERNEL);
    }
    head = (head + count) % (SIZE / SLOT);
  }

  private int slot(int index) {
    return (head + index) % (SIZE / SLOT) * SLOT;
  }

  private int status(int index) {
    return headers.getInt(slot(index));
  }

  /** Whether frame {@code index} waits in the socket, being longer than a slot. */
  boolean waits(int index) {
    return (status(index) & STATUS_COPY) != 0;
  }

  /** Whether not all of frame {@code index} is there. */
  boolean truncated(int index) {
    int at = slot(index);
    return headers.getInt(at + AT_HELD) < headers.getInt(at + AT_LENGTH);
  }

  /** Where frame {@code index} begins in the memory. */
  int start(int index) {
    int at = slot(index);
    return at + (headers.getShort(at + AT_FRAME) & 0xffff);
  }

  int length(int index) {
    return headers.getInt(slot(index) + AT_LENGTH);
  }

  /** The tag that the kernel took off, as {@link VlanTag} has it. */
  int tag(int index) {
    int at = slot(index);
    return VlanTag.of(
        headers.getInt(at), headers.getShort(at + AT_TAG), headers.getShort(at + AT_TAG_TYPE));
  }
}
