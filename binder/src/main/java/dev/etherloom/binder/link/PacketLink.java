package dev.etherloom.binder.link;

import com.google.errorprone.annotations.Var;
import dev.etherloom.binder.policy.MacPattern;
import dev.etherloom.frames.io.Counters;
import dev.etherloom.frames.io.Errno;
import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.LibC;
import dev.etherloom.frames.io.PollSet;
import dev.etherloom.frames.io.ReceiveBatch;
import dev.etherloom.frames.io.SendBatch;
import dev.etherloom.frames.io.SplitReceive;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An interface through a packet socket: batches in, batches out. */
public final class PacketLink implements Link {
  private static final Logger LOG = LoggerFactory.getLogger(PacketLink.class);

  /** How long a full queue of the device is waited for, in milliseconds. */
  private static final int PATIENCE_MILLIS = 2;

  private final Interface device;
  private final PacketSocket socket;
  private final Counters<LinkEvent> counters = new Counters<>(LinkEvent.class, LinkEvent::label);
  private final ReceiveBatch incoming;
  private final Incoming finish;
  private final SplitReceive split = new SplitReceive(VnetHeader.LENGTH);
  private final boolean offload;
  private final OutgoingFrames outgoing;
  private final PollSet writable;
  private final ByteBuffer statistics = LibC.memory(8);
  private final ByteBuffer statisticsLength = LibC.memory(4);
  private boolean down;

  /** Made at the start: no other program that this one executes could map it again. */
  private Option<Ring> ring = Option.none();

  private PacketLink(Interface device, PacketSocket socket, boolean offload) {
    this.device = device;
    this.socket = socket;
    var memory = new FrameMemory();
    incoming = new ReceiveBatch(memory, VnetHeader.LENGTH, true);
    finish = new Incoming(memory, offload, counters);
    this.offload = offload;
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
    receiveFrom(ReceiveRing.of(socket));
    socket.bind(device);
    outgoing.setMtu(device.mtu(socket.fd()));
  }

  /** From now on frames come in these slots; from the socket itself where there are none. */
  void receiveFrom(Option<ReceiveRing> slots) {
    ring = slots.map(one -> new Ring(one, new Incoming(one.memory(), offload, counters)));
  }

  @Override
  public int fd() {
    return socket.fd();
  }

  @Override
  public String description() {
    return "interface " + device.name() + ", MTU " + outgoing.mtu();
  }

  /** A ring, and what makes its frames what they are on the wire. */
  private record Ring(ReceiveRing slots, Incoming finish) {}

  @Override
  public int receive(ToLogic toLogic) {
    return ring.isEmpty() ? receiveCopies(toLogic) : receive(ring.get(), toLogic);
  }

  private int receive(Ring from, ToLogic toLogic) {
    var slots = from.slots();
    int count = slots.ready(FrameMemory.SLOTS);
    for (int i = 0; i < count; i++) {
      if (slots.waits(i)) {
        from.finish().flush(toLogic);
        waiting(from, i, toLogic);
      } else if (slots.truncated(i)) {
        counters.add(LinkEvent.RING_FULL, 1);
      } else {
        counters.add(LinkEvent.RECEIVED, 1);
        from.finish().take(slots.start(i), slots.length(i), slots.tag(i), toLogic);
      }
    }
    from.finish().flush(toLogic);
    slots.release(count);
    if (count == 0 && socket.error(statistics, statisticsLength) != 0) {
      noticeDown();
    }
    return count;
  }

  /** Frame {@code index} waits in the socket, for a slot was too short. */
  private void waiting(Ring from, int index, ToLogic toLogic) {
    var slots = from.slots();
    int length = slots.length(index);
    if (!(from.finish().stays(slots.start(index), length, slots.tag(index))
        && toLogic.straight(this::next, length))) {
      copied(toLogic);
    }
  }

  /** The next frame that waits in the socket, which is of that length. */
  private boolean next(FrameMemory to, int start, int length) {
    @Var int came = split.receive(socket.fd(), to, start, length);
    if (came < 0 && came != -Errno.EAGAIN) { // what went wrong at the link is told once, before it
      noticeDown();
      came = split.receive(socket.fd(), to, start, length);
    }
    counters.add(came == length ? LinkEvent.RECEIVED : LinkEvent.RING_FULL, 1);
    return came == length && finish.complete(split.lead(), VnetHeader.LENGTH, to, start, length);
  }

  private void copied(ToLogic toLogic) {
    @Var int count = incoming.receive(socket.fd(), 1);
    if (count < 0) {
      noticeDown();
      count = Math.max(0, incoming.receive(socket.fd(), 1));
    }
    counters.add(count > 0 ? LinkEvent.RECEIVED : LinkEvent.RING_FULL, 1);
    if (count > 0) {
      take(0, toLogic);
      finish.flush(toLogic);
    }
  }

  private int receiveCopies(ToLogic toLogic) {
    int count = incoming.receive(socket.fd());
    if (count < 0) {
      noticeDown();
      return 0;
    }
    counters.add(LinkEvent.RECEIVED, count);
    for (int i = 0; i < count; i++) {
      take(i, toLogic);
    }
    finish.flush(toLogic);
    return count;
  }

  private void take(int index, ToLogic toLogic) {
    if (incoming.truncated(index)) {
      counters.add(LinkEvent.TRUNCATED, 1);
      return;
    }
    int tag = VlanTag.told(incoming.ancillary(), incoming.ancillaryAt(index));
    finish.take(incoming.start(index), incoming.length(index), tag, toLogic);
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
