package dev.etherloom.logic.neighbor;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.neighbor.Neighbor.Delay;
import dev.etherloom.logic.neighbor.Neighbor.Fixed;
import dev.etherloom.logic.neighbor.Neighbor.Incomplete;
import dev.etherloom.logic.neighbor.Neighbor.Probing;
import dev.etherloom.logic.neighbor.Neighbor.Reachable;
import dev.etherloom.logic.neighbor.Neighbor.Stale;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Sighting;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import io.vavr.collection.List;
import io.vavr.collection.Queue;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * The neighbors of one host.
 *
 * @param entries who is known, by link and address
 * @param ranks the same, the one to go first first
 * @param asked those being asked for, of whom nothing is known
 * @param checked those known who are being asked, or will be soon
 * @param soonest no question is due before; may be early
 * @param order counts changes, to tell old from young
 * @param ndp the times of IPv6 neighbors
 * @param <P> what is parked
 */
public record NeighborTable<P>(
    TreeMap<NeighborKey, Entry<P>> entries,
    TreeSet<Rank> ranks,
    TreeSet<NeighborKey> asked,
    TreeSet<NeighborKey> checked,
    Option<MonotonicTime> soonest,
    long order,
    NeighborTimes ndp) {
  public static final int MAX_NEIGHBORS = 1_024;
  public static final int MAX_ASKED = 256;
  public static final int MAX_PARKED = 64;

  /** How long an answer to ARP is trusted. */
  public static final Duration TRUST = NeighborTimes.ARP.reachable();

  /** Questions of ARP for one address are at least this far apart. */
  public static final Duration RETRY = NeighborTimes.ARP.retry();

  public static final int MAX_QUESTIONS = 3;

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

  public static <P> NeighborTable<P> empty() {
    return new NeighborTable<>(
        TreeMap.empty(),
        TreeSet.empty(),
        TreeSet.empty(),
        TreeSet.empty(),
        Option.none(),
        0,
        NeighborTimes.NDP);
  }

  /** The same with other times for IPv6 neighbors. */
  public NeighborTable<P> timed(Duration reachable, Duration retry) {
    return new NeighborTable<>(
        entries, ranks, asked, checked, soonest, order, ndp.with(reachable, retry));
  }

  private NeighborTimes times(NeighborKey key) {
    return key.address() instanceof Ipv4Address ? NeighborTimes.ARP : ndp;
  }

  /** Neighbors known or being asked for. */
  public int size() {
    return entries.size();
  }

  /** The neighbor's address where nothing but sending is needed; else {@link #send} sees to it. */
  public Option<MacAddress> ready(Vlan vlan, IpAddress address, MonotonicTime now) {
    var entry = entries.get(new NeighborKey(vlan.key(), address));
    if (entry.isEmpty()) {
      return Option.none();
    }
    return switch (entry.get().neighbor) {
      case Reachable<P>(var mac, var checkAt)
          when entry.get().rank.used() && now.isBefore(checkAt) ->
          Option.some(mac);
      case Delay<P>(var mac, var probeAt) when now.isBefore(probeAt) -> Option.some(mac);
      case Probing<P>(var mac, _, _) -> Option.some(mac);
      case Fixed<P>(var mac) -> Option.some(mac);
      case Reachable<P> _, Incomplete<P> _, Stale<P> _, Delay<P> _ -> Option.none();
    };
  }

  /** Sends a packet to a neighbor, or parks it until the neighbor is known. */
  public Step<NeighborTable<P>, NeighborEffect<P>> send(
      Vlan vlan, IpAddress address, P packet, MonotonicTime now) {
    var key = new NeighborKey(vlan.key(), address);
    var entry = entries.get(key);
    if (entry.isEmpty()) {
      return ask(key, vlan, packet, now);
    }
    return switch (entry.get().neighbor) {
      case Incomplete<P> incomplete -> park(key, entry.get(), incomplete, packet);
      case Reachable<P>(var mac, var checkAt) when now.isBefore(checkAt) ->
          Step.to(
              put(key, vlan, entry.get().neighbor, true),
              new NeighborEffect.Ready<>(packet, vlan, mac));
      case Reachable<P>(var mac, _) -> check(key, vlan, mac, packet, now);
      case Stale<P>(var mac) -> check(key, vlan, mac, packet, now);
      case Delay<P>(var mac, _) -> Step.to(this, new NeighborEffect.Ready<>(packet, vlan, mac));
      case Probing<P>(var mac, _, _) ->
          Step.to(this, new NeighborEffect.Ready<>(packet, vlan, mac));
      case Fixed<P>(var mac) -> Step.to(this, new NeighborEffect.Ready<>(packet, vlan, mac));
    };
  }

  private Step<NeighborTable<P>, NeighborEffect<P>> ask(
      NeighborKey key, Vlan vlan, P packet, MonotonicTime now) {
    if (asked.size() >= MAX_ASKED) {
      return Step.to(this, new NeighborEffect.Discard<>(packet, NeighborDrop.TOO_MANY_QUESTIONS));
    }
    var incomplete = new Incomplete<>(Queue.of(packet), 1, now.plus(times(key).retry()));
    return makeRoom()
        .map(table -> table.put(key, vlan, incomplete, true).due(key, incomplete.retryAt()))
        .with(new NeighborEffect.Question<>(vlan, key.address(), Option.none()));
  }

  private Step<NeighborTable<P>, NeighborEffect<P>> park(
      NeighborKey key, Entry<P> entry, Incomplete<P> incomplete, P packet) {
    boolean full = incomplete.parked().size() >= MAX_PARKED;
    var kept = full ? incomplete.parked().tail() : incomplete.parked();
    var next = new Incomplete<>(kept.enqueue(packet), incomplete.asked(), incomplete.retryAt());
    var table = set(key, new Entry<>(entry.rank, entry.vlan, next));
    return full
        ? Step.to(
            table,
            new NeighborEffect.Discard<>(incomplete.parked().head(), NeighborDrop.QUEUE_FULL))
        : Step.to(table);
  }

  /** It is used while it is not sure: now or after a delay it is asked. */
  private Step<NeighborTable<P>, NeighborEffect<P>> check(
      NeighborKey key, Vlan vlan, MacAddress mac, P packet, MonotonicTime now) {
    var ready = new NeighborEffect.Ready<>(packet, vlan, mac);
    if (!times(key).delay().isZero()) {
      return Step.to(delayed(key, vlan, mac, now), ready);
    }
    var retryAt = now.plus(times(key).retry());
    var table = put(key, vlan, new Probing<>(mac, 1, retryAt), true).due(key, retryAt);
    return new Step<>(
        table,
        List.of(ready, new NeighborEffect.Question<>(vlan, key.address(), Option.some(mac))));
  }

  private NeighborTable<P> delayed(NeighborKey key, Vlan vlan, MacAddress mac, MonotonicTime now) {
    var probeAt = now.plus(times(key).delay());
    return put(key, vlan, new Delay<>(mac, probeAt), true).due(key, probeAt);
  }

  /**
   * Takes note of a neighbor's address as one that is reachable.
   *
   * @param create whether an unknown neighbor becomes known by it
   */
  public Step<NeighborTable<P>, NeighborEffect<P>> learn(
      Vlan vlan, IpAddress address, MacAddress mac, boolean create, MonotonicTime now) {
    return learn(vlan, address, new Sighting(Option.some(mac), create, true, true), now);
  }

  /** Takes note of what was heard of a neighbor (RFC 4861 §7.2.3, §7.2.5). */
  public Step<NeighborTable<P>, NeighborEffect<P>> learn(
      Vlan vlan, IpAddress address, Sighting sighting, MonotonicTime now) {
    var key = new NeighborKey(vlan.key(), address);
    var entry = entries.get(key);
    if (entry.isEmpty()) {
      return sighting.creates() && sighting.mac().isDefined()
          ? makeRoom()
              .map(
                  table ->
                      table.put(key, vlan, state(key, sighting.mac().get(), sighting, now), false))
          : Step.to(this);
    }
    return switch (entry.get().neighbor) {
      case Fixed<P> _ -> Step.to(this);
      case Incomplete<P>(var parked, _, _) -> answered(key, entry.get(), parked, sighting, now);
      case Reachable<P>(var mac, _) -> Step.to(heard(key, entry.get(), mac, sighting, now));
      case Stale<P>(var mac) -> Step.to(heard(key, entry.get(), mac, sighting, now));
      case Delay<P>(var mac, _) -> Step.to(heard(key, entry.get(), mac, sighting, now));
      case Probing<P>(var mac, _, _) -> Step.to(heard(key, entry.get(), mac, sighting, now));
    };
  }

  private Neighbor<P> state(NeighborKey key, MacAddress mac, Sighting sighting, MonotonicTime now) {
    return sighting.confirms()
        ? new Reachable<>(mac, now.plus(times(key).reachable()))
        : new Stale<>(mac);
  }

  /** The address that was asked for; what was parked goes out, which uses it. */
  private Step<NeighborTable<P>, NeighborEffect<P>> answered(
      NeighborKey key, Entry<P> entry, Queue<P> parked, Sighting sighting, MonotonicTime now) {
    if (sighting.mac().isEmpty()) {
      return Step.to(this);
    }
    var mac = sighting.mac().get();
    var table =
        sighting.confirms()
            ? answered(key).put(key, entry.vlan, state(key, mac, sighting, now), true)
            : answered(key).delayed(key, entry.vlan, mac, now);
    return new Step<>(
        table,
        parked
            .<NeighborEffect<P>>map(packet -> new NeighborEffect.Ready<>(packet, entry.vlan, mac))
            .toList());
  }

  /** News of a neighbor whose address is known. */
  private NeighborTable<P> heard(
      NeighborKey key, Entry<P> entry, MacAddress before, Sighting sighting, MonotonicTime now) {
    boolean same = sighting.mac().forAll(before::equals);
    boolean used = entry.rank.used();
    if (!same && !sighting.overrides()) {
      return entry.neighbor instanceof Reachable<P>
          ? put(key, entry.vlan, new Stale<>(before), used)
          : this;
    }
    return sighting.confirms() || !same
        ? answered(key)
            .put(key, entry.vlan, state(key, sighting.mac().getOrElse(before), sighting, now), used)
        : this;
  }

  /** Sets a neighbor by hand. */
  public NeighborTable<P> fix(Vlan vlan, IpAddress address, MacAddress mac) {
    var key = new NeighborKey(vlan.key(), address);
    return makeRoom().state().put(key, vlan, new Fixed<>(mac), true);
  }

  /** When a question is due; may be early. */
  public Option<MonotonicTime> nextDeadline() {
    return soonest;
  }

  /** Asks again where no answer came, and gives up where none will come. */
  public Step<NeighborTable<P>, NeighborEffect<P>> wake(MonotonicTime now) {
    if (soonest.isEmpty() || !now.reached(soonest.get())) {
      return Step.to(this);
    }
    @Var
    Step<NeighborTable<P>, NeighborEffect<P>> step =
        Step.to(new NeighborTable<>(entries, ranks, asked, checked, Option.none(), order, ndp));
    for (var key : asked) {
      step = step.andThen(table -> table.retry(key, now));
    }
    for (var key : checked) {
      step = step.andThen(table -> table.retry(key, now));
    }
    return step;
  }

  private Step<NeighborTable<P>, NeighborEffect<P>> retry(NeighborKey key, MonotonicTime now) {
    var entry = entries.get(key).get();
    var retryAt = now.plus(times(key).retry());
    return switch (entry.neighbor) {
      case Incomplete<P>(_, _, var due) when !now.reached(due) -> Step.to(due(key, due));
      case Probing<P>(_, _, var due) when !now.reached(due) -> Step.to(due(key, due));
      case Delay<P>(_, var due) when !now.reached(due) -> Step.to(due(key, due));
      case Incomplete<P>(var parked, var times, _) when times >= MAX_QUESTIONS ->
          new Step<>(remove(key), discard(parked, NeighborDrop.NO_ANSWER).append(silent(key)));
      case Probing<P>(_, var times, _) when times >= MAX_QUESTIONS ->
          Step.to(remove(key), silent(key));
      case Incomplete<P>(var parked, var times, _) ->
          again(key, entry, new Incomplete<>(parked, times + 1, retryAt), retryAt);
      case Delay<P>(var mac, _) -> again(key, entry, new Probing<>(mac, 1, retryAt), retryAt);
      case Probing<P>(var mac, var times, _) ->
          again(key, entry, new Probing<>(mac, times + 1, retryAt), retryAt);
      case Reachable<P> _, Stale<P> _, Fixed<P> _ -> Step.to(this);
    };
  }

  private static <P> NeighborEffect<P> silent(NeighborKey key) {
    return new NeighborEffect.Silent<>(key.address());
  }

  private Step<NeighborTable<P>, NeighborEffect<P>> again(
      NeighborKey key, Entry<P> entry, Neighbor<P> next, MonotonicTime retryAt) {
    Option<MacAddress> holder =
        next instanceof Probing<P>(var mac, _, _) ? Option.some(mac) : Option.none();
    return Step.to(
        set(key, new Entry<>(entry.rank, entry.vlan, next)).due(key, retryAt),
        new NeighborEffect.Question<>(entry.vlan, key.address(), holder));
  }

  private static <P> List<NeighborEffect<P>> discard(Queue<P> parked, NeighborDrop reason) {
    return parked
        .<NeighborEffect<P>>map(packet -> new NeighborEffect.Discard<>(packet, reason))
        .toList();
  }

  private Step<NeighborTable<P>, NeighborEffect<P>> makeRoom() {
    if (entries.size() < MAX_NEIGHBORS) {
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

  /** Puts a neighbor in with a new rank. */
  private NeighborTable<P> put(NeighborKey key, Vlan vlan, Neighbor<P> neighbor, boolean used) {
    var before = entries.get(key);
    boolean proved =
        neighbor instanceof Reachable<P> || before.exists(entry -> entry.rank.level == Rank.PROVED);
    int level = used ? (proved ? Rank.PROVED : Rank.USED) : Rank.HEARD;
    var rank = new Rank(level, order, key);
    var others = before.isEmpty() ? ranks : ranks.remove(before.get().rank);
    return new NeighborTable<>(
        entries.put(key, new Entry<>(rank, vlan, neighbor)),
        others.add(rank),
        asked,
        checked,
        soonest,
        order + 1,
        ndp);
  }

  private NeighborTable<P> set(NeighborKey key, Entry<P> entry) {
    return new NeighborTable<>(entries.put(key, entry), ranks, asked, checked, soonest, order, ndp);
  }

  /** Something is to be done about a neighbor that is there. */
  private NeighborTable<P> due(NeighborKey key, MonotonicTime at) {
    boolean unknown = entries.get(key).exists(it -> it.neighbor instanceof Incomplete<P>);
    return new NeighborTable<>(
        entries,
        ranks,
        unknown ? asked.add(key) : asked,
        unknown ? checked : checked.add(key),
        Option.some(soonest.fold(() -> at, at::earlier)),
        order,
        ndp);
  }

  private NeighborTable<P> answered(NeighborKey key) {
    return new NeighborTable<>(
        entries, ranks, asked.remove(key), checked.remove(key), soonest, order, ndp);
  }

  private NeighborTable<P> remove(NeighborKey key) {
    return new NeighborTable<>(
        entries.remove(key),
        ranks.remove(entries.get(key).get().rank),
        asked.remove(key),
        checked.remove(key),
        soonest,
        order,
        ndp);
  }
}
