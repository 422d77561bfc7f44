package dev.etherloom.frames.io;

import java.nio.ByteBuffer;

/** An array of struct mmsghdr, each with one struct iovec (recvmmsg(2), LP64 layout). */
final class MessageVector {
  private static final int HEADER = 64;
  private static final int IOVEC = 16;
  private static final int AT_IOV = 16;
  private static final int AT_IOV_COUNT = 24;
  private static final int AT_CONTROL = 32;
  private static final int AT_CONTROL_LENGTH = 40;
  private static final int AT_FLAGS = 48;
  private static final int AT_LENGTH = 56;

  private final ByteBuffer headers = LibC.memory(FrameMemory.SLOTS * HEADER);
  private final ByteBuffer iovecs = LibC.memory(FrameMemory.SLOTS * IOVEC);
  private final long address = LibC.address(headers);

  MessageVector() {
    long iov = LibC.address(iovecs);
    for (int i = 0; i < FrameMemory.SLOTS; i++) {
      headers.putLong(i * HEADER + AT_IOV, iov + (long) i * IOVEC);
      headers.putLong(i * HEADER + AT_IOV_COUNT, 1);
    }
  }

  long address(int index) {
    return address + (long) index * HEADER;
  }

  void buffer(int index, long base, int length) {
    iovecs.putLong(index * IOVEC, base);
    iovecs.putLong(index * IOVEC + 8, length);
  }

  void control(int index, long base, int length) {
    headers.putLong(index * HEADER + AT_CONTROL, base);
    headers.putLong(index * HEADER + AT_CONTROL_LENGTH, length);
  }

  int controlLength(int index) {
    return headers.getInt(index * HEADER + AT_CONTROL_LENGTH);
  }

  int length(int index) {
    return headers.getInt(index * HEADER + AT_LENGTH);
  }

  boolean truncated(int index) {
    return (headers.getInt(index * HEADER + AT_FLAGS) & LibC.MSG_TRUNC) != 0;
  }
}
