package dev.etherloom.frames.io;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.io.DatagramPair.Event;
import io.vavr.control.Option;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way between binder and logic, from either end: a {@link DatagramPair}, and beside it, where
 * both ends know how, {@link SharedFrames}. Binder offers the memory with descriptors beside an
 * ordinary frame, which whoever does not look for them never sees. From when a peer has mapped it,
 * frames go through it, without a system call for each; whoever sleeps is woken by a bell. Order
 * stays: what went as datagrams before is received before what stands in the memory.
 *
 * <p>One thread receives, waits and meets; any may send, each with a batch of its own.
 */
public final class FramePair implements AutoCloseable {
  /** Entry of a set to wait on: this pair's socket. */
  private static final int SOCKET = 0;

  private static final int BELL = 1;

  /** The first entry that is not this pair's. */
  public static final int OTHERS = 2;

  /** Which end this is. */
  public enum End {
    /** Offers memory, and does not trust what it finds there. */
    BINDER,
    /** The same, but offers none: datagrams alone. */
    BINDER_WITHOUT_MEMORY,
    /** Takes what is offered, and copies each frame before it looks at it. */
    LOGIC
  }

  private static final Logger LOG = LoggerFactory.getLogger(FramePair.class);

  /** How often memory is offered to a peer that has not taken it (it may never), and tidied. */
  private static final long LOOK_NANOS = 100_000_000;

  private final DatagramPair datagrams;
  private final End end;
  private final ReceivedFrames received;
  private final Object sending = new Object();
  private volatile Option<SharedFrames> shared = Option.none();
  private boolean allDatagramsTaken;
  private boolean refused;
  private long nextLook = System.nanoTime();
  private volatile boolean offerDue;

  private FramePair(DatagramPair datagrams, End end, FrameMemory memory) {
    this.datagrams = datagrams;
    this.end = end;
    received = new ReceivedFrames(memory, end == End.LOGIC);
  }

  /**
   * As {@link DatagramPair#open}.
   *
   * @param memory where frames are received
   */
  public static FramePair open(
      SocketFile own, SocketFile peer, int mode, Account owner, End end, FrameMemory memory)
      throws IOException {
    return new FramePair(DatagramPair.open(own, peer, mode, owner, memory), end, memory);
  }

  int fd() {
    return datagrams.fd();
  }

  public boolean isPeered() {
    return datagrams.isPeered();
  }

  /** As {@link DatagramPair#restNanos}. */
  public long restNanos(long now) {
    return datagrams.restNanos(now);
  }

  public Counters<Event> counters() {
    return datagrams.counters();
  }

  /**
   * As {@link DatagramPair#shouldMeet}, when there is nothing else to do; who is busy with a peer
   * may look later by as much again, so that no frame waits for whoever has the core next.
   */
  public boolean shouldMeet(long clock, boolean busy) {
    long now = busy && isPeered() ? clock - LOOK_NANOS : clock;
    boolean should = datagrams.shouldMeet(now);
    if (!isPeered()) {
      forget();
    } else if (now - nextLook >= 0) {
      nextLook = now + LOOK_NANOS;
      offerDue = end == End.BINDER && !refused && !isTaken();
      if (shared.isDefined()) {
        synchronized (sending) {
          shared.get().tidy();
        }
      }
    }
    return should;
  }

  /** Connects to whoever stands at the peer's path. */
  public void meet(long now) {
    datagrams.meet(now);
    forget();
    refused = false;
    nextLook = now;
  }

  /** Whether the peer has taken the memory that was offered, or given it. */
  private boolean isTaken() {
    return shared.isDefined() && shared.get().isTaken();
  }

  /** The memory was for one peer: the next one gets its own. */
  private void forget() {
    if (shared.isEmpty()) {
      return;
    }
    var old = shared.get();
    synchronized (sending) {
      shared = Option.none();
    }
    allDatagramsTaken = false;
    datagrams.lost(old.unread());
    for (@Var int count = old.reader().find(); count > 0; count = old.reader().find()) {
      counters().add(Event.UNPEERED, count);
    }
    old.close();
  }

  /** How many frames came; 0 if none is there or there is no peer. */
  public int receive() {
    if (!allDatagramsTaken) {
      boolean last = shared.isDefined() && shared.get().reader().isWritten();
      int count = receiveDatagrams();
      if (count > 0) {
        return count;
      }
      allDatagramsTaken = last;
    }
    return shared.isDefined() && isPeered() ? receiveShared(shared.get().reader()) : 0;
  }

  private int receiveDatagrams() {
    int count = received.receive(datagrams);
    for (int i = 0; i < count && end == End.LOGIC; i++) {
      if (received.hasDescriptors(i)) {
        take(SharedFrames.given(received.descriptors(i)));
      }
    }
    return count;
  }

  /** What the binder offers; it offers the same again until it sees that it was taken. */
  private void take(Option<SharedFrames> given) {
    if (given.isDefined()) {
      if (shared.exists(given.get()::isSameAs)) {
        given.get().close();
      } else {
        forget();
        shared = given;
        LOG.info("frames pass through shared memory");
      }
    }
  }

  private int receiveShared(RingReader reader) {
    int count = received.receive(reader);
    if (count == RingReader.SPOILED) {
      LOG.warn("the peer spoiled the shared memory; frames pass as datagrams");
      counters().add(Event.SPOILED, 1);
      refused = true;
      forget();
      return 0;
    }
    counters().add(Event.RECEIVED, count);
    return count;
  }

  /** What {@link #receive} received last. */
  public ReceivedFrames received() {
    return received;
  }

  /**
   * Sends the whole batch and clears it. What the peer has no room for is waited for up to {@code
   * patienceMillis}, then dropped; each frame is counted once.
   */
  public void send(SendBatch frames, PollSet untilWritable, int patienceMillis) {
    synchronized (sending) {
      if (isTaken() && isPeered()) {
        shared.get().send(frames, patienceMillis, counters());
        return;
      }
    }
    if (offerDue) {
      offerDue = false;
      offer(frames);
    }
    datagrams.send(frames, untilWritable, patienceMillis);
  }

  /**
   * Has a frame written straight into the memory that the peer reads, and sends it.
   *
   * @return false where there is no such memory, or no room in it: the source was not asked
   */
  public boolean sendFrom(FrameSource source, int length) {
    synchronized (sending) {
      return isTaken() && isPeered() && shared.get().sendFrom(source, length, counters());
    }
  }

  private void offer(SendBatch frames) {
    if (shared.isEmpty()) {
      shared = SharedFrames.create();
    }
    refused = shared.isEmpty();
    if (refused) {
      LOG.info("there is no memory to share: frames pass as datagrams");
    } else {
      var _ = datagrams.sendFirstWith(shared.get().message(), frames);
    }
  }

  /** What to wait on: this pair, and {@code others}, whose entries follow. */
  public PollSet readable(int... others) {
    var fds = new int[OTHERS + others.length];
    fds[SOCKET] = datagrams.fd();
    fds[BELL] = PollSet.NONE;
    System.arraycopy(others, 0, fds, OTHERS, others.length);
    return new PollSet(fds);
  }

  /** Waits until the peer's queue takes more. */
  public PollSet writable() {
    return PollSet.untilWritable(datagrams.fd());
  }

  /**
   * Waits until a frame is there, another entry of the set is ready, or the time is over.
   *
   * @param set as {@link #readable} made it
   * @return whether there is something to do
   */
  public boolean await(PollSet set, long nanos) {
    if (shared.isEmpty()) {
      set.watch(BELL, PollSet.NONE);
      return set.awaitNanos(nanos);
    }
    boolean any = shared.get().await(set, BELL, nanos);
    if (set.isReady(SOCKET)) {
      allDatagramsTaken = false;
    }
    return any;
  }

  /** Whether {@link #receive} may find frames, after a wait with this set. */
  public boolean isReady(PollSet set) {
    return set.isReady(SOCKET) || shared.exists(frames -> frames.reader().hasMore());
  }

  /** Closes the socket, and removes its file if it is still this one. */
  @Override
  public void close() {
    datagrams.close();
    shared.forEach(SharedFrames::close); // what the peer sent and nobody took, the peer counts
  }
}
