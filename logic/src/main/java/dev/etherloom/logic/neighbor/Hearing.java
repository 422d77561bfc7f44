package dev.etherloom.logic.neighbor;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.neighbor.Ledger.Entry;
import dev.etherloom.logic.neighbor.Neighbor.Delay;
import dev.etherloom.logic.neighbor.Neighbor.Fixed;
import dev.etherloom.logic.neighbor.Neighbor.Incomplete;
import dev.etherloom.logic.neighbor.Neighbor.Probing;
import dev.etherloom.logic.neighbor.Neighbor.Reachable;
import dev.etherloom.logic.neighbor.Neighbor.Stale;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Sighting;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import io.vavr.collection.Queue;

/**
 * Something is heard of a neighbor (RFC 4861 §7.2.3, §7.2.5).
 *
 * @param times those of the neighbor's family
 */
record Hearing<P>(Ledger<P> ledger, NeighborKey key, NeighborTimes times, MonotonicTime now) {
  Step<Ledger<P>, NeighborEffect<P>> of(Vlan vlan, Sighting sighting) {
    var entry = ledger.get(key);
    if (entry.isEmpty()) {
      return sighting.creates() && sighting.mac().isDefined()
          ? ledger
              .makeRoom()
              .map(room -> room.put(key, vlan, state(sighting.mac().get(), sighting), false))
          : Step.to(ledger);
    }
    return switch (entry.get().neighbor()) {
      case Fixed<P> _ -> Step.to(ledger);
      case Incomplete<P>(var parked, _, _, _) -> answered(entry.get(), parked, sighting);
      case Reachable<P>(var mac, _) -> Step.to(heard(entry.get(), mac, sighting));
      case Stale<P>(var mac) -> Step.to(heard(entry.get(), mac, sighting));
      case Delay<P>(var mac, _) -> Step.to(heard(entry.get(), mac, sighting));
      case Probing<P>(var mac, _, _) -> Step.to(heard(entry.get(), mac, sighting));
    };
  }

  private Neighbor<P> state(MacAddress mac, Sighting sighting) {
    return sighting.confirms()
        ? new Reachable<>(mac, now.plus(times.reachable()))
        : new Stale<>(mac);
  }

  /** The address that was asked for; what was parked goes out, which uses it. */
  private Step<Ledger<P>, NeighborEffect<P>> answered(
      Entry<P> entry, Queue<P> parked, Sighting sighting) {
    if (sighting.mac().isEmpty()) {
      return Step.to(ledger);
    }
    var mac = sighting.mac().get();
    var ready =
        parked
            .<NeighborEffect<P>>map(packet -> new NeighborEffect.Ready<>(packet, entry.vlan(), mac))
            .toList();
    return sighting.confirms()
        ? new Step<>(ledger.put(key, entry.vlan(), state(mac, sighting), true), ready)
        : new Step<Ledger<P>, NeighborEffect<P>>(ledger, ready)
            .andThen(so -> new Asking<>(so, key, times, now).check(entry.vlan(), mac));
  }

  /** News of a neighbor whose address is known. */
  private Ledger<P> heard(Entry<P> entry, MacAddress before, Sighting sighting) {
    boolean same = sighting.mac().forAll(before::equals);
    boolean used = entry.rank().used();
    if (!same && !sighting.overrides()) {
      return entry.neighbor() instanceof Reachable<P>
          ? ledger.put(key, entry.vlan(), new Stale<>(before), used)
          : ledger;
    }
    var mac = sighting.mac().getOrElse(before);
    return sighting.confirms() || !same
        ? ledger.put(key, entry.vlan(), state(mac, sighting), used)
        : ledger;
  }
}
