package dev.etherloom.binder.link;

import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.io.Counters;
import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.SendBatch;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Makes received frames what they are on the wire, in place: a checksum that its sender left to the
 * device is completed, a tag that the kernel took off is put back, and a super-frame is cut where
 * super-frames are not wanted. Gathers them into a batch for logic.
 */
final class Incoming {
  private final boolean offload;
  private final Counters<LinkEvent> counters;
  private final FrameMemory memory;
  private final ByteBuffer octets;
  private final SendBatch batch;
  private final Segmentation segmentation = new Segmentation();

  /**
   * @param memory where the frames stand, each behind its virtio_net_hdr
   * @param offload whether super-frames pass as they are
   */
  Incoming(FrameMemory memory, boolean offload, Counters<LinkEvent> counters) {
    this.offload = offload;
    this.counters = counters;
    this.memory = memory;
    octets = memory.octets();
    batch = new SendBatch(memory);
  }

  /**
   * Takes the frame at {@code start}; a slot is taken once before {@link #flush}.
   *
   * @param tag what is to be put back, as {@link VlanTag} has it
   * @param toLogic sends a batch and clears it
   */
  void take(int start, int length, int tag, Consumer<SendBatch> toLogic) {
    if (isToBeCut(start)) {
      cut(start, length, tag, toLogic);
    } else if (isTooLong(start, length)) {
      counters.add(LinkEvent.OVERSIZE, 1);
    } else if (complete(octets, start, memory, start, length)) {
      int tagged = retagged(octets, start, tag);
      batch.add(tagged, length + start - tagged);
    }
  }

  /** Whether the frame at {@code start} goes to logic as it is, but for its checksum. */
  boolean stays(int start, int length, int tag) {
    return tag == VlanTag.NONE && !isToBeCut(start) && !isTooLong(start, length);
  }

  private boolean isToBeCut(int start) {
    return VnetHeader.segmentation(octets, start) != VnetHeader.GSO_NONE
        && !(offload && isTcp(start));
  }

  private boolean isTcp(int start) {
    int kind = VnetHeader.segmentation(octets, start);
    return kind == VnetHeader.GSO_TCP4 || kind == VnetHeader.GSO_TCP6;
  }

  private boolean isTooLong(int start, int length) {
    return length > InternetChecksum.LOOKED_AT && !VnetHeader.isOffloaded(octets, start);
  }

  /** Gives logic what was gathered. */
  void flush(Consumer<SendBatch> toLogic) {
    if (batch.count() > 0) {
      toLogic.accept(batch);
    }
  }

  private int retagged(ByteBuffer frame, int start, int tag) {
    if (tag == VlanTag.NONE) {
      return start;
    }
    counters.add(LinkEvent.RETAGGED, 1);
    return VlanTag.putBack(frame, start, tag);
  }

  /**
   * Completes the checksum of a frame, if that was left to the device.
   *
   * @param headers the virtio_net_hdr stands there, before {@code behind}
   * @return false where that makes no sense
   */
  boolean complete(ByteBuffer headers, int behind, FrameMemory frames, int start, int length) {
    if (!VnetHeader.needsChecksum(headers, behind)) {
      return true;
    }
    boolean done =
        Checksum.complete(
            frames,
            start,
            length,
            VnetHeader.checksumStart(headers, behind),
            VnetHeader.checksumOffset(headers, behind));
    counters.add(done ? LinkEvent.COMPLETED : LinkEvent.MALFORMED, 1);
    return done;
  }

  private void cut(int start, int length, int tag, Consumer<SendBatch> toLogic) {
    var shape = isTcp(start) ? TcpShape.of(octets, start, length) : TcpShape.NONE;
    int size = VnetHeader.segmentSize(octets, start);
    if (!shape.isTcp() || size == 0) {
      counters.add(LinkEvent.MALFORMED, 1);
      return;
    }
    counters.add(LinkEvent.SEGMENTED, 1);
    flush(toLogic);
    segmentation.cut(
        octets,
        start,
        length,
        shape,
        size,
        segments -> {
          for (int i = 0; i < segments.count(); i++) {
            int from = segments.start(i);
            int to = retagged(segments.memory().octets(), from, tag);
            segments.move(i, to, from - to);
          }
          toLogic.accept(segments);
        });
  }
}
