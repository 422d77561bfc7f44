package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;

/**
 * Octets of a frame, of which the capture may hold only the first.
 *
 * @param octets what was captured
 * @param reported how many there were on the wire, at least as many
 */
record Region(Slice octets, int reported) {
  /** Octets captured. */
  int length() {
    return octets.length();
  }

  /** Where it begins in the frame. */
  int offset() {
    return octets.offset();
  }

  /** Whether the capture ends within it. */
  boolean isCut() {
    return octets.length() < reported;
  }

  boolean has(int size) {
    return octets.length() >= size;
  }

  /** All from {@code at} on; nothing where that lies behind the end. */
  Region from(int at) {
    return new Region(octets.from(Math.min(at, length())), Math.max(0, reported - at));
  }

  /** The first {@code size} octets, fewer if there are not as many. */
  Region first(int size) {
    return size >= reported ? this : new Region(octets.first(Math.min(size, length())), size);
  }
}
