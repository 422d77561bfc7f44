package dev.etherloom.logic.ndp;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv6Header;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.ip.Outgoing;
import dev.etherloom.logic.ndp.Claim.State;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Sighting;
import dev.etherloom.logic.net.Step;
import io.vavr.collection.List;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** Questions for addresses, and answers (RFC 4861 §7). */
final class Neighbors {
  private Neighbors() {}

  /** §7.1.1, §7.2.3, §7.2.4; RFC 4862 §5.4.3 where the address is tentative. */
  static Step<Ndp, IpEffect> solicited(Ndp ndp, NeighborSolicitation message, Delivery delivery) {
    boolean probe = delivery.packet().source().isUnspecified();
    var destination = (Ipv6Address) delivery.packet().destination();
    var option = source(message.options());
    if (probe && (option.isDefined() || !destination.equals(message.target().solicitedNode()))) {
      return Ndp.drop(ndp, NdpDrop.BAD_PROBE);
    }
    var mac = option.flatMap(LinkLayerAddress::mac);
    if (mac.exists(it -> it.isGroup() || it.equals(MacAddress.ZERO))) {
      return Ndp.drop(ndp, NdpDrop.BAD_ADDRESS);
    }
    var claim = ndp.claims().all().get(message.target());
    if (claim.isEmpty() || claim.get().state() instanceof State.Duplicate) {
      return Ndp.drop(ndp, NdpDrop.NOT_OURS);
    }
    if (claim.get().isTentative()) {
      return probe
          ? ndp.claims().taken(claim.get()).map(ndp::with)
          : Ndp.drop(ndp, NdpDrop.TENTATIVE);
    }
    var answer = answer(ndp, claim.get(), delivery, probe);
    return mac.isEmpty()
        ? Step.to(ndp, answer)
        : new Step<>(
            ndp,
            List.of(
                new IpEffect.Learn(
                    delivery.vlan(), delivery.packet().source(), Sighting.mention(mac.get())),
                answer));
  }

  /**
   * §7.2.4. For an address that others may have too, it overrides nothing (§7.2.7, §7.2.8); it is
   * not delayed, as this host knows of no other that stands in for the same.
   */
  private static IpEffect answer(Ndp ndp, Claim claim, Delivery delivery, boolean probe) {
    int flags =
        (claim.isShared() ? 0 : NeighborAdvertisement.OVERRIDE)
            | (probe ? 0 : NeighborAdvertisement.SOLICITED);
    var target = claim.ip();
    return ndp.link()
        .send(
            delivery.vlan(),
            target,
            probe ? Ipv6Address.ALL_NODES : (Ipv6Address) delivery.packet().source(),
            new NeighborAdvertisement(
                flags, target, Vector.of(new LinkLayerAddress.Target(ndp.link().mac()))));
  }

  /** §7.1.2, §7.2.5; RFC 4862 §5.4.4 where the address is tentative. */
  static Step<Ndp, IpEffect> advertised(Ndp ndp, NeighborAdvertisement message, Delivery delivery) {
    if (message.isSolicited() && delivery.packet().destination().isMulticast()) {
      return Ndp.drop(ndp, NdpDrop.SOLICITED_TO_GROUP);
    }
    var mac = target(message.options()).flatMap(LinkLayerAddress::mac);
    if (mac.exists(it -> it.isGroup() || it.equals(MacAddress.ZERO))) {
      return Ndp.drop(ndp, NdpDrop.BAD_ADDRESS);
    }
    var claim = ndp.claims().all().get(message.target());
    if (claim.exists(Claim::isTentative)) {
      return ndp.claims().taken(claim.get()).map(ndp::with);
    }
    if (claim.exists(Claim::isHeld)) {
      return Ndp.drop(ndp, NdpDrop.OWN_ADDRESS);
    }
    var sighting = new Sighting(mac, false, message.isSolicited(), message.isOverride());
    var learned =
        Step.<Ndp, IpEffect>to(
            ndp, new IpEffect.Learn(delivery.vlan(), message.target(), sighting));
    return message.isRouter()
        ? learned
        : learned.andThen(so -> so.routers().noRouter(message.target()).map(so::with));
  }

  static Option<LinkLayerAddress> source(Vector<NdpOption> options) {
    return options
        .find(LinkLayerAddress.Source.class::isInstance)
        .map(LinkLayerAddress.class::cast);
  }

  static Option<LinkLayerAddress> target(Vector<NdpOption> options) {
    return options
        .find(LinkLayerAddress.Target.class::isInstance)
        .map(LinkLayerAddress.class::cast);
  }

  /**
   * Who has {@code target}? Asked of all who may, or of the one that had it last (§7.2.2, §7.3.3).
   */
  static Outgoing.Packet question(
      MacAddress self, Ipv6Address own, Ipv6Address target, boolean toHolder) {
    var to = toHolder ? target : target.solicitedNode();
    var message = new NeighborSolicitation(0, target, Vector.of(new LinkLayerAddress.Source(self)));
    var header = new Ipv6Header(0, 0, 0, IpProtocol.ICMPV6, Link.HOP_LIMIT, own, to);
    return Outgoing.V6.of(
        header,
        Slice.EMPTY,
        message.toIcmp().over(Ipv6Packet.pseudoHeader(own, to, IpProtocol.ICMPV6)));
  }
}
