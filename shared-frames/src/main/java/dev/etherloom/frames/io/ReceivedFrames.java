package dev.etherloom.frames.io;

import io.vavr.control.Option;
import java.nio.ByteBuffer;

/**
 * The frames that a {@link FramePair} received last, at most 64. Nobody sees them where another
 * process can still change them: they are copied into the slots of a {@link FrameMemory}, or each
 * into an array of its own when it is its turn.
 */
public final class ReceivedFrames {
  private final FrameMemory memory;
  private final ReceiveBatch datagrams;
  private final boolean asArrays;
  private Option<RingReader> ring = Option.none();
  private int count;

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
    ring = Option.none();
    return from.receive(datagrams);
  }

  /** How many came through the ring, or {@link RingReader#SPOILED}. */
  int receive(RingReader from) {
    from.release();
    count = from.find();
    ring = Option.some(from);
    if (!asArrays) {
      for (int i = 0; i < count; i++) {
        var _ = memory.octets().put(start(i), from.octets(), from.start(i), from.length(i));
      }
      from.release();
    }
    return count;
  }

  /** The descriptors that came beside frame {@code index}, which are this process's now. */
  int[] descriptors(int index) {
    return Descriptors.in(datagrams.ancillary(), datagrams.ancillaryAt(index));
  }

  boolean hasDescriptors(int index) {
    return datagrams.ancillaryAt(index) >= 0;
  }

  /** Frame {@code index} in an array of its own. The last one is asked for last. */
  public byte[] frame(int index) {
    var frame = new byte[length(index)];
    if (ring.isDefined() && asArrays) {
      var from = ring.get();
      var _ = from.octets().get(from.start(index), frame);
      if (index == count - 1) {
        from.release();
      }
    } else {
      var _ = octets().get(start(index), frame);
    }
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
    return ring.isDefined() ? ring.get().length(index) : datagrams.length(index);
  }

  /** Whether frame {@code index} was longer than any may be, so that its end is missing. */
  public boolean truncated(int index) {
    return ring.isEmpty() && datagrams.truncated(index);
  }
}
