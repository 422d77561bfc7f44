package dev.etherloom.logic.stack;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.arp.Arp;
import dev.etherloom.logic.ethernet.EtherEffect;
import dev.etherloom.logic.ethernet.EthernetHeader;
import dev.etherloom.logic.ip.IpDrop;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpError;
import dev.etherloom.logic.ip.Outgoing;
import dev.etherloom.logic.ip.Outgoing.NextHop;
import dev.etherloom.logic.ndp.Ndp;
import dev.etherloom.logic.neighbor.NeighborEffect;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Sighting;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import io.vavr.collection.List;
import io.vavr.control.Option;

/** Carries out what the rooms ask for: packets find their neighbor, frames go out. */
final class Egress {
  /** IPv4 multicast MAC addresses begin so (RFC 1112 §6.4). */
  private static final long IPV4_MULTICAST = 0x0100_5e00_0000L;

  /** IPv6 multicast MAC addresses begin so (RFC 2464 §7). */
  private static final long IPV6_MULTICAST = 0x3333_0000_0000L;

  private Egress() {}

  /** What responders to an EtherType ask for. */
  static Step<Host, Effect> ether(Host host, List<EtherEffect> effects, MonotonicTime now) {
    return Step.forEach(host, effects, (so, effect) -> ether(so, effect, now));
  }

  private static Step<Host, Effect> ether(Host host, EtherEffect effect, MonotonicTime now) {
    return switch (effect) {
      case EtherEffect.Transmit(var header, var payload) -> transmit(host, header, payload);
      case EtherEffect.Learn(var vlan, var address, var mac, var create, _) -> {
        var sighting = new Sighting(Option.some(mac), create, true, true);
        yield learn(host, vlan, address, sighting, now);
      }
      case EtherEffect.Own(var address) -> Step.to(host.with(host.ip().withAddress(address)));
      case EtherEffect.Disown(var address) -> Step.to(host.with(host.ip().withoutAddress(address)));
      case EtherEffect.Drop(var reason) -> Step.to(host, new Effect.Dropped(reason));
      case EtherEffect.Tell(var notice) ->
          Step.to(host, new Effect.Told(host.config().name(), notice));
    };
  }

  private static Step<Host, Effect> transmit(Host host, EthernetHeader header, Emit payload) {
    return payload.length() > host.config().mtu()
        ? Step.to(host, new Effect.Dropped(StackDrop.TOO_LONG))
        : Step.to(host, new Effect.Transmit(header, payload));
  }

  /** What the Internet layer and those on it ask for. */
  static Step<Host, Effect> ip(Host host, List<IpEffect> effects, MonotonicTime now) {
    return Step.forEach(host, effects, (so, effect) -> ip(so, effect, now));
  }

  private static Step<Host, Effect> ip(Host host, IpEffect effect, MonotonicTime now) {
    return switch (effect) {
      case IpEffect.Send send -> send(host, send, now);
      case IpEffect.Reject(var delivery, var rejection) -> {
        var error = host.errors().about(delivery, rejection, now);
        yield ip(host.with(error.state()), error.effects(), now);
      }
      case IpEffect.Hear(var error) -> {
        var heard = host.ip().hear(error, now);
        yield ip(host.with(heard.state()), heard.effects(), now);
      }
      case IpEffect.Drop(var reason) -> Step.to(host, new Effect.Dropped(reason));
      case IpEffect.Tell(var notice) ->
          Step.to(host, new Effect.Told(host.config().name(), notice));
      case IpEffect.HandOver(var shard, var delivery) -> {
        var input = new Input.HandedOver(host.config().name(), delivery);
        yield Step.to(host, new Effect.HandOver(shard, input));
      }
      case IpEffect.Learn(var vlan, var neighbor, var sighting) ->
          learn(host, vlan, neighbor, sighting, now);
      case IpEffect.Timing(var reachable, var retry) ->
          Step.to(host.with(host.neighbors().timed(reachable, retry)));
      case IpEffect.Wish wish -> {
        var asked = host.ip().asked(wish, now);
        yield ip(host.with(asked.state()), asked.effects(), now);
      }
      case IpEffect.Configure change -> Step.to(host.with(host.ip().configured(change, now)));
    };
  }

  private static Step<Host, Effect> learn(
      Host host, Vlan vlan, IpAddress neighbor, Sighting sighting, MonotonicTime now) {
    var learned = host.neighbors().learn(vlan, neighbor, sighting, now);
    var next = host.with(learned.state());
    return neighbors(
        sighting.confirms() ? next.with(next.ip().trusting(neighbor)) : next,
        learned.effects(),
        now);
  }

  private static Step<Host, Effect> send(Host host, IpEffect.Send send, MonotonicTime now) {
    var sent = host.ip().send(send);
    if (sent.isLeft()) {
      return refused(host, send, sent.getLeft(), now);
    }
    var outgoing = sent.get();
    return Step.forEach(
        host.with(outgoing.ip()),
        outgoing.packets(),
        (so, packet) -> send(so, outgoing, packet, now));
  }

  private static Step<Host, Effect> refused(
      Host host, IpEffect.Send send, IpDrop reason, MonotonicTime now) {
    var dropped = Step.<Host, Effect>to(host, new Effect.Dropped(reason));
    var error = reason == IpDrop.TOO_LONG ? host.ip().tooLong(send) : Option.<IpError>none();
    return error.isEmpty()
        ? dropped
        : dropped.andThen(so -> ip(so, new IpEffect.Hear(error.get()), now));
  }

  private static Step<Host, Effect> send(
      Host host, Outgoing outgoing, Outgoing.Packet packet, MonotonicTime now) {
    return switch (outgoing.nextHop()) {
      case NextHop.Everybody() -> frame(host, outgoing.vlan(), MacAddress.BROADCAST, packet);
      case NextHop.Group(var group) -> frame(host, outgoing.vlan(), groupMac(group), packet);
      case NextHop.Neighbor(var address) -> toNeighbor(host, outgoing.vlan(), address, packet, now);
    };
  }

  private static Step<Host, Effect> toNeighbor(
      Host host, Vlan vlan, IpAddress address, Outgoing.Packet packet, MonotonicTime now) {
    var mac = host.neighbors().ready(vlan, address, now);
    if (mac.isDefined()) {
      return frame(host, vlan, mac.get(), packet);
    }
    var step = host.neighbors().send(vlan, address, packet, now);
    return neighbors(host.with(step.state()), step.effects(), now);
  }

  private static Step<Host, Effect> frame(
      Host host, Vlan vlan, MacAddress to, Outgoing.Packet packet) {
    var header = new EthernetHeader(to, host.config().mac(), vlan, packet.etherType());
    return Step.to(host, new Effect.Transmit(header, packet));
  }

  private static MacAddress groupMac(IpAddress group) {
    return new MacAddress(
        switch (group) {
          case Ipv4Address(var bits) -> IPV4_MULTICAST | (bits & 0x7f_ffff);
          case Ipv6Address(_, var low) -> IPV6_MULTICAST | (low & 0xffff_ffffL);
        });
  }

  /** What the neighbor table asks for. */
  static Step<Host, Effect> neighbors(
      Host host, List<NeighborEffect<Outgoing.Packet>> effects, MonotonicTime now) {
    return Step.forEach(host, effects, Egress::neighbor);
  }

  private static Step<Host, Effect> neighbor(Host host, NeighborEffect<Outgoing.Packet> effect) {
    return switch (effect) {
      case NeighborEffect.Ready<Outgoing.Packet>(var packet, var vlan, var mac) ->
          frame(host, vlan, mac, packet);
      case NeighborEffect.Discard<Outgoing.Packet>(_, var reason) ->
          Step.to(host, new Effect.Dropped(reason));
      case NeighborEffect.Question<Outgoing.Packet> question -> ask(host, question);
      case NeighborEffect.Silent<Outgoing.Packet>(var address) ->
          Step.to(host.with(host.ip().doubting(address)));
    };
  }

  private static Step<Host, Effect> ask(
      Host host, NeighborEffect.Question<Outgoing.Packet> question) {
    var own = host.ip().sourceFor(question.address());
    return switch (question.address()) {
      case Ipv4Address target when own.getOrNull() instanceof Ipv4Address self -> {
        var frame =
            Arp.question(host.config().mac(), self, target, question.vlan(), question.holder());
        yield Step.to(host, new Effect.Transmit(frame.header(), frame.payload()));
      }
      case Ipv6Address target when own.getOrNull() instanceof Ipv6Address self ->
          frame(
              host,
              question.vlan(),
              question.holder().getOrElse(() -> groupMac(target.solicitedNode())),
              Ndp.question(host.config().mac(), self, target, question.holder().isDefined()));
      case Ipv4Address _, Ipv6Address _ -> Step.to(host);
    };
  }
}
