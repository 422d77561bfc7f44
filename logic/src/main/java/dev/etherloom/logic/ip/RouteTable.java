package dev.etherloom.logic.ip;

import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Prefix;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Comparator;

/**
 * The routes of a host (RFC 1122 §3.3.1, RFC 4861 §5.2).
 *
 * @param routes the longest prefix first, then those by way of a gateway that answers, then the
 *     lowest metric
 * @param silent gateways that did not answer lately
 * @param origins gateways, and the networks in which they have addresses, at most {@link
 *     #MAX_ORIGINS} of each
 */
public record RouteTable(
    Vector<Route> routes, Set<IpAddress> silent, TreeMap<IpAddress, Set<Prefix>> origins) {
  static final int MAX_ORIGINS = 32;

  public static RouteTable of(Vector<Route> routes) {
    return sorted(routes, HashSet.empty(), TreeMap.empty());
  }

  private RouteTable sorted(Vector<Route> next, Set<IpAddress> mute) {
    return sorted(next, mute, origins);
  }

  private static RouteTable sorted(
      Vector<Route> routes, Set<IpAddress> silent, TreeMap<IpAddress, Set<Prefix>> origins) {
    return new RouteTable(
        routes.sorted(
            Comparator.<Route>comparingInt(route -> -route.destination().length())
                .thenComparing(route -> route.gateway().exists(silent::contains))
                .thenComparingInt(Route::metric)),
        silent,
        origins);
  }

  public RouteTable with(Route route) {
    return sorted(routes.append(route), silent);
  }

  public RouteTable without(Route route) {
    var kept = routes.remove(route);
    return sorted(
        kept,
        silent.filter(gateway -> isGateway(kept, gateway)),
        origins.filterKeys(gateway -> isGateway(kept, gateway)));
  }

  /** A gateway has addresses of this network, or no longer; whoever is none does not matter. */
  RouteTable originating(Prefix network, IpAddress router, boolean valid) {
    var known = origins.getOrElse(router, HashSet.empty());
    var next = valid ? known.add(network) : known.remove(network);
    return next == known || next.size() > MAX_ORIGINS || !isGateway(routes, router)
        ? this
        : new RouteTable(
            routes, silent, next.isEmpty() ? origins.remove(router) : origins.put(router, next));
  }

  /** A neighbor does not answer; where it is a gateway, others go before it (RFC 4861 §6.3.6). */
  public RouteTable doubting(IpAddress neighbor) {
    if (!isGateway(routes, neighbor)) {
      return this;
    }
    boolean allSilent =
        routes.forAll(
            it -> it.gateway().forAll(via -> via.equals(neighbor) || silent.contains(via)));
    return sorted(routes, allSilent ? HashSet.of(neighbor) : silent.add(neighbor));
  }

  /** A neighbor answers. */
  public RouteTable trusting(IpAddress neighbor) {
    return silent.contains(neighbor) ? sorted(routes, silent.remove(neighbor)) : this;
  }

  private static boolean isGateway(Vector<Route> routes, IpAddress neighbor) {
    return routes.exists(route -> route.gateway().contains(neighbor));
  }

  /** The neighbor to which a packet goes: the destination itself on the link, else a gateway. */
  public Option<IpAddress> nextHop(IpAddress destination) {
    for (int i = 0; i < routes.length(); i++) {
      var route = routes.get(i);
      if (route.destination().contains(destination)) {
        return Option.some(route.gateway().getOrElse(destination));
      }
    }
    return Option.none();
  }

  /**
   * The same for packets from {@code source}: of routes equally specific, by way of gateways that
   * answer or of none that does, the one by way of a router that has addresses like it (RFC 8028).
   */
  Option<IpAddress> nextHop(IpAddress source, IpAddress destination) {
    if (origins.isEmpty()) {
      return nextHop(destination);
    }
    var ways = routes.filter(route -> route.destination().contains(destination));
    return ways.headOption()
        .flatMap(first -> ways.find(way -> isAlike(way, first) && originates(way, source)))
        .orElse(ways.headOption())
        .map(way -> way.gateway().getOrElse(destination));
  }

  private boolean isAlike(Route one, Route other) {
    return one.destination().length() == other.destination().length()
        && one.gateway().exists(silent::contains) == other.gateway().exists(silent::contains);
  }

  private boolean originates(Route way, IpAddress source) {
    return way.gateway()
        .flatMap(origins::get)
        .exists(networks -> networks.exists(it -> it.contains(source)));
  }
}
