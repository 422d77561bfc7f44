package dev.etherloom.binder.link;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.io.Counters;
import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.SendBatch;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Prepares frames for a device that takes a virtio_net_hdr before each: nothing to do for most, TCP
 * super-frames to be cut by the kernel, or here once it has refused; what is too long otherwise is
 * dropped.
 */
final class OutgoingFrames {
  private static final int HEADER = 14;
  private static final int TAG = 4;

  private final Counters<LinkEvent> counters;
  private final Consumer<SendBatch> transmit;
  private final FrameMemory memory = new FrameMemory();
  private final SendBatch batch = new SendBatch(memory);
  private final Segmentation segmentation = new Segmentation();
  private final SendBatch cut = new SendBatch(segmentation.memory());
  private boolean kernelCuts;
  private int mtu;

  /**
   * @param kernelCuts whether the kernel is asked to cut super-frames
   * @param transmit sends a batch, header and frame each, and clears it
   */
  OutgoingFrames(Counters<LinkEvent> counters, boolean kernelCuts, Consumer<SendBatch> transmit) {
    this.counters = counters;
    this.kernelCuts = kernelCuts;
    this.transmit = transmit;
  }

  FrameMemory memory() {
    return memory;
  }

  int mtu() {
    return mtu;
  }

  void setMtu(int octets) {
    mtu = octets;
  }

  void add(int start, int length) {
    var octets = memory.octets();
    if (length <= mtu + headerLength(octets, start, length)) {
      VnetHeader.clear(octets, start);
      put(start, length);
      return;
    }
    var tcp = TcpShape.of(octets, start, length);
    if (!tcp.isTcp() || tcp.headers() - tcp.ip() >= mtu) {
      counters.add(LinkEvent.OVERSIZE, 1);
    } else if (kernelCuts) {
      VnetHeader.segment(octets, start, tcp, mtu - (tcp.headers() - tcp.ip()));
      put(start, length);
    } else {
      flush();
      cutHere(start, length, tcp);
    }
  }

  private void put(int start, int length) {
    batch.add(start - VnetHeader.LENGTH, length + VnetHeader.LENGTH);
  }

  /** Octets before the packet: addresses, tags, type. */
  private static int headerLength(ByteBuffer octets, int start, int length) {
    @Var int at = HEADER - 2;
    while (at + TAG + 2 <= length && isTag(octets.getShort(start + at) & 0xffff)) {
      at += TAG;
    }
    return at + 2;
  }

  private static boolean isTag(int type) {
    return type == EtherType.VLAN.value() || type == EtherType.SERVICE_VLAN.value();
  }

  private void cutHere(int start, int length, TcpShape tcp) {
    counters.add(LinkEvent.SEGMENTED, 1);
    int size = mtu - (tcp.headers() - tcp.ip());
    segmentation.cut(
        memory.octets(),
        start,
        length,
        tcp,
        size,
        segments -> {
          for (int i = 0; i < segments.count(); i++) {
            cut.add(segments.start(i) - VnetHeader.LENGTH, segments.length(i) + VnetHeader.LENGTH);
          }
          segments.clear();
          transmit.accept(cut);
        });
  }

  /**
   * The kernel refused the first frame that remains: if that is a super-frame, it is cut here, and
   * so are all later ones.
   */
  boolean segmentInstead(SendBatch refused) {
    if (refused != batch) {
      return false;
    }
    int start = refused.headStart() + VnetHeader.LENGTH;
    int length = refused.headLength() - VnetHeader.LENGTH;
    if (VnetHeader.segmentation(memory.octets(), start) == VnetHeader.GSO_NONE) {
      return false;
    }
    kernelCuts = false;
    refused.skip(1);
    cutHere(start, length, TcpShape.of(memory.octets(), start, length));
    return true;
  }

  void flush() {
    if (batch.count() > 0) {
      transmit.accept(batch);
    }
  }
}
