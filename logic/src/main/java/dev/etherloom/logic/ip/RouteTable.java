package dev.etherloom.logic.ip;

import dev.etherloom.logic.net.IpAddress;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Comparator;

/**
 * The routes of a host (RFC 1122 §3.3.1).
 *
 * @param routes the longest prefix first
 */
public record RouteTable(Vector<Route> routes) {
  private static final Comparator<Route> LONGEST_FIRST =
      Comparator.comparingInt(route -> -route.destination().length());

  public static RouteTable of(Vector<Route> routes) {
    return new RouteTable(routes.sorted(LONGEST_FIRST));
  }

  public RouteTable with(Route route) {
    return of(routes.append(route));
  }

  public RouteTable without(Route route) {
    return new RouteTable(routes.remove(route));
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
