package dev.etherloom.logic.neighbor;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.neighbor.Neighbor.Delay;
import dev.etherloom.logic.neighbor.Neighbor.Fixed;
import dev.etherloom.logic.neighbor.Neighbor.Incomplete;
import dev.etherloom.logic.neighbor.Neighbor.Probing;
import dev.etherloom.logic.neighbor.Neighbor.Reachable;
import dev.etherloom.logic.neighbor.Neighbor.Stale;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import io.vavr.collection.Queue;
import io.vavr.control.Option;

/**
 * Questions for one neighbor: the first, further ones, and giving up (RFC 1122 §2.3.2, RFC 4861
 * §7.2.2, §7.3.3).
 *
 * @param times those of the neighbor's family
 */
record Asking<P>(Ledger<P> ledger, NeighborKey key, NeighborTimes times, MonotonicTime now) {
  /** Nothing is known: the packet waits for the answer. */
  Step<Ledger<P>, NeighborEffect<P>> first(Vlan vlan, P packet) {
    var incomplete = new Incomplete<>(Queue.of(packet), now, 1, retryAt());
    return ledger
        .makeRoomToAsk(now)
        .map(
            room ->
                room.map(it -> it.put(key, vlan, incomplete, true))
                    .with(new NeighborEffect.Question<>(vlan, key.address(), Option.none())))
        .getOrElse(
            () ->
                Step.to(
                    ledger, new NeighborEffect.Discard<>(packet, NeighborDrop.TOO_MANY_QUESTIONS)));
  }

  /** A further packet waits; of too many the oldest goes. */
  Step<Ledger<P>, NeighborEffect<P>> park(Incomplete<P> incomplete, P packet) {
    boolean full = incomplete.parked().size() >= NeighborTable.MAX_PARKED;
    var kept = full ? incomplete.parked().tail() : incomplete.parked();
    var next =
        new Incomplete<>(
            kept.enqueue(packet), incomplete.since(), incomplete.asked(), incomplete.retryAt());
    var parked = ledger.set(key, next);
    return full
        ? Step.to(
            parked,
            new NeighborEffect.Discard<>(incomplete.parked().head(), NeighborDrop.QUEUE_FULL))
        : Step.to(parked);
  }

  /**
   * It is used while it is not sure: after a delay it is asked (RFC 4861 §7.3.3), by ARP at once.
   * Where many are known it is asked at once too, for those who prove that they are there stay.
   */
  Step<Ledger<P>, NeighborEffect<P>> check(Vlan vlan, MacAddress mac) {
    if (!times.delay().isZero() && !ledger.isCrowded()) {
      return Step.to(ledger.put(key, vlan, new Delay<>(mac, now.plus(times.delay())), true));
    }
    return Step.to(
        ledger.put(key, vlan, new Probing<>(mac, 1, retryAt()), true),
        new NeighborEffect.Question<>(vlan, key.address(), Option.some(mac)));
  }

  /** Asks again where no answer came, and gives up where none will come. */
  Step<Ledger<P>, NeighborEffect<P>> again() {
    return switch (ledger.get(key).get().neighbor()) {
      case Incomplete<P>(var parked, _, var asked, _) when asked >= NeighborTable.MAX_QUESTIONS ->
          new Step<>(
              ledger.remove(key),
              Ledger.discard(parked, NeighborDrop.NO_ANSWER)
                  .append(new NeighborEffect.Silent<>(key.address())));
      case Probing<P>(_, var asked, _) when asked >= NeighborTable.MAX_QUESTIONS ->
          Step.to(ledger.remove(key), new NeighborEffect.Silent<>(key.address()));
      case Incomplete<P>(var parked, var since, var asked, _) ->
          question(new Incomplete<>(parked, since, asked + 1, retryAt()), Option.none());
      case Delay<P>(var mac, _) -> question(new Probing<>(mac, 1, retryAt()), Option.some(mac));
      case Probing<P>(var mac, var asked, _) ->
          question(new Probing<>(mac, asked + 1, retryAt()), Option.some(mac));
      case Reachable<P> _, Stale<P> _, Fixed<P> _ -> Step.to(ledger);
    };
  }

  private MonotonicTime retryAt() {
    return now.plus(times.retry());
  }

  private Step<Ledger<P>, NeighborEffect<P>> question(Neighbor<P> next, Option<MacAddress> holder) {
    var vlan = ledger.get(key).get().vlan();
    return Step.to(
        ledger.set(key, next), new NeighborEffect.Question<>(vlan, key.address(), holder));
  }
}
