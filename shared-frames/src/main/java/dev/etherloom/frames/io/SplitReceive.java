package dev.etherloom.frames.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Receives one datagram by a call (recvmsg(2)), and what the kernel puts before it into memory of
 * its own, so that the frame may go where others write, too.
 */
public final class SplitReceive {
  private static final int HEADER = 56;
  private static final int AT_IOV = 16;
  private static final int AT_IOV_COUNT = 24;
  private static final int IOVEC = 16;

  private final ByteBuffer message = LibC.memory(HEADER);
  private final long address = LibC.address(message);
  private final ByteBuffer parts = LibC.memory(2 * IOVEC);
  private final ByteBuffer lead;

  /**
   * @param lead octets that the kernel puts before each frame
   */
  public SplitReceive(int lead) {
    this.lead = LibC.memory(lead).order(ByteOrder.BIG_ENDIAN);
    parts.putLong(0, LibC.address(this.lead)).putLong(8, lead);
    message.putLong(AT_IOV, LibC.address(parts)).putLong(AT_IOV_COUNT, 2);
  }

  /**
   * Receives without blocking; of a longer frame the end is missing.
   *
   * @return octets of the whole frame without the lead, or the negative error number
   */
  public int receive(int fd, FrameMemory memory, int start, int length) {
    parts.putLong(IOVEC, memory.addressOf(start)).putLong(IOVEC + 8, length);
    long count = LibC.C.recvmsg(fd, address, LibC.MSG_DONTWAIT | LibC.MSG_TRUNC);
    return count < 0 ? -LibC.errno() : (int) count - lead.capacity();
  }

  /** What stood before the frame received last. */
  public ByteBuffer lead() {
    return lead;
  }
}
