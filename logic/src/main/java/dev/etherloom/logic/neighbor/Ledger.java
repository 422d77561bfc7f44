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

/**
 * Who is known, and in what order they are forgotten; the bounds of the room are kept here.
 *
 * @param entries who is known, by link and address
 * @param ranks the same, the one to go first first
 * @param asked those being asked for, of whom nothing is known
 * @param checked those known who are being asked, or will be soon
 * @param soonest no question is due before; may be early
 * @param order counts changes, to tell old from young
 * @param <P> what is parked
 */
record Ledger<P>(
    TreeMap<NeighborKey, Entry<P>> entries,
    TreeSet<Rank> ranks,
    TreeSet<NeighborKey> asked,
    TreeSet<NeighborKey> checked,
    Option<MonotonicTime> soonest,
    long order) {

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

  record Entry<P>(Rank rank, Vlan vlan, Neighbor<P> neighbor) {}

  static <P> Ledger<P> empty() {
    return new Ledger<>(
        TreeMap.empty(), TreeSet.empty(), TreeSet.empty(), TreeSet.empty(), Option.none(), 0);
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
    var rank = new Rank(level, order, key);
    var others = before.isEmpty() ? ranks : ranks.remove(before.get().rank);
    return new Ledger<>(
        entries.put(key, new Entry<>(rank, vlan, neighbor)),
        others.add(rank),
        asked,
        checked,
        soonest,
        order + 1);
  }

  /** Another state of a neighbor that is there, at its rank. */
  Ledger<P> set(NeighborKey key, Neighbor<P> neighbor) {
    var entry = entries.get(key).get();
    return new Ledger<>(
        entries.put(key, new Entry<>(entry.rank, entry.vlan, neighbor)),
        ranks,
        asked,
        checked,
        soonest,
        order);
  }

  /** Something is to be done about a neighbor that is there. */
  Ledger<P> due(NeighborKey key, MonotonicTime at) {
    boolean unknown = entries.get(key).exists(it -> it.neighbor instanceof Incomplete<P>);
    return new Ledger<>(
        entries,
        ranks,
        unknown ? asked.add(key) : asked,
        unknown ? checked : checked.add(key),
        Option.some(soonest.fold(() -> at, at::earlier)),
        order);
  }

  boolean isDue(MonotonicTime now) {
    return soonest.exists(now::reached);
  }

  /** Those about whom something may be due. */
  Vector<NeighborKey> awaited() {
    return asked.toVector().appendAll(checked);
  }

  /** The same with nothing due, until somebody says so. */
  Ledger<P> undated() {
    return new Ledger<>(entries, ranks, asked, checked, Option.none(), order);
  }

  /** Nothing is to be done about a neighbor any longer. */
  Ledger<P> answered(NeighborKey key) {
    return new Ledger<>(entries, ranks, asked.remove(key), checked.remove(key), soonest, order);
  }

  Ledger<P> remove(NeighborKey key) {
    return new Ledger<>(
        entries.remove(key),
        ranks.remove(entries.get(key).get().rank),
        asked.remove(key),
        checked.remove(key),
        soonest,
        order);
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
    return entries.get(key).get().neighbor instanceof Incomplete<P>(var parked, _, _)
        ? new Step<>(remove(key), discard(parked, NeighborDrop.EVICTED))
        : Step.to(remove(key));
  }

  static <P> List<NeighborEffect<P>> discard(Queue<P> parked, NeighborDrop reason) {
    return parked
        .<NeighborEffect<P>>map(packet -> new NeighborEffect.Discard<>(packet, reason))
        .toList();
  }
}
