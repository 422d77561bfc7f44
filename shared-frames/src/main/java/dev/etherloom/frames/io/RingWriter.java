package dev.etherloom.frames.io;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * Puts frames into a {@link FrameRing}; one at a time. A reader that lies about how far it has come
 * harms nobody but itself: its frames are overwritten, or there is never room.
 */
final class RingWriter {
  private final FrameRing ring;
  private long tail;
  private long head;

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
    int record = FrameRing.record(length);
    int at = ring.at(tail);
    int left = ring.size() - at;
    boolean fits = record <= left;
    if (!hasRoom(fits ? record : left + record)) {
      return false;
    }
    if (fits) {
      write(at, from, start, length);
      tail += record;
    } else {
      var _ = ring.octets().putInt(at, FrameRing.REST);
      write(0, from, start, length);
      tail += left + record;
    }
    return true;
  }

  private void write(int at, ByteBuffer from, int start, int length) {
    var _ = ring.octets().putInt(at, length).put(at + FrameRing.RECORD, from, start, length);
  }

  private boolean hasRoom(int octets) {
    if (tail + octets - head > ring.size()) {
      head = ring.head();
    }
    return tail + octets - head <= ring.size();
  }

  /** Lets the reader see what was put; whether it has to be woken. */
  boolean publish() {
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
