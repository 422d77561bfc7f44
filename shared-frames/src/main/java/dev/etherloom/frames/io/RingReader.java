package dev.etherloom.frames.io;

import com.google.errorprone.annotations.Var;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * Takes frames from a {@link FrameRing}. The writer may be hostile: every position and length is
 * read once and looked at before it is used, and what stands in the ring may change at any time
 * until it is copied.
 */
final class RingReader {
  /** Instead of a number of frames: what stands there can't be. */
  static final int SPOILED = -1;

  private final FrameRing ring;
  private final int[] starts = new int[FrameMemory.SLOTS];
  private final int[] lengths = new int[FrameMemory.SLOTS];
  private long head;
  private long next;
  private long found;

  RingReader(FrameRing ring) {
    this.ring = ring;
    ring.reading();
  }

  /** Whether the writer puts all its frames here from now on. */
  boolean isWritten() {
    return ring.isWritten();
  }

  boolean hasMore() {
    return ring.tail() != next;
  }

  /**
   * Finds the next frames, at most 64. They stay until {@link #release}.
   *
   * @return how many, or {@link #SPOILED}
   */
  int find() {
    long tail = ring.tail();
    long shift = ring.shift();
    if (tail - next < 0 || tail - head > ring.size() || (tail & 7) != 0) {
      return SPOILED;
    }
    @Var int count = 0;
    while (count < FrameMemory.SLOTS && next < tail) {
      int at = ring.at(next, shift);
      long left = Math.min(ring.size() - at, tail - next);
      int length = ring.octets().getInt(at);
      if (length == FrameRing.REST && next + ring.size() - at <= tail) {
        next += ring.size() - at;
      } else if (length >= 0
          && length <= FrameMemory.MAX_FRAME
          && FrameRing.record(length) <= left) {
        starts[count] = at + FrameRing.RECORD;
        lengths[count] = length;
        count++;
        next += FrameRing.record(length);
      } else {
        return SPOILED;
      }
    }
    found += count;
    return count;
  }

  /** Gives back the room of the frames found. */
  void release() {
    if (head != next) {
      head = next;
      ring.head(head, found);
    }
  }

  /** Where the frames found stand; the writer may still change them. */
  ByteBuffer octets() {
    return ring.octets();
  }

  /** Where frame {@code index} begins in {@link #octets}. */
  int start(int index) {
    return starts[index];
  }

  /** Octets of frame {@code index}. */
  int length(int index) {
    return lengths[index];
  }

  /** Says that it has to be woken from now on; false if there is something to read. */
  boolean sleep() {
    release();
    ring.asleep(true);
    VarHandle.fullFence();
    if (hasMore()) {
      ring.asleep(false);
      return false;
    }
    return true;
  }

  void wake() {
    ring.asleep(false);
  }
}
