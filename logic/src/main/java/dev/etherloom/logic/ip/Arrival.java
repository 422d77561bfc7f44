package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.Reassembly.Context;
import dev.etherloom.logic.ip.Reassembly.Partial;
import dev.etherloom.logic.ip.Reassembly.Piece;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import io.vavr.collection.List;
import io.vavr.control.Option;

/** An IPv4 packet comes in: the rules of RFC 1122 §3.2.1 and §3.3, in order. */
final class Arrival {
  private Arrival() {}

  /** §3.2.1.1 version, §3.2.1.2 checksum: the codec; then addresses, options, fragments. */
  static Step<Ip, IpEffect> receive(
      Ip ip, Slice octets, Vlan vlan, boolean linkGroup, MonotonicTime now) {
    var decoded = Ipv4Header.decode(octets);
    if (decoded.isLeft()) {
      return Step.to(ip, new IpEffect.Drop(decoded.getLeft()));
    }
    var packet = decoded.get();
    boolean ours = ip.addresses().owns(packet.destination());
    var refusal = refusal(ip.addresses(), packet, ours, linkGroup);
    if (refusal.isDefined()) {
      return Step.to(ip, new IpEffect.Drop(refusal.get()));
    }
    boolean toGroup = linkGroup || !ours;
    var fragment = packet.header().fragment();
    return fragment.isWhole()
        ? whole(ip, packet, new Context(vlan, toGroup, false), now)
        : fragment(ip, packet, new Context(vlan, toGroup, true), now);
  }

  /** §3.2.1.3 addresses, §3.3.6 broadcasts. */
  private static Option<IpDrop> refusal(
      Addresses own, Ipv4Packet packet, boolean ours, boolean linkGroup) {
    var source = packet.source();
    if ((source.isNoSource() && !source.isUnspecified()) || own.isBroadcast(source)) {
      return Option.some(IpDrop.BAD_SOURCE);
    }
    if (own.owns(source)) {
      return Option.some(IpDrop.OWN_SOURCE);
    }
    var destination = packet.destination();
    if (ours) {
      return linkGroup ? Option.some(IpDrop.UNICAST_TO_GROUP) : Option.none();
    }
    return own.isBroadcast(destination)
            || destination.equals(Ipv4Address.ALL_HOSTS)
            || destination.isUnspecified()
        ? Option.none()
        : Option.some(IpDrop.NOT_FOR_US);
  }

  private static Step<Ip, IpEffect> whole(
      Ip ip, Ipv4Packet packet, Context context, MonotonicTime now) {
    var delivery = delivery(ip, packet, context);
    return packet.header().options().isEmpty()
        ? Upward.deliver(ip, delivery, now)
        : options(ip, packet, delivery, now);
  }

  static Delivery delivery(Ip ip, IpPacket packet, Context context) {
    var self =
        context.toGroup()
            ? ip.sourceFor(packet.source()).getOrElse(packet.destination())
            : packet.destination();
    return new Delivery(packet, context.vlan(), self, context.toGroup(), context.inPieces());
  }

  /** §3.2.1.8: options have to make sense; a source route that is not done leads past this host. */
  private static Step<Ip, IpEffect> options(
      Ip ip, Ipv4Packet packet, Delivery delivery, MonotonicTime now) {
    var options = Ipv4Option.decode(packet.header().options());
    if (options.isLeft()) {
      int start = packet.header().options().offset() - Ipv4Header.LENGTH;
      int pointer = options.getLeft().offset() - start;
      return Step.<Ip, IpEffect>to(ip, new IpEffect.Drop(IpDrop.BAD_OPTION))
          .with(new IpEffect.Reject(delivery, new Rejection.ParameterProblem(pointer)));
    }
    boolean leadsOn =
        options
            .get()
            .exists(
                option ->
                    option instanceof Ipv4Option.AddressList list
                        && list.isSourceRoute()
                        && !list.isDone());
    return leadsOn
        ? Step.<Ip, IpEffect>to(ip, new IpEffect.Drop(IpDrop.SOURCE_ROUTED))
            .with(new IpEffect.Reject(delivery, new Rejection.SourceRouteFailed()))
        : Upward.deliver(ip, delivery, now);
  }

  /** §3.3.2 reassembly. */
  private static Step<Ip, IpEffect> fragment(
      Ip ip, Ipv4Packet packet, Context context, MonotonicTime now) {
    var result = ip.reassembly().add(Piece.of(packet, context), context, now);
    var next = ip.with(result.next());
    List<IpEffect> drops = result.drops().map(IpEffect.Drop::new);
    return new Step<>(next, drops)
        .andThen(
            so ->
                result.whole().getOrNull() instanceof Ipv4Packet whole
                    ? whole(so, whole, context, now)
                    : Step.to(so));
  }

  /** §3.3.2: time exceeded, told only where the first fragment is there to be quoted. */
  static Step<Ip, IpEffect> expire(Ip ip, MonotonicTime now) {
    var expired = ip.reassembly().expire(now);
    @Var Step<Ip, IpEffect> step = Step.to(ip.with(expired._1));
    for (var partial : expired._2.reject(Partial::refused)) {
      step = step.with(new IpEffect.Drop(IpDrop.REASSEMBLY_TIMEOUT));
      if (partial.first().isDefined()) {
        var delivery = delivery(ip, partial.first().get(), partial.context());
        step = step.with(new IpEffect.Reject(delivery, new Rejection.ReassemblyTimeExceeded()));
      }
    }
    return step;
  }
}
