package dev.etherloom.frames.io;

import dev.etherloom.frames.io.FileStatus.Identity;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.ByteBuffer;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of the two UNIX datagram sockets between binder and logic: one datagram is one frame.
 *
 * <p>Both ends connect(2) to each other, so no third process can send to either, and the limit of
 * ten queued datagrams does not apply. A datagram socket is not told that its peer is gone; so ten
 * times a second the peer's path is looked at, and when another file stands there the same socket
 * connects to it. The newcomer, which may not connect while the survivor is still tied to its
 * predecessor (EPERM), tries again every 25 ms. While there is no peer, what arrives is counted and
 * thrown away.
 *
 * <p>One thread receives, looks for the peer and meets it; any may send, each with a batch of its
 * own.
 */
public final class DatagramPair implements AutoCloseable {
  /** What became of datagrams, beside those that passed. */
  public enum Event {
    RECEIVED("received"),
    SENT("sent"),
    PEER_ABSENT("dropped, peer absent"),
    PEER_SLOW("dropped, peer slow"),
    OVERSIZE("dropped, longer than the socket takes"),
    UNPEERED("dropped, came before peering"),
    SPOILED("dropped, peer spoiled the memory"),
    OUTAGES("outages"),
    LOST_WITH_PEER("octets lost with a peer");

    private final String label;

    Event(String label) {
      this.label = label;
    }
  }

  /** How often a peer's path is looked at, to see whether the peer was replaced. */
  public static final long LOOK_NANOS = 100_000_000;

  /** The same while there is no peer. */
  public static final long SEARCH_NANOS = 25_000_000;

  private static final long MOMENT_NANOS = 1_000_000;
  private static final Logger LOG = LoggerFactory.getLogger(DatagramPair.class);
  private static final int SOL_SOCKET = 1;
  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int SO_SNDBUFFORCE = 32;
  private static final int SIOCOUTQ = 0x5411;
  private static final int BUFFER = 4 << 20;
  private static final int MAX_STALE = 1 << 16;

  private final UnixDatagramChannel channel;
  private final int fd;
  private final SocketFile own;
  private final SocketFile peer;
  private final Option<Identity> ownIdentity;
  private final Counters<Event> counters = new Counters<>(Event.class, event -> event.label);
  private final FileStatus ownStatus;
  private final FileStatus peerStatus;
  private final ByteBuffer peerAddress;
  private final ByteBuffer unreadOctets = LibC.memory(4);
  private final long unreadAddress = LibC.address(unreadOctets);
  private final ReceiveBatch stale;
  private volatile Option<Identity> peered = Option.none();
  private long nextLook;
  private volatile long lostAt;
  private volatile int unread;
  private int lastRefusal;

  private DatagramPair(
      UnixDatagramChannel channel, SocketFile own, SocketFile peer, FrameMemory memory) {
    this.channel = channel;
    this.fd = channel.getFD();
    this.own = own;
    this.peer = peer;
    this.peerAddress = peer.address();
    this.ownStatus = new FileStatus(own.path());
    this.peerStatus = new FileStatus(peer.path());
    this.ownIdentity = ownStatus.identity();
    this.stale = new ReceiveBatch(memory, 0, false);
    this.lostAt = System.nanoTime();
  }

  /**
   * Binds {@code own}, replacing a stale socket there, and looks for {@code peer} from then on.
   *
   * @param mode the socket file's permissions, as 0660
   * @param owner user and group that the file is given to
   * @param memory scratch space for what has to be thrown away
   * @throws IllegalStateException where the path is taken; the message says by what
   */
  public static DatagramPair open(
      SocketFile own, SocketFile peer, int mode, Account owner, FrameMemory memory)
      throws IOException {
    own.clear();
    var channel = UnixDatagramChannel.open();
    int mask = LibC.C.umask(~mode & 0777);
    try {
      var _ = channel.bind(new UnixSocketAddress(own.path().toFile()));
    } catch (IOException e) {
      channel.close();
      throw new IOException("cannot bind " + own.path() + ": " + e.getMessage(), e);
    } finally {
      var _ = LibC.C.umask(mask);
    }
    var path = own.path().toString();
    if (LibC.C.chown(path, owner.user(), owner.group()) < 0) {
      LOG.warn("{} stays with this process's own group: {}", path, Errno.describe(LibC.errno()));
    }
    var pair = new DatagramPair(channel, own, peer, memory);
    pair.growBuffers();
    return pair;
  }

  private void growBuffers() {
    var size = LibC.memory(8).putInt(0, BUFFER).putInt(4, 4);
    long at = LibC.address(size);
    if (LibC.C.setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, at, 4) < 0) {
      var _ = LibC.C.setsockopt(fd, SOL_SOCKET, SO_SNDBUF, at, 4);
    }
    var _ = LibC.C.setsockopt(fd, SOL_SOCKET, SO_RCVBUF, at, 4);
    var _ = LibC.C.getsockopt(fd, SOL_SOCKET, SO_SNDBUF, at, at + 4);
    LOG.debug("send buffer of {}: {} octets", own.path(), size.getInt(0));
  }

  public int fd() {
    return fd;
  }

  public boolean isPeered() {
    return peered.isDefined();
  }

  /** How long a loop may sleep at {@code now} before it has to look; a moment if it had to. */
  public long restNanos(long now) {
    return Math.max(MOMENT_NANOS, nextLook - now);
  }

  public Counters<Event> counters() {
    return counters;
  }

  /** How many frames came; 0 if none is there or there is no peer. */
  public int receive(ReceiveBatch batch) {
    int count = batch.receive(fd);
    if (count <= 0) {
      return 0; // ECONNRESET and its kin only say that the peer went; look() sees to that
    }
    if (peered.isEmpty()) {
      counters.add(Event.UNPEERED, count);
      return 0;
    }
    counters.add(Event.RECEIVED, count);
    return count;
  }

  /**
   * Sends the whole batch and clears it. What the peer's queue does not take is waited for up to
   * {@code patienceMillis}, then dropped; each datagram is counted once.
   */
  public void send(SendBatch batch, PollSet untilWritable, int patienceMillis) {
    while (batch.remaining() > 0) {
      if (peered.isEmpty()) {
        drop(batch, Event.PEER_ABSENT, batch.remaining());
        break;
      }
      int result = batch.send(fd);
      if (result > 0) {
        counters.add(Event.SENT, result);
        continue;
      }
      switch (-result) {
        case Errno.EINTR -> {}
        case Errno.EMSGSIZE -> drop(batch, Event.OVERSIZE, 1);
        case Errno.EAGAIN, Errno.ENOBUFS, Errno.ENOMEM -> {
          if (patienceMillis == 0 || untilWritable.await(patienceMillis) == 0) {
            drop(batch, Event.PEER_SLOW, batch.remaining());
          }
        }
        default -> {
          lose();
          drop(batch, Event.PEER_ABSENT, batch.remaining());
        }
      }
    }
    batch.clear();
  }

  /** Sends the first datagram of the batch with descriptors beside it; whether that went. */
  boolean sendFirstWith(ByteBuffer descriptors, SendBatch batch) {
    boolean sent =
        isPeered()
            && batch.sendFirstWith(fd, LibC.address(descriptors), descriptors.capacity()) == 1;
    counters.add(Event.SENT, sent ? 1 : 0);
    return sent;
  }

  /** What a peer that is gone has not read, beside what waits in its socket. */
  void lost(long octets) {
    counters.add(Event.LOST_WITH_PEER, octets);
  }

  private void drop(SendBatch batch, Event reason, int number) {
    counters.add(reason, number);
    batch.skip(number);
  }

  /**
   * Whether a look at the peer's path shows that it was replaced, so that what the old peer left
   * should be received now: {@link #meet} throws it away. Looks every 100 ms at most, 25 ms while
   * there is no peer.
   *
   * @param now nanoseconds, as System.nanoTime
   */
  public boolean shouldMeet(long now) {
    if (now < nextLook) {
      return false;
    }
    nextLook = now + (isPeered() ? LOOK_NANOS : SEARCH_NANOS);
    if (peered.isDefined() && LibC.C.ioctl(fd, SIOCOUTQ, unreadAddress) == 0) {
      unread = unreadOctets.getInt(0);
    }
    var standing = peerStatus.identity();
    if (standing.isEmpty()) {
      lose();
    }
    return standing.isDefined() && !standing.equals(peered);
  }

  /** Connects to whoever stands at the peer's path. */
  public void meet(long now) {
    var standing = peerStatus.identity();
    int result = SocketFile.connect(fd, peerAddress);
    if (result < 0) {
      lose();
      complain(-result);
      return;
    }
    if (peered.isDefined()) {
      lose();
    }
    discardStale();
    peered = standing;
    lastRefusal = 0;
    LOG.info("peer at {} after {} ms", peer.path(), (now - lostAt) / 1_000_000);
  }

  /** What stands in the queue at the moment of peering came from anybody. */
  private void discardStale() {
    for (int i = 0; i < MAX_STALE; i += FrameMemory.SLOTS) {
      int count = stale.receive(fd);
      if (count <= 0) {
        return;
      }
      counters.add(Event.UNPEERED, count);
    }
  }

  /** By whoever notices first. */
  private synchronized void lose() {
    if (peered.isDefined()) {
      peered = Option.none();
      lostAt = System.nanoTime();
      counters.add(Event.OUTAGES, 1);
      counters.add(Event.LOST_WITH_PEER, unread);
      LOG.info("peer at {} is gone; up to {} octets were not read by it", peer.path(), unread);
    }
  }

  /** Says once why the peer cannot be reached, where waiting alone will not mend it. */
  private void complain(int errno) {
    if (errno != lastRefusal && (errno == Errno.EACCES || errno == Errno.EPROTOTYPE)) {
      LOG.warn("cannot connect to {}: {}", peer.path(), Errno.describe(errno));
    }
    lastRefusal = errno;
  }

  /** Closes the socket, and removes its file if it is still this one. */
  @Override
  public void close() {
    if (ownStatus.identity().equals(ownIdentity)) {
      var _ = LibC.C.unlink(own.path().toString());
    }
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing {}", own.path(), e);
    }
  }
}
