package dev.etherloom.frames.io;

import java.nio.ByteBuffer;

/** A few file descriptors to wait on (poll(2)). */
public final class PollSet {
  private final ByteBuffer entries;
  private final long address;
  private final int count;

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

  /** Whether the descriptor at {@code index} is also waited on until it takes output again. */
  public void wantOutput(int index, boolean wanted) {
    entries.putShort(index * 8 + 4, (short) (LibC.POLLIN | (wanted ? LibC.POLLOUT : 0)));
  }

  /** Waits until one is ready or the time is over; how many are ready. */
  public int await(int timeoutMillis) {
    return Math.max(0, LibC.C.poll(address, count, timeoutMillis));
  }
}
