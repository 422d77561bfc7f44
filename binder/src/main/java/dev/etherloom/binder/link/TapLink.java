package dev.etherloom.binder.link;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.io.Counters;
import dev.etherloom.frames.io.Errno;
import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.LibC;
import dev.etherloom.frames.io.SendBatch;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A TAP device (linux/if_tun.h): one frame a call, tags and all. */
public final class TapLink implements Link {
  private static final Logger LOG = LoggerFactory.getLogger(TapLink.class);
  private static final String DEVICE = "/dev/net/tun";
  private static final int O_RDWR_NONBLOCK = 0x802;
  private static final long TUNSETIFF = 0x400454caL;
  private static final long TUNSETOFFLOAD = 0x400454d0L;
  private static final int TAP_NO_INFO_VNET = 0x5002;
  private static final int OFFLOADS = 0x7; // checksum, TSO4, TSO6
  private static final int EIO = 5;
  private static final int EBADFD = 77;

  private final Interface device;
  private final int fd;
  private final Counters<LinkEvent> counters = new Counters<>(LinkEvent.class, LinkEvent::label);
  private final FrameMemory memory = new FrameMemory();
  private final long address = LibC.address(memory.octets());
  private final Incoming finish;
  private final OutgoingFrames outgoing;
  private final int control;
  private boolean down;

  private TapLink(Interface device, int fd, boolean offload) {
    this.device = device;
    this.fd = fd;
    finish = new Incoming(memory, offload, counters);
    outgoing = new OutgoingFrames(counters, offload, this::transmit);
    control =
        LibC.check(LibC.C.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM, 0), "opening a control socket");
    if (offload) {
      var _ = LibC.C.ioctl(fd, TUNSETOFFLOAD, OFFLOADS);
    }
  }

  /**
   * Attaches to the device of that name, or makes one where that is allowed.
   *
   * @param user whom a command to make it would name
   * @throws IllegalStateException where it may not; the message says what to run
   */
  public static TapLink open(String name, String user, boolean offload) {
    int fd = LibC.C.open(DEVICE, O_RDWR_NONBLOCK);
    if (fd < 0) {
      throw refused(name, user, "cannot open " + DEVICE + ": " + Errno.describe(LibC.errno()));
    }
    var request = LibC.memory(40).put(0, name.getBytes(StandardCharsets.UTF_8));
    request.putShort(16, (short) TAP_NO_INFO_VNET);
    if (LibC.C.ioctl(fd, TUNSETIFF, LibC.address(request)) < 0) {
      int errno = LibC.errno();
      throw errno == Errno.EBUSY
          ? new IllegalStateException("TAP device " + name + " is in use by another process")
          : refused(name, user, "cannot attach to " + name + ": " + Errno.describe(errno));
    }
    return adopt(fd, Interface.named(name).get(), offload);
  }

  /** Takes over a device that {@link #open} attached to before this program was executed anew. */
  public static TapLink adopt(int fd, Interface device, boolean offload) {
    return new TapLink(device, fd, offload);
  }

  private static IllegalStateException refused(String name, String user, String why) {
    return new IllegalStateException(
        "%s; make it once as root: ip tuntap add dev %s mode tap user %s && ip link set %s up"
            .formatted(why, name, user, name));
  }

  @Override
  public void start() {
    outgoing.setMtu(device.mtu(control));
    if (!device.isUp(control) && !device.bringUp(control)) {
      LOG.warn("{} is down: ip link set {} up", device.name(), device.name());
    }
  }

  @Override
  public int fd() {
    return fd;
  }

  @Override
  public String description() {
    return "TAP " + device.name() + ", MTU " + outgoing.mtu();
  }

  @Override
  public int receive(ToLogic toLogic) {
    @Var int count = 0;
    while (count < FrameMemory.SLOTS) {
      int start = FrameMemory.slot(count);
      long read =
          LibC.C.read(
              fd, address + start - VnetHeader.LENGTH, FrameMemory.MAX_FRAME + VnetHeader.LENGTH);
      if (read < 0) {
        notice(LibC.errno());
        break;
      }
      count++;
      finish.take(start, (int) read - VnetHeader.LENGTH, VlanTag.NONE, toLogic);
    }
    counters.add(LinkEvent.RECEIVED, count);
    finish.flush(toLogic);
    return count;
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

  private void transmit(SendBatch batch) {
    long from = LibC.address(batch.memory().octets());
    while (batch.remaining() > 0) {
      if (LibC.C.write(fd, from + batch.headStart(), batch.headLength()) >= 0) {
        counters.add(LinkEvent.SENT, 1);
        down = false;
        batch.skip(1);
        continue;
      }
      int errno = LibC.errno();
      if (errno == Errno.EINVAL && outgoing.segmentInstead(batch)) {
        continue;
      }
      counters.add(reason(errno), 1);
      batch.skip(1);
      notice(errno);
    }
    batch.clear();
  }

  private static LinkEvent reason(int errno) {
    return switch (errno) {
      case EIO, Errno.ENETDOWN -> LinkEvent.LINK_DOWN;
      case Errno.EAGAIN, Errno.ENOBUFS, Errno.ENOMEM -> LinkEvent.QUEUE_FULL;
      case Errno.EMSGSIZE -> LinkEvent.OVERSIZE;
      default -> LinkEvent.REFUSED;
    };
  }

  private void notice(int errno) {
    if (errno == EBADFD || errno == Errno.ENODEV) {
      throw device.gone();
    }
    if ((errno == EIO || errno == Errno.ENETDOWN) && !down) {
      down = true;
      LOG.warn("{} is down", device.name());
    }
  }

  @Override
  public void refresh() {
    if (!device.exists(control)) {
      throw device.gone();
    }
    outgoing.setMtu(device.mtu(control));
  }

  @Override
  public Counters<LinkEvent> counters() {
    return counters;
  }

  @Override
  public void close() {
    var _ = LibC.C.close(fd);
    var _ = LibC.C.close(control);
  }
}
