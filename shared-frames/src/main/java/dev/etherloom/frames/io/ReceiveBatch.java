package dev.etherloom.frames.io;

import java.nio.ByteBuffer;

/**
 * Receives up to 64 datagrams by one call (recvmmsg(2)) into a {@link FrameMemory}, without
 * blocking.
 */
public final class ReceiveBatch {
  /** Octets for ancillary data a frame: one struct tpacket_auxdata (packet(7)) and its header. */
  private static final int CONTROL = 64;

  private final FrameMemory memory;
  private final int lead;
  private final MessageVector vector = new MessageVector();
  private final ByteBuffer control = LibC.memory(FrameMemory.SLOTS * CONTROL);
  private final long controlAddress = LibC.address(control);
  private final boolean ancillary;
  private int used = FrameMemory.SLOTS;

  /**
   * @param lead octets that the kernel puts before each frame (a struct virtio_net_hdr), 0 if none
   * @param ancillary whether ancillary data is wanted
   */
  public ReceiveBatch(FrameMemory memory, int lead, boolean ancillary) {
    this.memory = memory;
    this.lead = lead;
    this.ancillary = ancillary;
    for (int i = 0; i < FrameMemory.SLOTS; i++) {
      vector.buffer(i, memory.addressOf(FrameMemory.slot(i) - lead), FrameMemory.MAX_FRAME + lead);
    }
  }

  /** How many datagrams came, 0 if none is there, or the negative error number. */
  public int receive(int fd) {
    return receive(fd, FrameMemory.SLOTS);
  }

  /** The same, of the first {@code most}. */
  public int receive(int fd, int most) {
    if (ancillary) {
      for (int i = 0; i < used; i++) { // the kernel wrote there how much it used
        vector.control(i, controlAddress + (long) i * CONTROL, CONTROL);
      }
    }
    int count = LibC.C.recvmmsg(fd, vector.address(0), most, LibC.MSG_DONTWAIT, 0);
    used = Math.max(0, count);
    if (count >= 0) {
      return count;
    }
    int errno = LibC.errno();
    return errno == Errno.EAGAIN || errno == Errno.EINTR ? 0 : -errno;
  }

  public ByteBuffer octets() {
    return memory.octets();
  }

  /** Where datagram {@code index} begins in {@link #octets}, behind the lead. */
  public int start(int index) {
    return FrameMemory.slot(index);
  }

  /** Octets of datagram {@code index} without the lead. */
  public int length(int index) {
    return vector.length(index) - lead;
  }

  /** Whether datagram {@code index} was longer than its slot. */
  public boolean truncated(int index) {
    return vector.truncated(index);
  }

  /**
   * The ancillary data of datagram {@code index} begins here in {@link #ancillary}; -1 if there is
   * none.
   */
  public int ancillaryAt(int index) {
    return ancillary && vector.controlLength(index) > 0 ? index * CONTROL : -1;
  }

  /** Ancillary data in native byte order (cmsg(3)). */
  public ByteBuffer ancillary() {
    return control;
  }
}
