package dev.etherloom.binder.link;

import dev.etherloom.frames.io.Counters;
import dev.etherloom.frames.io.SendBatch;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Makes a received frame what it is on the wire, in place: a checksum that its sender left to the
 * device is completed, and a super-frame is cut where super-frames are not wanted.
 */
final class Incoming {
  private final boolean offload;
  private final Counters<LinkEvent> counters;
  private final Segmentation segmentation = new Segmentation();

  /**
   * @param offload whether super-frames pass as they are
   */
  Incoming(boolean offload, Counters<LinkEvent> counters) {
    this.offload = offload;
    this.counters = counters;
  }

  /**
   * Sees to the frame at {@code start}, behind its virtio_net_hdr.
   *
   * @param cut is given the segments of a super-frame that is cut
   * @return whether the frame is to be sent on as it stands now
   */
  boolean accept(ByteBuffer octets, int start, int length, Consumer<SendBatch> cut) {
    int kind = VnetHeader.segmentation(octets, start);
    if (kind == VnetHeader.GSO_NONE) {
      return !VnetHeader.needsChecksum(octets, start) || complete(octets, start, length);
    }
    boolean tcp = kind == VnetHeader.GSO_TCP4 || kind == VnetHeader.GSO_TCP6;
    if (offload && tcp) {
      return complete(octets, start, length);
    }
    var shape = tcp ? TcpShape.of(octets, start, length) : TcpShape.NONE;
    int size = VnetHeader.segmentSize(octets, start);
    if (!shape.isTcp() || size == 0) {
      counters.add(LinkEvent.MALFORMED, 1);
      return false;
    }
    counters.add(LinkEvent.SEGMENTED, 1);
    segmentation.cut(octets, start, length, shape, size, cut);
    return false;
  }

  private boolean complete(ByteBuffer octets, int start, int length) {
    boolean done =
        Checksum.complete(
            octets,
            start,
            length,
            VnetHeader.checksumStart(octets, start),
            VnetHeader.checksumOffset(octets, start));
    counters.add(done ? LinkEvent.COMPLETED : LinkEvent.MALFORMED, 1);
    return done;
  }
}
