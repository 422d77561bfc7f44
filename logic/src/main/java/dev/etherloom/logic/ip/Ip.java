package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Fault;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Shard;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * The Internet layer of one host.
 *
 * @param paths what is known of single destinations
 * @param mtu the longest packet that the link takes, in octets
 */
public record Ip(
    Addresses addresses,
    RouteTable routes,
    Responders responders,
    Reassembly reassembly,
    Paths paths,
    int mtu,
    Numbering numbering) {
  static final Option<IpResponder> NOBODY = Option.none();

  /**
   * A host without addresses.
   *
   * @throws IllegalArgumentException where two responders stand on the same protocol
   */
  public static Ip of(
      Vector<Route> routes, Vector<? extends IpResponder> responders, int mtu, Secret secret) {
    return of(routes, responders, mtu, secret, Shard.ONLY);
  }

  /**
   * The same on one of several shards.
   *
   * @throws IllegalArgumentException where two responders stand on the same protocol
   */
  public static Ip of(
      Vector<Route> routes,
      Vector<? extends IpResponder> responders,
      int mtu,
      Secret secret,
      Shard shard) {
    return new Ip(
        Addresses.NONE,
        RouteTable.of(routes),
        Responders.of(responders),
        Reassembly.EMPTY,
        Paths.of(mtu),
        mtu,
        Numbering.of(secret, shard));
  }

  public Ip withAddress(InterfaceAddress address) {
    return own(address, true);
  }

  private Ip own(InterfaceAddress address, boolean onLink) {
    if (addresses.owns(address.address())) {
      return this;
    }
    var known = with(addresses.with(address));
    return onLink ? known.with(routes.with(onLink(address))) : known;
  }

  public Ip withoutAddress(InterfaceAddress address) {
    return with(addresses.without(address)).with(routes.without(onLink(address)));
  }

  private static Route onLink(InterfaceAddress address) {
    return new Route(address.prefix(), Option.none());
  }

  /** Changes what is known of the host itself and of the ways. */
  public Ip configured(IpEffect.Configure change, MonotonicTime now) {
    return switch (change) {
      case IpEffect.Try(var address) -> with(addresses.trying(address));
      case IpEffect.Own(var address, var onLink) -> own(address, onLink);
      case IpEffect.Disown(var address) -> withoutAddress(address);
      case IpEffect.Prefer(var address, var preferred) ->
          with(addresses.preferring(address, preferred));
      case IpEffect.AddRoute(var route) -> with(routes.with(route));
      case IpEffect.RemoveRoute(var route) -> with(routes.without(route));
      case IpEffect.Narrow(var destination, var octets) ->
          with(paths.narrowed(destination, octets, now));
      case IpEffect.Redirect(var destination, var hop, var by) ->
          firstHop(destination).contains(by) && mayLead(hop)
              ? with(paths.redirected(destination, hop, now))
              : this;
      case IpEffect.Avoid(var hop) -> with(paths.avoiding(hop));
      case IpEffect.Origin(var network, var router, var valid) ->
          with(routes.originating(network, router, valid));
      case IpEffect.LinkMtu(var octets) -> with(paths.onLinkOf(Math.min(octets, mtu)));
      case IpEffect.HopLimit(var hops) -> with(paths.limitedTo(hops));
      case IpEffect.Learn _, IpEffect.Timing _ -> this;
    };
  }

  /** Gives what a responder wants the host to be to those who see to it. */
  public Step<Ip, IpEffect> asked(IpEffect.Wish wish, MonotonicTime now) {
    return Step.forEach(
        this,
        responders.all(),
        (ip, responder) -> ip.respond(responder, it -> it.asked(wish, now)));
  }

  /** A first hop is on the link, and another (RFC 1122 §3.2.2.2); of IPv6 its redirects tell. */
  private boolean mayLead(IpAddress hop) {
    return !addresses.owns(hop)
        && (!(hop instanceof Ipv4Address v4)
            || (!v4.isNoSource() && !addresses.isBroadcast(v4) && routes.nextHop(v4).contains(v4)));
  }

  /** The neighbor to which packets for {@code destination} go, unless their source matters. */
  private Option<IpAddress> firstHop(IpAddress destination) {
    return paths.firstHop(destination).orElse(() -> routes.nextHop(destination));
  }

  /** The neighbor to which packets from {@code source} to {@code destination} go. */
  Option<IpAddress> firstHop(IpAddress source, IpAddress destination) {
    var better = paths.firstHop(destination);
    return better.isDefined() ? better : routes.nextHop(source, destination);
  }

  /** A neighbor did not answer. */
  public Ip doubting(IpAddress neighbor) {
    return with(routes.doubting(neighbor)).with(paths.avoiding(neighbor));
  }

  /** A neighbor answers. */
  public Ip trusting(IpAddress neighbor) {
    return with(routes.trusting(neighbor));
  }

  private Ip with(Addresses next) {
    return new Ip(next, routes, responders, reassembly, paths, mtu, numbering);
  }

  private Ip with(RouteTable next) {
    return next == routes
        ? this
        : new Ip(addresses, next, responders, reassembly, paths, mtu, numbering);
  }

  private Ip with(Paths next) {
    return next == paths
        ? this
        : new Ip(addresses, routes, responders, reassembly, next, mtu, numbering);
  }

  Ip with(Reassembly next) {
    return next == reassembly
        ? this
        : new Ip(addresses, routes, responders, next, paths, mtu, numbering);
  }

  private Ip with(IpResponder before, IpResponder responder) {
    return before == responder ? this : renewed(responder);
  }

  /** The same with {@code responder} in the place of the one of its protocol. */
  public Ip renewed(IpResponder responder) {
    return new Ip(addresses, routes, responders.with(responder), reassembly, paths, mtu, numbering);
  }

  /**
   * Takes a packet off the link.
   *
   * @param family what its frame says that it is: IPv4 or IPv6
   * @param linkGroup whether its frame was sent to more than one host
   */
  public Step<Ip, IpEffect> receive(
      EtherType family, Slice octets, Vlan vlan, boolean linkGroup, MonotonicTime now) {
    return family.equals(EtherType.IPV4)
        ? Arrival.receive(this, octets, vlan, linkGroup, now)
        : Ipv6Arrival.receive(this, octets, vlan, linkGroup, now);
  }

  /** Takes a whole packet that another shard put together. */
  public Step<Ip, IpEffect> take(Delivery delivery, MonotonicTime now) {
    return Upward.take(this, delivery, now);
  }

  /** Tells the responder of its protocol of an error. */
  public Step<Ip, IpEffect> hear(IpError error, MonotonicTime now) {
    var responder = addresses.owns(error.self()) ? responders.get(error.protocol()) : NOBODY;
    return responder.isEmpty()
        ? Step.to(this, new IpEffect.Drop(IpDrop.ERROR_NOT_OURS))
        : respond(responder.get(), it -> it.hear(error, now));
  }

  /** One step of a responder; a fault in it costs the input, not the stack. */
  Step<Ip, IpEffect> respond(IpResponder responder, Response response) {
    try {
      var step = response.of(responder);
      return new Step<>(with(responder, step.state()), step.effects());
    } catch (RuntimeException fault) {
      return new Step<>(
          this,
          List.of(
              new IpEffect.Drop(IpDrop.RESPONDER_FAILED),
              new IpEffect.Tell(new Fault(responder.name(), fault))));
    }
  }

  interface Response {
    Step<IpResponder, IpEffect> of(IpResponder responder);
  }

  /** When reassembly or a responder has something to do; may be early. */
  public Option<MonotonicTime> nextDeadline() {
    return MonotonicTime.sooner(
        MonotonicTime.sooner(reassembly.nextDeadline(), paths.nextDeadline()),
        responders.nextDeadline());
  }

  public Step<Ip, IpEffect> wake(MonotonicTime now) {
    @Var Step<Ip, IpEffect> step = Arrival.expire(with(paths.expire(now)), now);
    for (var responder : responders.all()) {
      var due = responder.nextDeadline();
      if (due.isDefined() && now.reached(due.get())) {
        step = step.andThen(ip -> ip.respond(responder, it -> it.wake(now)));
      }
    }
    return step;
  }

  /** Turns what is to be sent into packets and a next hop, or says why it cannot be sent. */
  public Either<IpDrop, Outgoing> send(IpEffect.Send send) {
    return Departure.send(this, send);
  }

  /**
   * What the host itself says of a packet that {@link #send} found too long and that must not be
   * split; none where it is too short to be anybody's.
   */
  public Option<IpError> tooLong(IpEffect.Send send) {
    return send.dontFragment() && send.payload().length() >= IpError.LEAST
        ? Option.some(Departure.tooLong(this, send))
        : Option.none();
  }

  /** The longest packet to a destination that need not be split, as far as is known. */
  public int pathMtu(IpAddress destination) {
    return destination.width() == 32 ? paths.mtu(destination, mtu) : paths.mtu(destination);
  }

  /** The address with which a packet to {@code destination} is sent. */
  public Option<IpAddress> sourceFor(IpAddress destination) {
    return routes.origins().isEmpty()
        ? addresses.sourceFor(destination)
        : addresses.sourceFor(
            destination,
            firstHop(destination).flatMap(routes.origins()::get).getOrElse(HashSet.empty()));
  }

  Ip counted() {
    return new Ip(addresses, routes, responders, reassembly, paths, mtu, numbering.counted());
  }
}
