package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Slice;
import io.vavr.collection.TreeSet;
import io.vavr.control.Option;

/**
 * What all connections of a host hold together: what came and waits for its turn or for the user,
 * and what waits to be acknowledged. It is bounded, however many peers conspire; where it becomes
 * too much the greediest connection pays first ({@link Shortage}).
 *
 * @param used octets, as {@link Conversation#weight} counts them
 * @param most octets that may be used
 * @param greedy the connections that hold {@value #STEP} octets or more, by how much
 * @param ahead those that hold as much out of order, by how much
 */
record Memory(long used, long most, TreeSet<Share> greedy, TreeSet<Share> ahead) {
  /** Who holds less is not looked for. */
  static final int STEP = 4_096;

  /** What keeping a slice costs beside its octets. */
  private static final int PIECE = 208;

  private static final int SLACK = 256;

  /**
   * What a connection holds, roughly.
   *
   * @param rank grows by four each time that the octets double, 0 where they are below a step
   */
  record Share(int rank, TcpPeer peer) implements Comparable<Share> {
    @Override
    public int compareTo(Share other) {
      int byRank = Integer.compare(rank, other.rank);
      return byRank != 0 ? byRank : peer.compareTo(other.peer);
    }
  }

  static Memory of(long most) {
    return new Memory(0, most, TreeSet.empty(), TreeSet.empty());
  }

  Memory bounded(long octets) {
    return new Memory(used, octets, greedy, ahead);
  }

  /** What keeping these octets costs: their whole frame. */
  static int weight(Slice octets) {
    return octets.held() + PIECE;
  }

  /**
   * The same octets, by themselves where the frame is much larger: nobody makes a few octets hold a
   * long one.
   */
  static Slice frugal(Slice octets) {
    return octets.held() > 2 * octets.length() + SLACK ? Slice.owning(octets.toBytes()) : octets;
  }

  private static int rank(int weight) {
    if (weight < STEP) {
      return 0;
    }
    int top = 31 - Integer.numberOfLeadingZeros(weight);
    return 4 * top + ((weight >>> (top - 2)) & 3);
  }

  /** A connection holds another weight than before. */
  Memory changed(TcpPeer peer, int before, int after) {
    return before == after
        ? this
        : new Memory(used - before + after, most, moved(greedy, peer, before, after), ahead);
  }

  /** A connection holds another weight out of order than before. */
  Memory reordered(TcpPeer peer, int before, int after) {
    var moved = moved(ahead, peer, before, after);
    return moved == ahead ? this : new Memory(used, most, greedy, moved);
  }

  private static TreeSet<Share> moved(TreeSet<Share> set, TcpPeer peer, int before, int after) {
    int old = rank(before);
    int next = rank(after);
    if (old == next) {
      return set;
    }
    var without = old == 0 ? set : set.remove(new Share(old, peer));
    return next == 0 ? without : without.add(new Share(next, peer));
  }

  boolean isOver() {
    return used > most;
  }

  /** Whether there is plenty left. */
  boolean isAmple() {
    return used < most / 2;
  }

  /** Who holds the most; none where nobody holds much. */
  Option<TcpPeer> greediest() {
    return greedy.isEmpty() ? Option.none() : Option.some(greedy.last().peer());
  }

  /** Who holds the most out of order. */
  Option<TcpPeer> furthestAhead() {
    return ahead.isEmpty() ? Option.none() : Option.some(ahead.last().peer());
  }
}
