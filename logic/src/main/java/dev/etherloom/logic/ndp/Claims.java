package dev.etherloom.logic.ndp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ndp.Claim.State;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.collection.List;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * The host's addresses as time passes: each is asked for once before it is used (RFC 4862 §5.4,
 * without optimism), and used as long as it is valid. Those that are shared are used at once (RFC
 * 4862 §5.4, RFC 4861 §7.2.8). At most {@link #MAX_BORROWED} are claimed for responders.
 *
 * @param retry between a question and the conclusion that nobody has the address
 */
record Claims(Link link, Duration retry, TreeMap<Ipv6Address, Claim> all) {
  /** RFC 4862 §5.4.2: the first words of a host come after less than this. */
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  static final int MAX_BORROWED = 1_024;

  static Claims of(Link link, Vector<InterfaceAddress> configured) {
    @Var var claims = new Claims(link, Duration.ofSeconds(1), TreeMap.empty());
    var own = configured.filter(it -> it.address() instanceof Ipv6Address);
    if (own.isEmpty() && !link.auto()) {
      return claims;
    }
    if (!own.exists(it -> it.address().isLinkLocal())) {
      claims = claims.with(linkLocal(link, 0));
    }
    for (var address : own) {
      claims = claims.with(Claim.fresh(address, true, Claim.Life.FOREVER, Option.none()));
    }
    return claims;
  }

  private static Claim linkLocal(Link link, int taken) {
    var address = link.stableAddress(Ipv6Address.LINK_LOCAL, taken);
    return Claim.fresh(
        new InterfaceAddress(address, 64), true, Claim.Life.FOREVER, Option.some(taken));
  }

  Claims with(Claim claim) {
    return new Claims(link, retry, all.put(claim.ip(), claim));
  }

  Claims without(Claim claim) {
    return new Claims(link, retry, all.remove(claim.ip()));
  }

  Claims retrying(Duration next) {
    return new Claims(link, next, all);
  }

  /** The address with which the host speaks to its link; none as long as it has none. */
  Option<Ipv6Address> linkLocal() {
    return all.values()
        .find(it -> it.isHeld() && it.isHosts() && it.ip().isLinkLocal())
        .map(Claim::ip);
  }

  Option<MonotonicTime> nextDeadline() {
    return all.values().foldLeft(Option.none(), (due, it) -> MonotonicTime.sooner(due, it.due()));
  }

  Step<Claims, IpEffect> wake(MonotonicTime now) {
    @Var Step<Claims, IpEffect> step = Step.to(this);
    for (var claim : all.values()) {
      if (claim.due().exists(now::reached)) {
        step = step.andThen(so -> so.advance(claim, now));
      }
    }
    return step;
  }

  /** What is due for one address. */
  private Step<Claims, IpEffect> advance(Claim claim, MonotonicTime now) {
    if (claim.life().isOver(now)) {
      return new Step<>(
          without(claim),
          List.of(
              new IpEffect.Disown(claim.address()),
              NdpNotice.tell(NdpNotice.What.EXPIRED, claim.ip())));
    }
    return switch (claim.state()) {
      case State.Tentative _ when claim.isShared() -> use(claim, now);
      case State.Tentative(var sent, _) when sent < 0 ->
          Step.to(
              with(
                  claim.with(
                      new State.Tentative(0, now.plus(link.wait(FIRST_WAIT, claim.ip(), 0))))),
              new IpEffect.Try(claim.address()));
      case State.Tentative(var sent, _) when sent == 0 ->
          Step.to(with(claim.with(new State.Tentative(1, now.plus(retry)))), probe(claim.ip()));
      case State.Tentative _ -> use(claim, now);
      case State.Held _ -> claim.life().isPreferred(now) ? Step.to(this) : prefer(claim, false);
      case State.Duplicate _ -> Step.to(this);
    };
  }

  /** Is it free? Asked from no address (RFC 4862 §5.4.2). */
  private IpEffect probe(Ipv6Address wanted) {
    return link.send(
        link.vlan(),
        Ipv6Address.UNSPECIFIED,
        wanted.solicitedNode(),
        new NeighborSolicitation(0, wanted, Vector.empty()));
  }

  private Step<Claims, IpEffect> use(Claim claim, MonotonicTime now) {
    boolean preferred = claim.life().isPreferred(now);
    var used =
        new Step<>(
            with(claim.with(new State.Held(preferred))),
            List.<IpEffect>of(
                new IpEffect.Own(claim.address(), claim.onLink()),
                NdpNotice.tell(NdpNotice.What.USABLE, claim.ip())));
    var told = claim.ip().isLinkLocal() && claim.isHosts() ? used : used.with(news(claim));
    return preferred && claim.isHosts() ? told : told.with(new IpEffect.Prefer(claim.ip(), false));
  }

  /**
   * Routers shall know who it is before the first answer comes for it (RFC 9131 §6.1.1); an address
   * that comes to a responder may have been elsewhere, which all who know it there should hear (RFC
   * 4861 §7.2.6). Only the latter may override what they know.
   */
  private IpEffect news(Claim claim) {
    int flags = claim.owner() == Claim.Owner.RESPONDER ? NeighborAdvertisement.OVERRIDE : 0;
    return link.send(
        link.vlan(),
        claim.ip(),
        claim.isHosts() ? Ipv6Address.ALL_ROUTERS : Ipv6Address.ALL_NODES,
        new NeighborAdvertisement(
            flags, claim.ip(), Vector.of(new LinkLayerAddress.Target(link.mac()))));
  }

  /** A responder wants an address. */
  Step<Claims, IpEffect> claimed(Ipv6Address address, boolean shared) {
    if (all.containsKey(address)) {
      return Step.to(this);
    }
    if (address.isNoSource() || all.values().count(it -> !it.isHosts()) >= MAX_BORROWED) {
      return Step.to(this, new IpEffect.Drop(NdpDrop.NOT_CLAIMED));
    }
    var owner = shared ? Claim.Owner.SHARED : Claim.Owner.RESPONDER;
    return Step.to(with(Claim.by(address, owner)));
  }

  /** A responder wants an address no longer; those of the host stay. */
  Step<Claims, IpEffect> released(Ipv6Address address) {
    var claim = all.get(address).filter(it -> !it.isHosts());
    return claim.isEmpty()
        ? Step.to(this)
        : Step.to(without(claim.get()), new IpEffect.Disown(claim.get().address()));
  }

  /** RFC 4862 §5.5.4: an address is used for what is new, or no longer. */
  Step<Claims, IpEffect> prefer(Claim claim, boolean preferred) {
    return new Step<>(
        with(claim.with(new State.Held(preferred))),
        List.of(
            new IpEffect.Prefer(claim.ip(), preferred),
            NdpNotice.tell(
                preferred ? NdpNotice.What.PREFERRED : NdpNotice.What.DEPRECATED, claim.ip())));
  }

  /** Somebody has an address that is tentative (RFC 4862 §5.4.5); another may be made. */
  Step<Claims, IpEffect> taken(Claim claim) {
    List<IpEffect> effects =
        List.of(
            new IpEffect.Disown(claim.address()),
            NdpNotice.tell(NdpNotice.What.DUPLICATE, claim.ip()));
    var next = claim.taken().map(tries -> tries + 1).filter(tries -> tries <= Claim.MAX_TRIES);
    if (next.isEmpty()) {
      return new Step<>(with(claim.with(new State.Duplicate())), effects);
    }
    var other = link.stableAddress(claim.ip().masked(64), next.get());
    var address = new InterfaceAddress(other, claim.address().prefixLength());
    return new Step<>(
        without(claim).with(Claim.fresh(address, claim.onLink(), claim.life(), next)), effects);
  }
}
