package dev.etherloom.logic.ndp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ndp.Routers.Ipv6Network;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Sighting;
import dev.etherloom.logic.net.Step;
import io.vavr.control.Option;
import java.time.Duration;

/** What an advertisement of a router changes (RFC 4861 §6.3.4, RFC 4862 §5.5.3). */
final class Advertised {
  /** No link takes less (RFC 8200 §5). */
  private static final int MIN_MTU = 1_280;

  /**
   * RFC 4861 §6.2.1 allows no more; less than the least would be a flood of our own, and questions
   * far apart would keep those who never answer waiting for long.
   */
  private static final long MAX_REACHABLE = 3_600_000;

  private static final long MIN_REACHABLE = 1_000;
  private static final long MIN_RETRY = 200;
  private static final long MAX_RETRY = 4_000;
  private static final Duration TWO_HOURS = Duration.ofHours(2);
  private static final int MAX_ADDRESSES = 16;

  private Advertised() {}

  static Step<Ndp, IpEffect> by(
      Ndp start, RouterAdvertisement message, Delivery delivery, MonotonicTime now) {
    var router = (Ipv6Address) delivery.packet().source();
    if (message.lifetime() > 0 && start.routers().isBeyond(router)) {
      return Ndp.drop(start, NdpDrop.FULL); // whatever else it says is not heard either
    }
    @Var Step<Ndp, IpEffect> step = Step.to(start);
    var mac = Neighbors.source(message.options()).flatMap(LinkLayerAddress::mac);
    if (mac.exists(it -> !it.isGroup())) {
      step = step.with(new IpEffect.Learn(delivery.vlan(), router, Sighting.mention(mac.get())));
    }
    step = step.andThen(ndp -> defaults(ndp, message, router, now));
    step = step.andThen(ndp -> times(ndp, message, now));
    if (message.hopLimit() > 0) {
      step = step.with(new IpEffect.HopLimit(message.hopLimit()));
    }
    for (var option : message.options()) {
      step = step.andThen(ndp -> option(ndp, option, router, now));
    }
    return message.lifetime() > 0
        ? step.map(ndp -> ndp.with(ndp.routers().asking(Option.none())))
        : step;
  }

  private static Step<Ndp, IpEffect> defaults(
      Ndp ndp, RouterAdvertisement message, Ipv6Address router, MonotonicTime now) {
    return ndp.routers()
        .route(Ipv6Network.DEFAULT, router, message.preference(), message.lifetime(), now)
        .map(ndp::with);
  }

  /** Reachable time, different on each host (RFC 4861 §6.3.2), and the time between questions. */
  private static Step<Ndp, IpEffect> times(
      Ndp ndp, RouterAdvertisement message, MonotonicTime now) {
    long reachable =
        message.reachable() == 0
            ? ndp.times().reachable()
            : Math.clamp(message.reachable(), MIN_REACHABLE, MAX_REACHABLE);
    long retry =
        message.retransmit() == 0
            ? ndp.times().retry()
            : Math.clamp(message.retransmit(), MIN_RETRY, MAX_RETRY);
    var times = new Ndp.Times(reachable, retry);
    return times.equals(ndp.times()) ? Step.to(ndp) : ndp.timed(times, now.nanos());
  }

  private static Step<Ndp, IpEffect> option(
      Ndp ndp, NdpOption option, Ipv6Address router, MonotonicTime now) {
    return switch (option) {
      case PrefixInformation prefix -> prefix(ndp, prefix, router, now);
      case RouteInformation route
          when route.preference() != Preference.RESERVED && route.prefixLength() > 0 ->
          ndp.routers()
              .route(
                  new Ipv6Network(route.prefix(), route.prefixLength()),
                  router,
                  route.preference(),
                  route.lifetime(),
                  now)
              .map(ndp::with);
      case NdpOption.Mtu(_, var mtu) when mtu >= MIN_MTU && mtu <= ndp.link().mtu() ->
          Step.to(ndp, new IpEffect.LinkMtu((int) mtu));
      case RouterOption.NameServers servers ->
          ndp.routers().nameServers(servers.servers(), servers.lifetime(), now).map(ndp::with);
      case RouteInformation _,
          NdpOption.Mtu _,
          LinkLayerAddress _,
          NdpOption.RedirectedHeader _,
          NdpOption.Nonce _,
          NdpOption.Unknown _,
          RouterOption.SearchList _,
          RouterOption.Pref64 _ ->
          Step.to(ndp);
    };
  }

  private static Step<Ndp, IpEffect> prefix(
      Ndp ndp, PrefixInformation option, Ipv6Address router, MonotonicTime now) {
    var network = option.prefix().masked(option.prefixLength());
    if (network.isLinkLocal() || network.isMulticast() || option.prefixLength() == 0) {
      return Step.to(ndp);
    }
    var net = new Ipv6Network(network, option.prefixLength());
    boolean valid = option.validLifetime() > 0;
    @Var Step<Ndp, IpEffect> step = Step.to(ndp, new IpEffect.Origin(net.prefix(), router, valid));
    if (option.isOnLink()) {
      step =
          step.andThen(so -> so.routers().onLink(net, option.validLifetime(), now).map(so::with));
    }
    return option.isAutonomous() && option.prefixLength() == 64
        ? step.andThen(so -> address(so, network, option, now))
        : step;
  }

  /**
   * RFC 4862 §5.5.3: (c) preferred is not longer than valid, (d) a new address, (e) a known one.
   */
  private static Step<Ndp, IpEffect> address(
      Ndp ndp, Ipv6Address network, PrefixInformation option, MonotonicTime now) {
    if (option.preferredLifetime() > option.validLifetime()) {
      return Step.to(ndp);
    }
    var all = ndp.claims().all().values();
    var known = all.find(it -> it.taken().isDefined() && it.ip().masked(64).equals(network));
    if (known.isDefined()) {
      return renewed(ndp, known.get(), option, now);
    }
    if (option.validLifetime() == 0) {
      return Step.to(ndp);
    }
    if (all.count(it -> it.taken().isDefined()) > MAX_ADDRESSES) {
      return Ndp.drop(ndp, NdpDrop.FULL);
    }
    var own = new InterfaceAddress(ndp.link().stableAddress(network, 0), 64);
    if (ndp.claims().all().containsKey((Ipv6Address) own.address())) {
      return Step.to(ndp);
    }
    var life = Claim.Life.of(option.preferredLifetime(), option.validLifetime(), now);
    return Step.to(ndp.with(ndp.claims().with(Claim.fresh(own, false, life, Option.some(0)))));
  }

  /** (e): a stranger cannot end an address at once; less than two hours are left to it. */
  private static Step<Ndp, IpEffect> renewed(
      Ndp ndp, Claim claim, PrefixInformation option, MonotonicTime now) {
    var given = Claim.Life.of(option.preferredLifetime(), option.validLifetime(), now);
    var before = claim.life().valid();
    var soon = Option.some(now.plus(TWO_HOURS));
    Option<MonotonicTime> valid;
    if (isLater(given.valid(), soon) || isLater(given.valid(), before)) {
      valid = given.valid();
    } else {
      valid = isLater(before, soon) ? soon : before;
    }
    var next = claim.with(new Claim.Life(given.preferred(), valid));
    var claims = ndp.claims().with(next);
    boolean preferred = next.life().isPreferred(now);
    return claim.state() instanceof Claim.State.Held(var was) && was != preferred
        ? claims.prefer(next, preferred).map(ndp::with)
        : Step.to(ndp.with(claims));
  }

  /** Whether one end is later than another; none is never. */
  private static boolean isLater(Option<MonotonicTime> one, Option<MonotonicTime> other) {
    return other.isDefined() && one.forAll(end -> other.get().isBefore(end));
  }
}
