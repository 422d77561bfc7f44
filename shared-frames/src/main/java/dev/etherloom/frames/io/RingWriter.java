package dev.etherloom.frames.io;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * Puts frames into a {@link FrameRing}; one at a time. A reader that lies about how far it has come
 * harms nobody but itself: its frames are overwritten, or there is never room.
 */
final class RingWriter {
  /** From here on it is worth while to start at the beginning again. */
  private static final int FAR = 64 << 10;

  /** Octets at the ring's beginning that it never gives back. */
  private static final int KEPT = 1 << 20;

  /** The most frames that wait in a ring, however small they are. */
  static final int MAX_FRAMES = 8_192;

  private final FrameRing ring;
  private long tail;
  private long head;
  private long put;
  private long taken;
  private long shift;
  private boolean published;
  private int deepest;
  private long putBefore;

  RingWriter(FrameRing ring) {
    this.ring = ring;
  }

  boolean isRead() {
    return ring.isRead();
  }

  /**
   * Copies a frame behind the others; false where there is no room. Seen after {@link #publish}.
   */
  boolean put(ByteBuffer from, int start, int length) {
    int at = reserve(length);
    if (at < 0) {
      return false;
    }
    var _ = ring.octets().put(at, from, start, length);
    commit(length);
    return true;
  }

  /**
   * Where in {@link FrameRing#octets} the next frame may be written, behind the others; negative
   * where there is no room. It is there after {@link #commit}, and seen after {@link #publish}.
   */
  int reserve(int length) {
    if (published) {
      published = false;
      turnBack();
    }
    int record = FrameRing.record(length);
    int at = ring.at(tail, shift);
    int left = ring.size() - at;
    if (record <= left) {
      return hasRoom(record) ? at + FrameRing.RECORD : -1;
    }
    if (!hasRoom(left + record)) {
      return -1;
    }
    var _ = ring.octets().putInt(at, FrameRing.REST);
    deepest = at;
    tail += left;
    return FrameRing.RECORD;
  }

  /** What was written to the place reserved last is a frame of that length. */
  void commit(int length) {
    var _ = ring.octets().putInt(ring.at(tail, shift), length);
    tail += FrameRing.record(length);
    put++;
  }

  /** To the beginning, if all is read. */
  private void turnBack() {
    int at = ring.at(tail, shift);
    if (at >= FAR && ring.head() == tail) {
      deepest = Math.max(deepest, at);
      shift = -tail;
      ring.shift(shift);
    }
  }

  /**
   * Gives the kernel back what a burst took of the ring, if nothing was put since the last time and
   * all is read.
   *
   * @param address where the ring is mapped, a multiple of the page size
   */
  void tidy(long address) {
    boolean peace = put == putBefore && ring.head() == tail;
    putBefore = put;
    if (peace) {
      turnBack();
      if (deepest > KEPT && ring.at(tail, shift) < FAR) {
        var _ = LibC.C.madvise(address + KEPT, ring.size() - KEPT, LibC.MADV_REMOVE);
        deepest = 0;
      }
    }
  }

  private boolean hasRoom(int octets) {
    if (!isFree(octets)) {
      head = ring.head();
      taken = ring.taken();
    }
    return isFree(octets);
  }

  private boolean isFree(int octets) {
    return tail + octets - head <= ring.size() && put - taken < MAX_FRAMES;
  }

  /** Lets the reader see what was put; whether it has to be woken. */
  boolean publish() {
    published = true;
    ring.writing();
    ring.tail(tail);
    VarHandle.fullFence(); // what it saw before it slept is older than this, or it is seen asleep
    if (!ring.isAsleep()) {
      return false;
    }
    ring.asleep(false);
    return true;
  }

  /** Octets that the reader has not taken, as it says. */
  long unread() {
    return Math.clamp(tail - ring.head(), 0, ring.size());
  }
}
