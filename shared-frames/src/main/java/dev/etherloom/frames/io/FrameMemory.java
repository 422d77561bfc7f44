package dev.etherloom.frames.io;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Native memory for a batch of frames: {@link #SLOTS} slots of equal size, each with {@link
 * #HEADROOM} octets before the frame, into which a device header fits and out of which a VLAN tag
 * can be put back without moving the payload. Allocated once, big-endian, never freed.
 */
public final class FrameMemory {
  public static final int SLOTS = 64;
  public static final int HEADROOM = 32;

  /** The longest frame: 65,535 octets of IP packet, a header of 14 and two tags. */
  public static final int MAX_FRAME = 65_557;

  private static final int SLOT = 65_600;

  private final ByteBuffer octets;
  private final long address;
  private final MemorySegment segment;

  public FrameMemory() {
    this(LibC.memory(SLOTS * SLOT).order(ByteOrder.BIG_ENDIAN));
  }

  /** Memory that somebody else cut into slots; direct, big-endian, and never freed. */
  public FrameMemory(ByteBuffer octets) {
    this.octets = octets;
    address = LibC.address(octets);
    segment = MemorySegment.ofBuffer(octets);
  }

  /** All slots; indices are absolute, as {@link #slot} gives them. */
  public ByteBuffer octets() {
    return octets;
  }

  /** The same, for loops over many octets. */
  public MemorySegment segment() {
    return segment;
  }

  /** Where the frame of a slot begins. */
  public static int slot(int number) {
    return number * SLOT + HEADROOM;
  }

  long addressOf(int index) {
    return address + index;
  }
}
