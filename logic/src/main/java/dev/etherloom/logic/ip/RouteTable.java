package dev.etherloom.logic.ip;

import dev.etherloom.logic.net.IpAddress;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Comparator;

/**
 * The routes of a host (RFC 1122 §3.3.1, RFC 4861 §5.2).
 *
 * @param routes the longest prefix first, then those by way of a gateway that answers, then the
 *     lowest metric
 * @param silent gateways that did not answer lately
 */
public record RouteTable(Vector<Route> routes, Set<IpAddress> silent) {
  public static RouteTable of(Vector<Route> routes) {
    return sorted(routes, HashSet.empty());
  }

  private static RouteTable sorted(Vector<Route> routes, Set<IpAddress> silent) {
    return new RouteTable(
        routes.sorted(
            Comparator.<Route>comparingInt(route -> -route.destination().length())
                .thenComparing(route -> route.gateway().exists(silent::contains))
                .thenComparingInt(Route::metric)),
        silent);
  }

  public RouteTable with(Route route) {
    return sorted(routes.append(route), silent);
  }

  public RouteTable without(Route route) {
    var kept = routes.remove(route);
    var still = silent.filter(gateway -> kept.exists(it -> it.gateway().contains(gateway)));
    return sorted(kept, still);
  }

  /** A neighbor does not answer; where it is a gateway, others go before it (RFC 4861 §6.3.6). */
  public RouteTable doubting(IpAddress neighbor) {
    if (!isGateway(neighbor)) {
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

  private boolean isGateway(IpAddress neighbor) {
    return routes.exists(route -> route.gateway().contains(neighbor));
  }

  /** The neighbor to which a packet goes: the destination itself on the link, else a gateway. */
  public Option<IpAddress> nextHop(IpAddress destination) {
    for (var route : routes) {
      if (route.destination().contains(destination)) {
        return Option.some(route.gateway().getOrElse(destination));
      }
    }
    return Option.none();
  }
}
