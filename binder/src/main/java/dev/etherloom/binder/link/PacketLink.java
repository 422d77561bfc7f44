package dev.etherloom.binder.link;

import dev.etherloom.binder.policy.MacPattern;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.io.Counters;
import dev.etherloom.frames.io.Errno;
import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.LibC;
import dev.etherloom.frames.io.PollSet;
import dev.etherloom.frames.io.ReceiveBatch;
import dev.etherloom.frames.io.SendBatch;
import io.vavr.collection.Vector;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An interface through a packet socket: batches in, batches out. */
public final class PacketLink implements Link {
  private static final Logger LOG = LoggerFactory.getLogger(PacketLink.class);
  private static final int TAGS_VALID = 0x10;
  private static final int TAG_PROTOCOL_VALID = 0x40;
  private static final int CONTROL_HEADER = 16;
  private static final int MACS = 12;
  private static final int TAG = 4;

  /** How long a full queue of the device is waited for, in milliseconds. */
  private static final int PATIENCE_MILLIS = 2;

  private final Interface device;
  private final PacketSocket socket;
  private final Counters<LinkEvent> counters = new Counters<>(LinkEvent.class, LinkEvent::label);
  private final ReceiveBatch incoming;
  private final SendBatch received;
  private final Incoming finish;
  private final OutgoingFrames outgoing;
  private final PollSet writable;
  private final ByteBuffer statistics = LibC.memory(8);
  private final ByteBuffer statisticsLength = LibC.memory(4);
  private boolean down;

  private PacketLink(Interface device, PacketSocket socket, boolean offload) {
    this.device = device;
    this.socket = socket;
    var memory = new FrameMemory();
    incoming = new ReceiveBatch(memory, VnetHeader.LENGTH, true);
    received = new SendBatch(memory);
    finish = new Incoming(offload, counters);
    outgoing = new OutgoingFrames(counters, offload, this::transmit);
    writable = PollSet.untilWritable(socket.fd());
  }

  /** Opens the socket with all its options; it receives nothing before {@link #start}. */
  public static PacketLink open(
      Interface device, Vector<MacPattern> macs, boolean promiscuous, boolean offload) {
    var socket = PacketSocket.open();
    socket.join(device.index(), macs, promiscuous);
    var filter = Filter.forMacs(macs);
    if (!promiscuous && filter.instructions().size() <= Filter.MAX_INSTRUCTIONS) {
      socket.filter(filter);
    }
    return new PacketLink(device, socket, offload);
  }

  /** Takes over a socket that {@link #open} made before this program was executed anew. */
  public static PacketLink adopt(int fd, Interface device, boolean offload) {
    return new PacketLink(device, new PacketSocket(fd), offload);
  }

  @Override
  public void start() {
    socket.bind(device);
    outgoing.setMtu(device.mtu(socket.fd()));
  }

  @Override
  public int fd() {
    return socket.fd();
  }

  @Override
  public String description() {
    return "interface " + device.name() + ", MTU " + outgoing.mtu();
  }

  @Override
  public int receive(Consumer<SendBatch> toLogic) {
    int count = incoming.receive(socket.fd());
    if (count < 0) {
      noticeDown();
      return 0;
    }
    counters.add(LinkEvent.RECEIVED, count);
    for (int i = 0; i < count; i++) {
      take(i, toLogic);
    }
    if (received.count() > 0) {
      toLogic.accept(received);
    }
    return count;
  }

  private void take(int index, Consumer<SendBatch> toLogic) {
    if (incoming.truncated(index)) {
      counters.add(LinkEvent.TRUNCATED, 1);
      return;
    }
    int start = incoming.start(index);
    int length = incoming.length(index);
    int tag = tag(index);
    boolean asItStands =
        finish.accept(
            incoming.octets(),
            start,
            length,
            segments -> {
              toLogic.accept(received);
              toLogic.accept(retagged(segments, tag));
            });
    if (asItStands) {
      int tagged = tag == 0 ? start : putBack(incoming.octets(), start, tag);
      received.add(tagged, length + start - tagged);
    }
  }

  private SendBatch retagged(SendBatch segments, int tag) {
    if (tag != 0) {
      for (int i = 0; i < segments.count(); i++) {
        int start = segments.start(i);
        segments.move(i, putBack(segments.memory().octets(), start, tag), TAG);
      }
    }
    return segments;
  }

  /** The tag that the kernel took off, protocol high and control low; 0 if there was none. */
  private int tag(int index) {
    int at = incoming.ancillaryAt(index);
    if (at < 0) {
      return 0;
    }
    var control = incoming.ancillary();
    if (control.getInt(at + 8) != PacketSocket.SOL_PACKET
        || control.getInt(at + 12) != PacketSocket.PACKET_AUXDATA) {
      return 0;
    }
    int status = control.getInt(at + CONTROL_HEADER);
    if ((status & TAGS_VALID) == 0) {
      return 0;
    }
    int protocol =
        (status & TAG_PROTOCOL_VALID) != 0
            ? control.getShort(at + CONTROL_HEADER + 18) & 0xffff
            : EtherType.VLAN.value();
    return protocol << 16 | (control.getShort(at + CONTROL_HEADER + 16) & 0xffff);
  }

  /** Puts a tag back behind the addresses, which move into the headroom; where they are now. */
  private int putBack(ByteBuffer octets, int start, int tag) {
    counters.add(LinkEvent.RETAGGED, 1);
    int to = start - TAG;
    octets.putLong(to, octets.getLong(start));
    octets.putInt(to + 8, octets.getInt(start + 8));
    octets.putInt(to + MACS, tag);
    return to;
  }

  @Override
  public FrameMemory outgoing() {
    return outgoing.memory();
  }

  @Override
  public void add(int start, int length) {
    outgoing.add(start, length);
  }

  @Override
  public void flush() {
    outgoing.flush();
  }

  /** Hands a batch to the kernel; what it refuses is counted by reason. */
  private void transmit(SendBatch batch) {
    while (batch.remaining() > 0) {
      int result = batch.send(socket.fd());
      if (result > 0) {
        counters.add(LinkEvent.SENT, result);
        noticeUp();
      } else {
        refused(batch, -result);
      }
    }
    batch.clear();
  }

  private void refused(SendBatch batch, int errno) {
    switch (errno) {
      case Errno.EINTR -> {}
      case Errno.EAGAIN, Errno.ENOBUFS, Errno.ENOMEM -> {
        if (writable.await(PATIENCE_MILLIS) == 0 || errno != Errno.EAGAIN) {
          drop(batch, LinkEvent.QUEUE_FULL);
        }
      }
      case Errno.EMSGSIZE -> drop(batch, LinkEvent.OVERSIZE);
      case Errno.ENETDOWN, Errno.ENXIO, Errno.ENODEV -> {
        drop(batch, LinkEvent.LINK_DOWN);
        noticeDown();
      }
      default -> {
        if (!outgoing.segmentInstead(batch)) {
          drop(batch, LinkEvent.REFUSED);
        }
      }
    }
  }

  private void drop(SendBatch batch, LinkEvent reason) {
    counters.add(reason, 1);
    batch.skip(1);
  }

  private void noticeDown() {
    if (!device.exists(socket.fd())) {
      throw device.gone();
    }
    if (!down) {
      down = true;
      LOG.warn("interface {} is down", device.name());
    }
  }

  private void noticeUp() {
    if (down) {
      down = false;
      LOG.info("interface {} is up again", device.name());
    }
  }

  @Override
  public void refresh() {
    counters.add(LinkEvent.RING_FULL, socket.drops(statistics, statisticsLength));
    outgoing.setMtu(device.mtu(socket.fd()));
    if (!device.exists(socket.fd())) {
      throw device.gone();
    }
    if (device.isUp(socket.fd())) {
      noticeUp();
    } else {
      noticeDown();
    }
  }

  @Override
  public Counters<LinkEvent> counters() {
    return counters;
  }

  @Override
  public void close() {
    var _ = LibC.C.close(socket.fd());
  }
}
