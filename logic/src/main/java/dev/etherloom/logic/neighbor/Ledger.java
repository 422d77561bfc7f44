package dev.etherloom.logic.neighbor;

import dev.etherloom.logic.neighbor.Neighbor.Fixed;
import dev.etherloom.logic.neighbor.Neighbor.Incomplete;
import dev.etherloom.logic.neighbor.Neighbor.Reachable;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import io.vavr.collection.List;
import io.vavr.collection.Queue;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * Who is known, in what order they are forgotten, and when something is due; the bounds of the room
 * are kept here.
 *
 * @param entries who is known, by link and address
 * @param ranks the same, the one to go first first
 * @param dues those about whom something is to be done, the soonest first
 * @param asked those being asked for, of whom nothing is known, the oldest first
 * @param order counts changes, to tell old from young
 * @param <P> what is parked
 */
record Ledger<P>(
    TreeMap<NeighborKey, Entry<P>> entries,
    TreeSet<Rank> ranks,
    TreeSet<Due> dues,
    TreeMap<Long, NeighborKey> asked,
    long order) {

  /** So long a question may wait for its answer, whoever else is to be asked for. */
  private static final Duration PATIENCE = Duration.ofMillis(20);

  /**
   * Who goes first: those never sent to, then those who never proved that they are there, then the
   * others; of each the older.
   */
  record Rank(int level, long order, NeighborKey key) implements Comparable<Rank> {
    static final int HEARD = 0;
    static final int USED = 1;
    static final int PROVED = 2;

    boolean used() {
      return level > HEARD;
    }

    @Override
    public int compareTo(Rank other) {
      int byLevel = Integer.compare(level, other.level);
      return byLevel != 0 ? byLevel : Long.compare(order, other.order);
    }
  }

  /** When something is to be done about whom. */
  record Due(MonotonicTime at, long order, NeighborKey key) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  record Entry<P>(Rank rank, Vlan vlan, Neighbor<P> neighbor) {
    Option<Due> due() {
      return neighbor.due().map(at -> new Due(at, rank.order, rank.key));
    }

    boolean isAsked() {
      return neighbor instanceof Incomplete<P>;
    }
  }

  static <P> Ledger<P> empty() {
    return new Ledger<>(TreeMap.empty(), TreeSet.empty(), TreeSet.empty(), TreeMap.empty(), 0);
  }

  Option<Entry<P>> get(NeighborKey key) {
    return entries.get(key);
  }

  /** Puts a neighbor in with a new rank. */
  Ledger<P> put(NeighborKey key, Vlan vlan, Neighbor<P> neighbor, boolean used) {
    var before = entries.get(key);
    boolean proved =
        neighbor instanceof Reachable<P> || before.exists(entry -> entry.rank.level == Rank.PROVED);
    int level = used ? (proved ? Rank.PROVED : Rank.USED) : Rank.HEARD;
    var others = before.isEmpty() ? this : remove(key);
    return others.with(new Entry<>(new Rank(level, order, key), vlan, neighbor));
  }

  /** Another state of a neighbor that is there, at its rank. */
  Ledger<P> set(NeighborKey key, Neighbor<P> neighbor) {
    var entry = entries.get(key).get();
    return remove(key).with(new Entry<>(entry.rank, entry.vlan, neighbor));
  }

  private Ledger<P> with(Entry<P> entry) {
    var rank = entry.rank;
    return new Ledger<>(
        entries.put(rank.key, entry),
        ranks.add(rank),
        entry.due().fold(() -> dues, dues::add),
        entry.isAsked() ? asked.put(rank.order, rank.key) : asked,
        Math.max(order, rank.order + 1));
  }

  Ledger<P> remove(NeighborKey key) {
    var entry = entries.get(key).get();
    return new Ledger<>(
        entries.remove(key),
        ranks.remove(entry.rank),
        entry.due().fold(() -> dues, dues::remove),
        entry.isAsked() ? asked.remove(entry.rank.order) : asked,
        order);
  }

  Option<MonotonicTime> soonest() {
    return dues.headOption().map(Due::at);
  }

  /** Those about whom something is to be done now. */
  Vector<NeighborKey> due(MonotonicTime now) {
    return dues.toStream().takeWhile(due -> now.reached(due.at)).map(Due::key).toVector();
  }

  /** Whether so many are known that some may soon have to go. */
  boolean isCrowded() {
    return entries.size() >= NeighborTable.MAX_NEIGHBORS / 2;
  }

  /** Room for one more: where there is none, the one that goes first goes. */
  Step<Ledger<P>, NeighborEffect<P>> makeRoom() {
    if (entries.size() < NeighborTable.MAX_NEIGHBORS) {
      return Step.to(this);
    }
    var victim = ranks.find(rank -> !(entries.get(rank.key).get().neighbor instanceof Fixed<P>));
    if (victim.isEmpty()) {
      return Step.to(this);
    }
    var key = victim.get().key;
    return entries.get(key).get().neighbor instanceof Incomplete<P>(var parked, _, _, _)
        ? new Step<>(remove(key), discard(parked, NeighborDrop.EVICTED))
        : Step.to(remove(key));
  }

  /**
   * Room for one more question: the oldest gives way, unless its answer may still be on the way.
   * None: no room.
   */
  Option<Step<Ledger<P>, NeighborEffect<P>>> makeRoomToAsk(MonotonicTime now) {
    if (asked.size() < NeighborTable.MAX_ASKED) {
      return Option.some(makeRoom());
    }
    var oldest = asked.head()._2;
    return entries.get(oldest).get().neighbor instanceof Incomplete<P>(var parked, var since, _, _)
            && now.reached(since.plus(PATIENCE))
        ? Option.some(new Step<>(remove(oldest), discard(parked, NeighborDrop.EVICTED)))
        : Option.none();
  }

  static <P> List<NeighborEffect<P>> discard(Queue<P> parked, NeighborDrop reason) {
    return parked
        .<NeighborEffect<P>>map(packet -> new NeighborEffect.Discard<>(packet, reason))
        .toList();
  }
}
