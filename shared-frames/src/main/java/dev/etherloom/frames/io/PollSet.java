package dev.etherloom.frames.io;

import java.nio.ByteBuffer;

/** A few file descriptors to wait on (poll(2)). */
public final class PollSet {
  /** In the place of a descriptor that is not there yet. */
  public static final int NONE = -1;

  private final ByteBuffer entries;
  private final long address;
  private final int count;
  private final ByteBuffer timeout = LibC.memory(16);
  private final long timeoutAddress = LibC.address(timeout);

  /** Waits for input on each of {@code fds}. */
  public PollSet(int... fds) {
    count = fds.length;
    entries = LibC.memory(count * 8);
    address = LibC.address(entries);
    for (int i = 0; i < count; i++) {
      entries.putInt(i * 8, fds[i]);
      entries.putShort(i * 8 + 4, LibC.POLLIN);
    }
  }

  /** Waits until the descriptor takes output, instead of for its input. */
  public static PollSet untilWritable(int fd) {
    var set = new PollSet(fd);
    set.entries.putShort(4, LibC.POLLOUT);
    return set;
  }

  /** From now on entry {@code index} is this descriptor. */
  void watch(int index, int fd) {
    entries.putInt(index * 8, fd);
  }

  /** Waits until one is ready or the time is over; how many are ready. */
  public int await(int timeoutMillis) {
    return Math.max(0, LibC.C.poll(address, count, timeoutMillis));
  }

  /** As {@link #await}, with the time in nanoseconds (ppoll(2)); whether one is ready. */
  public boolean awaitNanos(long nanos) {
    timeout.putLong(0, nanos / 1_000_000_000);
    timeout.putLong(8, nanos % 1_000_000_000);
    return LibC.C.ppoll(address, count, timeoutAddress, 0) > 0;
  }

  /** Whether the last wait found descriptor {@code index} ready, or in error. */
  public boolean isReady(int index) {
    return entries.getShort(index * 8 + 6) != 0;
  }
}
