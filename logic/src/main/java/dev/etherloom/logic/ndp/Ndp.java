package dev.etherloom.logic.ndp;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.icmp.Icmpv6Listener;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.Outgoing;
import dev.etherloom.logic.net.DropReason;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Sighting;
import dev.etherloom.logic.net.Step;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Neighbor discovery of one host (RFC 4861) and its addresses (RFC 4862): it answers for them, asks
 * whether they are free, listens to routers where it is to, and passes on what it hears of
 * neighbors.
 *
 * @param due when something is due; may be early
 */
public record Ndp(Link link, Claims claims, Routers routers, Times times, Option<MonotonicTime> due)
    implements Icmpv6Listener {
  /** RFC 7559 §2: from 4 s on, twice as long each time, to an hour. */
  private static final Duration FIRST_ASKING = Duration.ofSeconds(4);

  private static final Duration LAST_ASKING = Duration.ofHours(1);
  private static final Duration ASKING_WAIT = Duration.ofSeconds(1);

  /**
   * In milliseconds.
   *
   * @param reachable how long neighbors are reachable after a proof, before chance has its say
   * @param retry between questions
   */
  record Times(long reachable, long retry) {}

  /** A host that has just come up, with these addresses; {@link #wake} begins. */
  public static Ndp start(Link link, Vector<InterfaceAddress> addresses) {
    return of(link, Claims.of(link, addresses), Routers.NONE, new Times(30_000, 1_000));
  }

  private static Ndp of(Link link, Claims claims, Routers routers, Times times) {
    return new Ndp(
        link,
        claims,
        routers,
        times,
        MonotonicTime.sooner(claims.nextDeadline(), routers.nextDeadline()));
  }

  /** Who has {@code target}? Asked of all who may, or of the one that had it last. */
  public static Outgoing.Packet question(
      MacAddress self, Ipv6Address own, Ipv6Address target, boolean toHolder) {
    return Neighbors.question(self, own, target, toHolder);
  }

  Ndp with(Claims next) {
    return next == claims ? this : of(link, next, routers, times);
  }

  Ndp with(Routers next) {
    return next == routers ? this : of(link, claims, next, times);
  }

  /** Other times; each host makes of the reachable time 0.5 to 1.5 of it (RFC 4861 §6.3.2). */
  Step<Ndp, IpEffect> timed(Times next, long chance) {
    var base = Duration.ofMillis(next.reachable);
    var part = link.wait(base, Ipv6Address.UNSPECIFIED, chance);
    var retry = Duration.ofMillis(next.retry);
    return Step.to(
        of(link, claims.retrying(retry), routers, next),
        new IpEffect.Timing(base.dividedBy(2).plus(part), retry));
  }

  static Step<Ndp, IpEffect> drop(Ndp ndp, DropReason reason) {
    return Step.to(ndp, new IpEffect.Drop(reason));
  }

  @Override
  public boolean hears(int type) {
    return NdpMessage.isType(type);
  }

  /** RFC 4861 §6.1, §7.1, §8.1: hop limit and source; then what each message is for. */
  @Override
  public Step<Icmpv6Listener, IpEffect> receive(
      Icmpv6Message message, Delivery delivery, MonotonicTime now) {
    var packet = delivery.packet();
    if (delivery.inPieces()) { // RFC 6980 §5
      return drop(this, NdpDrop.IN_PIECES).map(so -> so);
    }
    if (packet.hopLimit() != Link.HOP_LIMIT) {
      return drop(this, NdpDrop.HOP_LIMIT).map(so -> so);
    }
    var decoded = NdpMessage.decode(message);
    if (decoded.isLeft()) {
      return drop(this, decoded.getLeft()).map(so -> so);
    }
    if (packet.source().isUnspecified() && !(decoded.get() instanceof NeighborSolicitation)) {
      return drop(this, NdpDrop.NO_SOURCE).map(so -> so);
    }
    var step =
        switch (decoded.get()) {
          case NeighborSolicitation it -> Neighbors.solicited(this, it, delivery);
          case NeighborAdvertisement it -> Neighbors.advertised(this, it, delivery);
          case RouterSolicitation _ -> drop(this, NdpDrop.NOT_A_ROUTER);
          case RouterAdvertisement it -> fromRouter(delivery, () -> advertised(it, delivery, now));
          case Redirect it -> fromRouter(delivery, () -> redirected(it, delivery));
        };
    return step.map(so -> so);
  }

  private Step<Ndp, IpEffect> fromRouter(Delivery delivery, Supplier<Step<Ndp, IpEffect>> further) {
    return delivery.packet().source().isLinkLocal()
        ? further.get()
        : drop(this, NdpDrop.NOT_LINK_LOCAL);
  }

  private Step<Ndp, IpEffect> advertised(
      RouterAdvertisement message, Delivery delivery, MonotonicTime now) {
    return link.auto() && delivery.vlan().key() == link.vlan().key()
        ? Advertised.by(this, message, delivery, now)
        : drop(this, NdpDrop.NOT_AUTO);
  }

  /** RFC 4861 §8.3; whether the sender is the first hop so far, the ip room knows. */
  private Step<Ndp, IpEffect> redirected(Redirect message, Delivery delivery) {
    var redirect =
        Step.<Ndp, IpEffect>to(
            this,
            new IpEffect.Redirect(
                message.destination(), message.target(), delivery.packet().source()));
    var mac = Neighbors.target(message.options()).flatMap(LinkLayerAddress::mac);
    return mac.exists(it -> !it.isGroup()) && !claims.all().containsKey(message.target())
        ? redirect.with(
            new IpEffect.Learn(delivery.vlan(), message.target(), Sighting.mention(mac.get())))
        : redirect;
  }

  @Override
  public Step<Icmpv6Listener, IpEffect> asked(IpEffect.Wish wish, MonotonicTime now) {
    var step =
        switch (wish) {
          case IpEffect.Claim(var address, var shared) -> claims.claimed(address, shared);
          case IpEffect.Release(var address) -> claims.released(address);
        };
    return step.map(this::with);
  }

  @Override
  public Option<MonotonicTime> nextDeadline() {
    return due;
  }

  @Override
  public Step<Icmpv6Listener, IpEffect> wake(MonotonicTime now) {
    boolean spoke = claims.linkLocal().isDefined();
    return Step.<Ndp, IpEffect>to(this)
        .andThen(ndp -> ndp.claims.wake(now).map(ndp::with))
        .map(ndp -> spoke || ndp.claims.linkLocal().isEmpty() ? ndp : ndp.startAsking(now))
        .andThen(ndp -> ndp.routers.expire(now).map(ndp::with))
        .andThen(ndp -> ndp.ask(now))
        .map(so -> so);
  }

  /** RFC 4861 §6.3.7: the first question comes after a while of chance. */
  private Ndp startAsking(MonotonicTime now) {
    if (!link.auto()) {
      return this;
    }
    var next = now.plus(link.wait(ASKING_WAIT, Ipv6Address.ALL_ROUTERS, 0));
    return with(routers.asking(Option.some(new Routers.Asking(0, FIRST_ASKING, next))));
  }

  private Step<Ndp, IpEffect> ask(MonotonicTime now) {
    var own = claims.linkLocal();
    if (own.isEmpty() || !routers.asking().exists(it -> now.reached(it.next()))) {
      return Step.to(this);
    }
    var asking = routers.asking().get();
    var wait = asking.pause();
    var doubled = wait.multipliedBy(2);
    var chance = link.wait(wait.dividedBy(5), Ipv6Address.ALL_ROUTERS, asking.sent() + 1L);
    var next =
        new Routers.Asking(
            asking.sent() + 1,
            doubled.compareTo(LAST_ASKING) > 0 ? LAST_ASKING : doubled,
            now.plus(wait.dividedBy(10).multipliedBy(9)).plus(chance));
    return Step.to(
        with(routers.asking(Option.some(next))),
        link.send(
            link.vlan(),
            own.get(),
            Ipv6Address.ALL_ROUTERS,
            new RouterSolicitation(0, Vector.of(new LinkLayerAddress.Source(link.mac())))));
  }
}
