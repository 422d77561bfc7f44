package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Fault;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import io.vavr.collection.List;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * The Internet layer of one host.
 *
 * @param mtu the longest packet that the link takes, in octets
 * @param nextId the identification of the next packet, 0…65535
 */
public record Ip(
    Addresses addresses,
    RouteTable routes,
    TreeMap<IpProtocol, IpResponder> responders,
    Reassembly reassembly,
    int mtu,
    int nextId) {

  /**
   * A host without addresses.
   *
   * @throws IllegalArgumentException where two responders stand on the same protocol
   */
  public static Ip of(
      Vector<Route> routes, Vector<? extends IpResponder> responders, int mtu, Secret secret) {
    @Var TreeMap<IpProtocol, IpResponder> byProtocol = TreeMap.empty();
    for (var responder : responders) {
      var other = byProtocol.get(responder.protocol());
      if (other.isDefined()) {
        throw new IllegalArgumentException(
            "responders '%s' and '%s' both want IP protocol %d"
                .formatted(other.get().name(), responder.name(), responder.protocol().number()));
      }
      byProtocol = byProtocol.put(responder.protocol(), responder);
    }
    return new Ip(
        Addresses.NONE,
        RouteTable.of(routes),
        byProtocol,
        Reassembly.EMPTY,
        mtu,
        secret.below(0x1_0000, 0));
  }

  public Ip withAddress(InterfaceAddress address) {
    return addresses.owns(address.address())
        ? this
        : with(addresses.with(address), routes.with(onLink(address)));
  }

  public Ip withoutAddress(InterfaceAddress address) {
    return with(addresses.without(address), routes.without(onLink(address)));
  }

  private static Route onLink(InterfaceAddress address) {
    return new Route(address.prefix(), Option.none());
  }

  private Ip with(Addresses others, RouteTable table) {
    return new Ip(others, table, responders, reassembly, mtu, nextId);
  }

  Ip with(Reassembly next) {
    return next == reassembly ? this : new Ip(addresses, routes, responders, next, mtu, nextId);
  }

  private Ip with(IpResponder before, IpResponder responder) {
    return before == responder
        ? this
        : new Ip(
            addresses,
            routes,
            responders.put(before.protocol(), responder),
            reassembly,
            mtu,
            nextId);
  }

  /** The same with {@code responder} in the place of the one of its protocol. */
  public Ip renewed(IpResponder responder) {
    return new Ip(
        addresses,
        routes,
        responders.put(responder.protocol(), responder),
        reassembly,
        mtu,
        nextId);
  }

  /**
   * Takes a packet off the link.
   *
   * @param linkGroup whether its frame was sent to more than one host
   */
  public Step<Ip, IpEffect> receive(Slice octets, Vlan vlan, boolean linkGroup, MonotonicTime now) {
    return Arrival.receive(this, octets, vlan, linkGroup, now);
  }

  /** Gives a whole packet to the responder of its protocol. */
  Step<Ip, IpEffect> deliver(Delivery delivery, MonotonicTime now) {
    var responder = responders.get(delivery.packet().protocol());
    if (responder.isEmpty()) {
      return delivery.toGroup()
          ? Step.to(this, new IpEffect.Drop(IpDrop.NOBODY_ANSWERS))
          : Step.<Ip, IpEffect>to(this, new IpEffect.Drop(IpDrop.NOBODY_ANSWERS))
              .with(new IpEffect.Reject(delivery, new Rejection.ProtocolUnreachable()));
    }
    return respond(responder.get(), it -> it.receive(delivery, now));
  }

  /** One step of a responder; a fault in it costs the input, not the stack. */
  private Step<Ip, IpEffect> respond(IpResponder responder, Response response) {
    try {
      return response.of(responder).map(next -> with(responder, next));
    } catch (RuntimeException fault) {
      return new Step<>(
          this,
          List.of(
              new IpEffect.Drop(IpDrop.RESPONDER_FAILED),
              new IpEffect.Tell(new Fault(responder.name(), fault))));
    }
  }

  private interface Response {
    Step<IpResponder, IpEffect> of(IpResponder responder);
  }

  /** When reassembly or a responder has something to do; may be early. */
  public Option<MonotonicTime> nextDeadline() {
    @Var var soonest = reassembly.nextDeadline();
    for (var responder : responders.values()) {
      var due = responder.nextDeadline();
      if (due.isDefined() && (soonest.isEmpty() || due.get().isBefore(soonest.get()))) {
        soonest = due;
      }
    }
    return soonest;
  }

  public Step<Ip, IpEffect> wake(MonotonicTime now) {
    @Var Step<Ip, IpEffect> step = Arrival.expire(this, now);
    for (var responder : responders.values()) {
      var due = responder.nextDeadline();
      if (due.isDefined() && now.reached(due.get())) {
        step = step.andThen(ip -> ip.respond(responder, it -> it.wake(now)));
      }
    }
    return step;
  }

  /** Turns what is to be sent into packets and a next hop, or says why it cannot be sent. */
  public Either<IpDrop, Step<Ip, Outgoing>> send(IpEffect.Send send) {
    return Departure.send(this, send);
  }

  /** The address with which a packet to {@code destination} is sent. */
  public Option<IpAddress> sourceFor(IpAddress destination) {
    return addresses.sourceFor(destination);
  }

  Ip counted() {
    return new Ip(addresses, routes, responders, reassembly, mtu, (nextId + 1) & 0xffff);
  }
}
