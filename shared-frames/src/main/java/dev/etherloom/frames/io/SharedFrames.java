package dev.etherloom.frames.io;

import dev.etherloom.frames.io.DatagramPair.Event;
import io.vavr.control.Option;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Memory that binder and logic share: a {@link FrameRing} each way, and a bell for each to be woken
 * by (a pipe, pipe(7)). The binder makes it anew for each peer and seals its size, so that no peer
 * can take a page away from under it (memfd_create(2), F_ADD_SEALS in fcntl(2)). Logic gets the
 * three descriptors beside a frame and maps the same.
 */
final class SharedFrames implements AutoCloseable {
  static final int DESCRIPTORS = 3;

  /** Octets of each ring; what is never used takes no memory. */
  private static final int RING = 8 << 20;

  private static final String NAME = "etherloom frames";
  private static final int CONTROL = 4096;
  private static final int AT_NUMBER = 2 * FrameRing.CONTROL;
  private static final int SIZE = CONTROL + 2 * RING;

  /** How long a sender sleeps while the peer has no room. */
  private static final long PAUSE_NANOS = 50_000;

  private static final int READ = 0;
  private static final int WRITE = 1;
  private static final int MFD_CLOEXEC_ALLOW_SEALING = 3;
  private static final int MFD_NOEXEC_SEAL = 8;
  private static final int O_CLOEXEC_NONBLOCK = 0x80800;
  private static final int F_ADD_SEALS = 1033;
  private static final int F_GET_SEALS = 1034;
  private static final int SEAL_SEAL_SHRINK_GROW = 7;

  private final Arena arena = Arena.ofShared();
  private final long address;
  private final int sendsAt;
  private final int memory;
  private final int ownBell;
  private final int peerBell;
  private final int[] forPeer;
  private boolean bellIsHeard = true;
  private final ByteBuffer control;
  private final RingWriter writer;
  private final FrameMemory sends;
  private final RingReader reader;
  private final ByteBuffer one = room(8).putLong(0, 1);
  private final ByteBuffer rung = room(8);
  private final ByteBuffer message = room(Descriptors.length(DESCRIPTORS));

  private SharedFrames(long address, int memory, int ownBell, int peerBell, int... forPeer) {
    boolean binder = forPeer.length > 0;
    this.address = address;
    this.sendsAt = binder ? CONTROL : CONTROL + RING;
    this.memory = memory;
    this.ownBell = ownBell;
    this.peerBell = peerBell;
    this.forPeer = forPeer;
    var all = mapped(address, arena);
    control = all.asSlice(0, CONTROL).asByteBuffer().order(ByteOrder.nativeOrder());
    if (binder) {
      control.putLong(AT_NUMBER, ThreadLocalRandom.current().nextLong());
    }
    var toLogic = ring(all, 0, CONTROL);
    var toBinder = ring(all, FrameRing.CONTROL, CONTROL + RING);
    writer = new RingWriter(binder ? toLogic : toBinder);
    sends = new FrameMemory(binder ? toLogic.octets() : toBinder.octets());
    reader = new RingReader(binder ? toBinder : toLogic);
    if (binder) {
      Descriptors.put(message, memory, forPeer[READ], forPeer[WRITE]);
    }
  }

  /** Memory for a new peer; none where the kernel refuses. */
  static Option<SharedFrames> create() {
    int memory = anonymousFile(MFD_CLOEXEC_ALLOW_SEALING | MFD_NOEXEC_SEAL);
    int[] toLogic = pipe();
    int[] toBinder = pipe();
    boolean sealed =
        LibC.C.ftruncate(memory, SIZE) == 0
            && LibC.C.fcntl(memory, F_ADD_SEALS, SEAL_SEAL_SHRINK_GROW) == 0;
    return of(sealed, memory, toBinder[READ], toLogic[WRITE], toLogic[READ], toBinder[WRITE]);
  }

  /** Both ends of a bell. Each has flags of its own: no peer can make the other's calls block. */
  private static int[] pipe() {
    try (var scratch = Arena.ofConfined()) {
      var ends = scratch.allocate(8, 4);
      return LibC.C.pipe2(ends.address(), O_CLOEXEC_NONBLOCK) == 0
          ? new int[] {ends.get(ValueLayout.JAVA_INT, 0), ends.get(ValueLayout.JAVA_INT, 4)}
          : new int[] {-1, -1};
    }
  }

  /** Kernels before 6.3 do not know how to forbid its execution. */
  private static int anonymousFile(int flags) {
    int file = LibC.C.memfd_create(NAME, flags);
    return file >= 0 ? file : LibC.C.memfd_create(NAME, flags & ~MFD_NOEXEC_SEAL);
  }

  /**
   * What a peer gave; none where it is not what {@link #create} makes. The descriptors are this
   * object's, or closed.
   */
  static Option<SharedFrames> given(int... fds) {
    if (fds.length != DESCRIPTORS) {
      Descriptors.close(fds);
      return Option.none();
    }
    int seals = LibC.C.fcntl(fds[0], F_GET_SEALS, 0);
    boolean whole =
        seals >= 0
            && (seals & SEAL_SEAL_SHRINK_GROW) == SEAL_SEAL_SHRINK_GROW
            && LibC.C.lseek(fds[0], 0, LibC.SEEK_END) == SIZE;
    return of(whole, fds[0], fds[1], fds[2]);
  }

  private static Option<SharedFrames> of(
      boolean sound, int memory, int ownBell, int peerBell, int... forPeer) {
    long address = sound && ownBell >= 0 && peerBell >= 0 ? LibC.map(memory, SIZE) : -1;
    if (address == -1) {
      Descriptors.close(memory, ownBell, peerBell);
      Descriptors.close(forPeer);
      return Option.none();
    }
    return Option.some(new SharedFrames(address, memory, ownBell, peerBell, forPeer));
  }

  @SuppressWarnings("restricted") // the segment is as long as what was mapped
  private static MemorySegment mapped(long address, Arena arena) {
    return MemorySegment.ofAddress(address).reinterpret(SIZE, arena, SharedFrames::unmap);
  }

  private static void unmap(MemorySegment all) {
    var _ = LibC.C.munmap(all.address(), SIZE);
  }

  private FrameRing ring(MemorySegment all, int controlAt, int at) {
    return new FrameRing(
        control.slice(controlAt, FrameRing.CONTROL), all.asSlice(at, RING).asByteBuffer());
  }

  private ByteBuffer room(int size) {
    return arena.allocate(size, 8).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** Whether the other is the same memory. */
  boolean isSameAs(SharedFrames other) {
    return control.getLong(AT_NUMBER) == other.control.getLong(AT_NUMBER);
  }

  /** What the peer needs to map the same, as a control message. */
  ByteBuffer message() {
    return message;
  }

  RingReader reader() {
    return reader;
  }

  /** Whether the peer reads what is sent here. */
  boolean isTaken() {
    return writer.isRead();
  }

  /** Octets sent that the peer has not taken. */
  long unread() {
    return writer.unread();
  }

  /** As {@link FramePair#send}. */
  void send(SendBatch frames, int patienceMillis, Counters<Event> counters) {
    long start = System.nanoTime();
    while (frames.remaining() > 0) {
      int length = frames.headLength();
      if (length > FrameMemory.MAX_FRAME) {
        skip(frames, 1, Event.OVERSIZE, counters);
      } else if (writer.put(frames.memory().octets(), frames.headStart(), length)) {
        skip(frames, 1, Event.SENT, counters);
      } else if (System.nanoTime() - start < patienceMillis * 1_000_000L) {
        publish();
        LockSupport.parkNanos(PAUSE_NANOS);
      } else {
        skip(frames, frames.remaining(), Event.PEER_SLOW, counters);
      }
    }
    publish();
    frames.clear();
  }

  /** As {@link FramePair#sendFrom}. */
  boolean sendFrom(FrameSource source, int length, Counters<Event> counters) {
    int at = length > FrameMemory.MAX_FRAME ? -1 : writer.reserve(length);
    if (at < 0) {
      return false;
    }
    if (source.write(sends, at, length)) {
      writer.commit(length);
      counters.add(Event.SENT, 1);
      publish();
    }
    return true;
  }

  private static void skip(SendBatch frames, int number, Event what, Counters<Event> counters) {
    counters.add(what, number);
    frames.skip(number);
  }

  private void publish() {
    if (writer.publish()) {
      var _ = LibC.C.write(peerBell, LibC.address(one), 8);
    }
  }

  /** Gives memory back that a burst took, once there is peace. */
  void tidy() {
    writer.tidy(address + sendsAt);
  }

  /** Waits as {@link FramePair#await}; entry {@code bellAt} of the set is this memory's bell. */
  boolean await(PollSet set, int bellAt, long nanos) {
    set.watch(bellAt, bellIsHeard ? ownBell : PollSet.NONE);
    boolean sleeps = nanos > 0 && reader.sleep();
    boolean any = set.awaitNanos(sleeps ? nanos : 0);
    if (sleeps) {
      reader.wake();
    }
    if (any && set.isReady(bellAt)) {
      bellIsHeard = LibC.C.read(ownBell, LibC.address(rung), 8) != 0; // 0: nobody rings any more
    }
    return any || reader.hasMore();
  }

  @Override
  public void close() {
    arena.close();
    Descriptors.close(memory, ownBell, peerBell);
    Descriptors.close(forPeer);
  }
}
