package dev.etherloom.logic.ndp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.Route;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Prefix;
import dev.etherloom.logic.net.Step;
import io.vavr.collection.List;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * What routers said (RFC 4861 §6.3, RFC 4191, RFC 8106), and asking them (RFC 7559).
 *
 * <p>It stands against floods: at most 16 routers, 32 prefixes, 32 routes and 8 name servers are
 * kept; what comes on top is dropped, counted, for what is known was said before the flood; of a
 * router beyond those that are kept nothing is heard.
 *
 * @param routes default routes and others, by where they lead and by way of whom, with their end
 * @param prefixes networks on the link, with their end
 * @param nameServers with their end
 * @param asking the next question for routers; none: none is due
 */
record Routers(
    TreeMap<RouteKey, Learned> routes,
    TreeMap<Ipv6Network, Option<MonotonicTime>> prefixes,
    TreeMap<Ipv6Address, Option<MonotonicTime>> nameServers,
    Option<Asking> asking) {
  static final Routers NONE =
      new Routers(TreeMap.empty(), TreeMap.empty(), TreeMap.empty(), Option.none());
  static final int MAX_ROUTERS = 16;
  static final int MAX_PREFIXES = 32;
  static final int MAX_ROUTES = 32;
  static final int MAX_NAME_SERVERS = 8;

  /** Routes of hosts come after those that were configured. */
  private static final int METRIC = 1_024;

  /** A network, in an order. */
  record Ipv6Network(Ipv6Address network, int length) implements Comparable<Ipv6Network> {
    static final Ipv6Network DEFAULT = new Ipv6Network(Ipv6Address.UNSPECIFIED, 0);

    Prefix prefix() {
      return new Prefix(network, length);
    }

    @Override
    public int compareTo(Ipv6Network other) {
      int byLength = Integer.compare(length, other.length);
      return byLength != 0 ? byLength : network.compareTo(other.network);
    }
  }

  record RouteKey(Ipv6Network to, Ipv6Address router) implements Comparable<RouteKey> {
    @Override
    public int compareTo(RouteKey other) {
      int byRouter = router.compareTo(other.router);
      return byRouter != 0 ? byRouter : to.compareTo(other.to);
    }

    boolean isDefault() {
      return to.length == 0;
    }
  }

  /** A route and its end; none: it has none. */
  record Learned(Route route, Option<MonotonicTime> end) {}

  /**
   * @param pause after which the last question was or the next will be sent
   */
  record Asking(int sent, Duration pause, MonotonicTime next) {}

  static int metric(Preference preference) {
    return switch (preference) {
      case HIGH -> METRIC / 2;
      case MEDIUM, RESERVED -> METRIC;
      case LOW -> METRIC * 2;
    };
  }

  private Routers routes(TreeMap<RouteKey, Learned> next) {
    return new Routers(next, prefixes, nameServers, asking);
  }

  Routers asking(Option<Asking> next) {
    return new Routers(routes, prefixes, nameServers, next);
  }

  /** A route by way of a router, for so long; zero: no longer. */
  Step<Routers, IpEffect> route(
      Ipv6Network to, Ipv6Address router, Preference preference, long life, MonotonicTime now) {
    var key = new RouteKey(to, router);
    var known = routes.get(key);
    if (life == 0) {
      return known.isEmpty() ? Step.to(this) : removed(key);
    }
    if (known.isEmpty() && isFull(key)) {
      return Step.to(this, new IpEffect.Drop(NdpDrop.FULL));
    }
    var route = new Route(to.prefix(), Option.some(router), metric(preference));
    var next = routes(routes.put(key, new Learned(route, Claim.Life.end(life, now))));
    if (known.exists(it -> it.route.equals(route))) {
      return Step.to(next);
    }
    List<IpEffect> effects = List.of(new IpEffect.AddRoute(route));
    return known.isEmpty()
        ? new Step<>(
            next,
            key.isDefault()
                ? effects.append(NdpNotice.tell(NdpNotice.What.ROUTER, router))
                : effects)
        : new Step<>(next, effects.prepend(new IpEffect.RemoveRoute(known.get().route)));
  }

  /** Whether a router is not known, and there is no room for another. */
  boolean isBeyond(Ipv6Address router) {
    var key = new RouteKey(Ipv6Network.DEFAULT, router);
    return !routes.containsKey(key) && isFull(key);
  }

  private boolean isFull(RouteKey key) {
    return routes.count(it -> it._1.isDefault() == key.isDefault())
        >= (key.isDefault() ? MAX_ROUTERS : MAX_ROUTES);
  }

  private Step<Routers, IpEffect> removed(RouteKey key) {
    List<IpEffect> effects = List.of(new IpEffect.RemoveRoute(routes.get(key).get().route));
    return new Step<>(
        routes(routes.remove(key)),
        key.isDefault()
            ? effects
                .append(new IpEffect.Avoid(key.router))
                .append(NdpNotice.tell(NdpNotice.What.ROUTER_GONE, key.router))
            : effects);
  }

  /** One that was a router says that it is none (RFC 4861 §7.2.5). */
  Step<Routers, IpEffect> noRouter(Ipv6Address neighbor) {
    var gone = new RouteKey(Ipv6Network.DEFAULT, neighbor);
    return routes.containsKey(gone) ? removed(gone) : Step.to(this);
  }

  /** A network is on the link for so long; zero: no longer (RFC 4861 §6.3.4). */
  Step<Routers, IpEffect> onLink(Ipv6Network network, long life, MonotonicTime now) {
    var route = new Route(network.prefix(), Option.none());
    boolean known = prefixes.containsKey(network);
    if (life == 0) {
      return known
          ? Step.to(prefixes(prefixes.remove(network)), new IpEffect.RemoveRoute(route))
          : Step.to(this);
    }
    if (!known && prefixes.size() >= MAX_PREFIXES) {
      return Step.to(this, new IpEffect.Drop(NdpDrop.FULL));
    }
    var next = prefixes(prefixes.put(network, Claim.Life.end(life, now)));
    return known ? Step.to(next) : Step.to(next, new IpEffect.AddRoute(route));
  }

  private Routers prefixes(TreeMap<Ipv6Network, Option<MonotonicTime>> next) {
    return new Routers(routes, next, nameServers, asking);
  }

  /** Name servers for so long; zero: no longer (RFC 8106 §6.2). */
  Step<Routers, IpEffect> nameServers(Vector<Ipv6Address> servers, long life, MonotonicTime now) {
    @Var Step<Routers, IpEffect> step = Step.to(this);
    for (var server : servers) {
      step = step.andThen(so -> so.nameServer(server, life, now));
    }
    return step;
  }

  private Step<Routers, IpEffect> nameServer(Ipv6Address server, long life, MonotonicTime now) {
    boolean known = nameServers.containsKey(server);
    if (life == 0 || server.isMulticast()) {
      return Step.to(named(nameServers.remove(server)));
    }
    if (!known && nameServers.size() >= MAX_NAME_SERVERS) {
      return Step.to(this, new IpEffect.Drop(NdpDrop.FULL));
    }
    var next = named(nameServers.put(server, Claim.Life.end(life, now)));
    return known
        ? Step.to(next)
        : Step.to(next, NdpNotice.tell(NdpNotice.What.NAME_SERVER, server));
  }

  private Routers named(TreeMap<Ipv6Address, Option<MonotonicTime>> next) {
    return new Routers(routes, prefixes, next, asking);
  }

  Option<MonotonicTime> nextDeadline() {
    @Var var due = asking.map(Asking::next);
    for (var learned : routes.values()) {
      due = MonotonicTime.sooner(due, learned.end);
    }
    for (var end : prefixes.values().appendAll(nameServers.values())) {
      due = MonotonicTime.sooner(due, end);
    }
    return due;
  }

  /** What is over at {@code now}. */
  Step<Routers, IpEffect> expire(MonotonicTime now) {
    @Var
    Step<Routers, IpEffect> step =
        Step.to(named(nameServers.filterValues(end -> !end.exists(now::reached))));
    for (var learned : routes) {
      if (learned._2.end.exists(now::reached)) {
        step = step.andThen(so -> so.removed(learned._1));
      }
    }
    for (var prefix : prefixes) {
      if (prefix._2.exists(now::reached)) {
        step = step.andThen(so -> so.onLink(prefix._1, 0, now));
      }
    }
    return step;
  }
}
