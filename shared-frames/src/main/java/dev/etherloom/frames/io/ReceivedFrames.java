package dev.etherloom.frames.io;

import java.nio.ByteBuffer;

/**
 * The frames that a {@link FramePair} received last, at most 64, where no other process can change
 * them: in the slots of a {@link FrameMemory}, or in arrays of their own.
 */
public final class ReceivedFrames {
  private final FrameMemory memory;
  private final ReceiveBatch datagrams;
  private final boolean asArrays;
  private final byte[][] arrays = new byte[FrameMemory.SLOTS][];
  private final int[] lengths = new int[FrameMemory.SLOTS];
  private boolean fromRing;

  /**
   * @param asArrays whether each frame is going to be wanted as an array ({@link #frame}), and its
   *     datagram may carry descriptors
   */
  ReceivedFrames(FrameMemory memory, boolean asArrays) {
    this.memory = memory;
    this.asArrays = asArrays;
    datagrams = new ReceiveBatch(memory, 0, asArrays);
  }

  /** How many came as datagrams. */
  int receive(DatagramPair from) {
    fromRing = false;
    return from.receive(datagrams);
  }

  /** How many came through the ring, or {@link RingReader#SPOILED}. */
  int receive(RingReader from) {
    int count = from.find();
    fromRing = true;
    for (int i = 0; i < count; i++) {
      int length = from.length(i);
      if (asArrays) {
        arrays[i] = new byte[length];
        var _ = from.octets().get(from.start(i), arrays[i]);
      } else {
        var _ = memory.octets().put(start(i), from.octets(), from.start(i), length);
      }
      lengths[i] = length;
    }
    from.release();
    return count;
  }

  /** The descriptors that came beside frame {@code index}, which are this process's now. */
  int[] descriptors(int index) {
    return Descriptors.in(datagrams.ancillary(), datagrams.ancillaryAt(index));
  }

  boolean hasDescriptors(int index) {
    return datagrams.ancillaryAt(index) >= 0;
  }

  /** Frame {@code index} in an array of its own. */
  public byte[] frame(int index) {
    if (fromRing && asArrays) {
      return arrays[index];
    }
    var frame = new byte[length(index)];
    var _ = octets().get(start(index), frame);
    return frame;
  }

  /** The slots, for whoever did not want arrays. */
  public ByteBuffer octets() {
    return memory.octets();
  }

  /** Where frame {@code index} begins in {@link #octets}. */
  public int start(int index) {
    return FrameMemory.slot(index);
  }

  /** Octets of frame {@code index}. */
  public int length(int index) {
    return fromRing ? lengths[index] : datagrams.length(index);
  }

  /** Whether frame {@code index} was longer than any may be, so that its end is missing. */
  public boolean truncated(int index) {
    return !fromRing && datagrams.truncated(index);
  }
}
