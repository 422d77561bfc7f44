package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import io.vavr.collection.Queue;
import io.vavr.control.Option;

/**
 * The receiving half of a connection (RFC 9293 §3.3.1).
 *
 * @param nxt RCV.NXT
 * @param edge the right edge of the window, as far as the peer was told; it never moves left
 * @param capacity how many octets may wait for the user, or for others before them
 * @param ready what came in order and waits for the user
 * @param ahead what came out of order
 * @param owed the acknowledgment to be sent
 * @param urgent RCV.UP, while urgent octets are still to come
 */
record Receive(
    SeqNum nxt,
    SeqNum edge,
    int capacity,
    Ready ready,
    OutOfOrder ahead,
    Acknowledgment owed,
    Stamps stamps,
    Option<SeqNum> urgent) {
  /** The window in a SYN, which is never scaled (RFC 7323 §2.2). */
  static final int INITIAL_WINDOW = 0xffff;

  /** The least capacity, whatever the user wants. */
  private static final int SMALLEST = 1_024;

  /** The capacity at first. */
  static final int INITIAL = 1 << 16;

  /** What it may where the peer fills the window and the user keeps up; window scaling aside. */
  static final int MOST = 6 << 20;

  /**
   * Octets in order.
   *
   * @param weight what keeping them costs ({@link Memory#weight})
   */
  record Ready(Queue<Slice> octets, int length, int weight) {
    static final Ready EMPTY = new Ready(Queue.empty(), 0, 0);

    Ready with(OutOfOrder.Run more, int size) {
      return new Ready(octets.appendAll(more.pieces()), length + size, weight + more.weight());
    }

    Ready with(Slice more) {
      return new Ready(octets.append(more), length + more.length(), weight + Memory.weight(more));
    }

    Ready taken(int size) {
      var first = octets.head();
      int rest = length - size;
      if (rest == 0) {
        return EMPTY;
      }
      return size < first.length() // what is left of a slice holds all of it
          ? new Ready(octets.tail().prepend(first.from(size)), rest, weight)
          : new Ready(octets.tail(), rest, weight - Memory.weight(first));
    }
  }

  /** What a connection begins with, behind the peer's SYN. */
  static Receive opened(SeqNum nxt, int shift, Stamps stamps) {
    return new Receive(
        nxt,
        nxt.plus(INITIAL_WINDOW),
        Math.min(INITIAL, 0xffff << shift),
        Ready.EMPTY,
        OutOfOrder.EMPTY,
        Acknowledgment.FIRST,
        stamps,
        Option.none());
  }

  /** The window in a SYN where the user wants so large a buffer, if any: whole segments of it. */
  static int firstWindow(Option<Integer> buffer, int mss) {
    int octets = Math.min(buffer.getOrElse(INITIAL_WINDOW), INITIAL_WINDOW);
    return buffer.isEmpty() || octets < mss ? octets : octets - octets % mss;
  }

  /**
   * With a buffer of the user's choice from the beginning, of which the peer was told that much.
   */
  Receive chosen(int octets, int window) {
    return new Receive(nxt, nxt.plus(window), octets, ready, ahead, owed, stamps, urgent);
  }

  /** The same from now on, as far as windows can tell; what the peer was told holds. */
  Receive chosenNow(int octets, int shift) {
    int next = Math.clamp(octets, SMALLEST, 0xffff << shift);
    return next == capacity
        ? this
        : new Receive(nxt, edge, next, ready, ahead, owed, stamps, urgent);
  }

  /** Twice the buffer, as far as windows can tell. */
  Receive doubled(int shift) {
    int more = Math.min(2 * capacity, Math.min(MOST, 0xffff << shift));
    return new Receive(nxt, edge, Math.max(capacity, more), ready, ahead, owed, stamps, urgent);
  }

  /** What this half keeps, in octets ({@link Memory#weight}). */
  int weight() {
    return ready.weight + ahead.weight();
  }

  /**
   * Whether it keeps as much as the buffer allows for segments of some length, which those of the
   * narrowest links are; what is next in order is taken even if what came too early is heavy.
   */
  boolean isFull(boolean inOrder) {
    return (inOrder ? ready.weight : weight()) >= 4L * capacity;
  }

  /** Lets go of what is out of order; the peer sends it again. */
  Receive pruned() {
    return new Receive(nxt, edge, capacity, ready, ahead.discarded(), owed, stamps, urgent);
  }

  /** RCV.WND. */
  int window() {
    return edge.minus(nxt);
  }

  Receive with(Acknowledgment next) {
    return new Receive(nxt, edge, capacity, ready, ahead, next, stamps, urgent);
  }

  Receive with(Stamps next) {
    return new Receive(nxt, edge, capacity, ready, ahead, owed, next, urgent);
  }

  Receive with(Option<SeqNum> nextUrgent) {
    return new Receive(nxt, edge, capacity, ready, ahead, owed, stamps, nextUrgent);
  }

  Receive atOnce() {
    return with(owed.atOnce());
  }

  /** Of the octets from {@code first} to before {@code end} the first come again that are here. */
  Receive again(SeqNum first, SeqNum end) {
    var known = end.earlier(nxt);
    var twice =
        first.before(known) ? Option.some(new SackBlock(first, known)) : ahead.common(first, end);
    return twice.isDefined() ? with(owed.again(twice.get())) : this;
  }

  /**
   * Whether a segment has something in the window (§3.10.7.4, first; table 6). One that carries
   * nothing may also stand right behind it, as the acknowledgments of a peer do who has filled it:
   * where what it sent is lost, ours would otherwise be in vain, too.
   */
  boolean accepts(SeqNum seq, int size) {
    int window = window();
    if (size == 0) {
      return seq.within(nxt, window + 1);
    }
    return window > 0 && (seq.within(nxt, window) || seq.plus(size - 1).within(nxt, window));
  }

  /** Octets at RCV.NXT: they are ready, and with them what waited for them. */
  Receive inOrder(Slice octets, int segments, boolean hurries, MonotonicTime now) {
    var next = nxt.plus(octets.length());
    if (ahead.isEmpty()) {
      return new Receive(
          next,
          edge,
          capacity,
          ready.with(Memory.frugal(octets)),
          ahead,
          owed.delayed(segments, hurries, now),
          stamps,
          urgent);
    }
    var taken = ahead.takenFrom(next);
    return new Receive(
        taken.fresh().end(),
        edge,
        capacity,
        ready.with(Memory.frugal(octets)).with(taken.fresh(), taken.fresh().end().minus(next)),
        taken.rest(),
        owed.atOnce(), // what fills a hole is acknowledged at once (RFC 5681 §4.2)
        stamps,
        urgent);
  }

  /** Octets beyond RCV.NXT wait; the peer hears of it at once (RFC 5681 §4.2). */
  Receive outOfOrder(OutOfOrder next) {
    return new Receive(nxt, edge, capacity, ready, next, owed.atOnce(), stamps, urgent);
  }

  /** The FIN at RCV.NXT is taken (§3.10.7.4, eighth). */
  Receive finished() {
    var next = nxt.plus(1);
    return new Receive(
        next,
        edge.later(next),
        capacity,
        ready,
        OutOfOrder.EMPTY,
        owed.atOnce(),
        stamps,
        Option.none());
  }

  /** The user takes so many octets of the slice that is ready first. */
  Receive taken(int octets) {
    var rest = ready.taken(octets);
    return new Receive(nxt, edge, capacity, rest, ahead, owed, stamps, urgent);
  }

  /**
   * The edge to tell: it moves by a segment or half the buffer at least, so that nobody sends
   * crumbs (§3.8.6.2.2, MUST-39), and to where {@code shift} lets it be told exactly.
   */
  SeqNum offer(int mss, int shift) {
    int room = capacity - Math.max(ready.length, ready.weight / 2);
    int unit = 1 << shift;
    int told = window();
    if (room - told >= Math.min(capacity / 2, mss)) {
      return nxt.plus(Math.max(told, room & -unit));
    }
    return nxt.plus((told + unit - 1) & -unit); // else the peer would see the edge move left
  }

  /**
   * Whether the user took so much that the peer, who sees little room, should hear of more. Where
   * that is less than a segment the peer may wait for it.
   */
  boolean hasNews(int mss, int shift) {
    int little = Math.max(capacity / 8, Math.min(mss, capacity / 2));
    return window() < little && offer(mss, shift).minus(edge) >= capacity / 2;
  }

  /** An acknowledgment went out, with that edge. */
  Receive acknowledged(SeqNum told) {
    return acknowledged(told, owed);
  }

  /** One went out along with octets, which may be an answer. */
  Receive answered(SeqNum told, MonotonicTime now) {
    return acknowledged(told, owed.answered(now));
  }

  private Receive acknowledged(SeqNum told, Acknowledgment due) {
    var paid = due.sent();
    return paid == owed && told.equals(edge) && nxt.equals(stamps.acknowledged())
        ? this
        : new Receive(nxt, told, capacity, ready, ahead, paid, stamps.acknowledging(nxt), urgent);
  }
}
