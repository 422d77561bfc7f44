package dev.etherloom.logic.neighbor;

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
import io.vavr.control.Option;
import java.time.Duration;

/**
 * The neighbors of one host.
 *
 * @param ledger who is known
 * @param ndp the times of IPv6 neighbors
 * @param <P> what is parked
 */
public record NeighborTable<P>(Ledger<P> ledger, NeighborTimes ndp) {
  public static final int MAX_NEIGHBORS = 1_024;
  public static final int MAX_ASKED = 256;
  public static final int MAX_PARKED = 64;

  /** How long an answer to ARP is trusted. */
  public static final Duration TRUST = NeighborTimes.ARP.reachable();

  /** Questions of ARP for one address are at least this far apart. */
  public static final Duration RETRY = NeighborTimes.ARP.retry();

  public static final int MAX_QUESTIONS = 3;

  public static <P> NeighborTable<P> empty() {
    return new NeighborTable<>(Ledger.empty(), NeighborTimes.NDP);
  }

  /** The same with other times for IPv6 neighbors. */
  public NeighborTable<P> timed(Duration reachable, Duration retry) {
    return new NeighborTable<>(ledger, ndp.with(reachable, retry));
  }

  private NeighborTimes times(NeighborKey key) {
    return key.address() instanceof Ipv4Address ? NeighborTimes.ARP : ndp;
  }

  private NeighborTable<P> with(Ledger<P> next) {
    return next == ledger ? this : new NeighborTable<>(next, ndp);
  }

  /** Neighbors known or being asked for. */
  public int size() {
    return ledger.entries().size();
  }

  /** The neighbor's address where nothing but sending is needed; else {@link #send} sees to it. */
  public Option<MacAddress> ready(Vlan vlan, IpAddress address, MonotonicTime now) {
    var entry = ledger.get(new NeighborKey(vlan.key(), address));
    if (entry.isEmpty()) {
      return Option.none();
    }
    return switch (entry.get().neighbor()) {
      case Reachable<P>(var mac, var checkAt)
          when entry.get().rank().used() && now.isBefore(checkAt) ->
          Option.some(mac);
      case Delay<P>(var mac, var probeAt) when now.isBefore(probeAt) && !ledger.isCrowded() ->
          Option.some(mac);
      case Probing<P>(var mac, _, _) -> Option.some(mac);
      case Fixed<P>(var mac) -> Option.some(mac);
      case Reachable<P> _, Incomplete<P> _, Stale<P> _, Delay<P> _ -> Option.none();
    };
  }

  /** Sends a packet to a neighbor, or parks it until the neighbor is known. */
  public Step<NeighborTable<P>, NeighborEffect<P>> send(
      Vlan vlan, IpAddress address, P packet, MonotonicTime now) {
    var key = new NeighborKey(vlan.key(), address);
    var asking = new Asking<>(ledger, key, times(key), now);
    var entry = ledger.get(key);
    if (entry.isEmpty()) {
      return asking.first(vlan, packet).map(this::with);
    }
    var neighbor = entry.get().neighbor();
    return switch (neighbor) {
      case Incomplete<P> incomplete -> asking.park(incomplete, packet).map(this::with);
      case Reachable<P>(var mac, var checkAt) when now.isBefore(checkAt) ->
          with(ledger.put(key, vlan, neighbor, true)).out(packet, vlan, mac);
      case Reachable<P>(var mac, _) ->
          out(packet, vlan, mac).andThen(so -> so.check(key, vlan, mac, now));
      case Stale<P>(var mac) -> out(packet, vlan, mac).andThen(so -> so.check(key, vlan, mac, now));
      case Delay<P>(var mac, _) when ledger.isCrowded() ->
          out(packet, vlan, mac).andThen(so -> so.check(key, vlan, mac, now));
      case Delay<P>(var mac, _) -> out(packet, vlan, mac);
      case Probing<P>(var mac, _, _) -> out(packet, vlan, mac);
      case Fixed<P>(var mac) -> out(packet, vlan, mac);
    };
  }

  private Step<NeighborTable<P>, NeighborEffect<P>> check(
      NeighborKey key, Vlan vlan, MacAddress mac, MonotonicTime now) {
    return new Asking<>(ledger, key, times(key), now).check(vlan, mac).map(this::with);
  }

  private Step<NeighborTable<P>, NeighborEffect<P>> out(P packet, Vlan vlan, MacAddress mac) {
    return Step.to(this, new NeighborEffect.Ready<>(packet, vlan, mac));
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

  /** Takes note of what was heard of a neighbor. */
  public Step<NeighborTable<P>, NeighborEffect<P>> learn(
      Vlan vlan, IpAddress address, Sighting sighting, MonotonicTime now) {
    var key = new NeighborKey(vlan.key(), address);
    return new Hearing<>(ledger, key, times(key), now).of(vlan, sighting).map(this::with);
  }

  /** Sets a neighbor by hand. */
  public NeighborTable<P> fix(Vlan vlan, IpAddress address, MacAddress mac) {
    var key = new NeighborKey(vlan.key(), address);
    return with(ledger.makeRoom().state().put(key, vlan, new Fixed<>(mac), true));
  }

  /** When a question is due. */
  public Option<MonotonicTime> nextDeadline() {
    return ledger.soonest();
  }

  /** Asks again where no answer came, and gives up where none will come. */
  public Step<NeighborTable<P>, NeighborEffect<P>> wake(MonotonicTime now) {
    return ledger.soonest().exists(now::reached)
        ? Step.<Ledger<P>, NeighborEffect<P>, NeighborKey>forEach(
                ledger,
                ledger.due(now),
                (so, key) -> new Asking<>(so, key, times(key), now).again())
            .map(this::with)
        : Step.to(this);
  }
}
