package dev.etherloom.logic.arp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.ethernet.EtherEffect;
import dev.etherloom.logic.ethernet.EtherResponder;
import dev.etherloom.logic.ethernet.EthernetHeader;
import dev.etherloom.logic.ethernet.Reception;
import dev.etherloom.logic.net.DropReason;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import io.vavr.collection.List;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * Answers ARP for the addresses of one host, and keeps watch over them.
 *
 * @param self the host's MAC address
 * @param vlan the link on which it speaks unasked
 * @param claims the host's addresses, and how far it is with each
 */
public record Arp(MacAddress self, Vlan vlan, Secret secret, TreeMap<Ipv4Address, Owned> claims)
    implements EtherResponder {

  /** An address of the host. */
  record Owned(InterfaceAddress address, Claim claim) {
    Owned with(Claim next) {
      return new Owned(address, next);
    }
  }

  /**
   * A host that has just come up; {@link #wake} begins.
   *
   * @param probeFirst whether an address is used only once it proved free (RFC 5227 §2.1);
   *     otherwise it is used and announced at once, and defended from then on
   */
  public static Arp start(
      MacAddress self,
      Vlan vlan,
      Secret secret,
      Vector<InterfaceAddress> addresses,
      boolean probeFirst) {
    var past = new MonotonicTime(Long.MIN_VALUE);
    var first =
        probeFirst ? new Claim.Probing(-1, past) : new Claim.Announcing(0, past, Option.none());
    @Var TreeMap<Ipv4Address, Owned> claims = TreeMap.empty();
    for (var address : addresses) {
      if (address.address() instanceof Ipv4Address ip) {
        claims = claims.put(ip, new Owned(address, first));
      }
    }
    return new Arp(self, vlan, secret, claims);
  }

  /** Asks who has {@code target}: all, or only the neighbor that had it last. */
  public static EtherEffect.Transmit question(
      MacAddress self, Ipv4Address own, Ipv4Address target, Vlan vlan, Option<MacAddress> holder) {
    var to = holder.getOrElse(MacAddress.BROADCAST);
    return new EtherEffect.Transmit(
        new EthernetHeader(to, self, vlan, EtherType.ARP), ArpPacket.request(self, own, target));
  }

  @Override
  public String name() {
    return "arp";
  }

  @Override
  public EtherType etherType() {
    return EtherType.ARP;
  }

  /** RFC 826 "Packet Reception", after the checks that a hostile link makes necessary. */
  @Override
  public Step<EtherResponder, EtherEffect> receive(Reception in, MonotonicTime now) {
    var decoded = ArpPacket.decode(in.frame().payload());
    if (decoded.isLeft()) {
      return drop(decoded.getLeft());
    }
    var packet = decoded.get();
    if (packet.senderMac().isGroup() || packet.senderMac().equals(MacAddress.ZERO)) {
      return drop(ArpDrop.GROUP_SENDER);
    }
    if (packet.senderMac().equals(self)) {
      return drop(ArpDrop.OWN);
    }
    if (!packet.senderMac().equals(in.frame().header().source())) {
      return drop(ArpDrop.SENDER_DIFFERS);
    }
    if (packet.isProbe()) {
      return answer(in, packet, List.empty(), now);
    }
    if (packet.senderIp().isNoSource()) {
      return drop(ArpDrop.BAD_SENDER);
    }
    var claimed = claims.get(packet.senderIp());
    return claimed.isDefined()
        ? Conflict.with(this, claimed.get(), packet.senderMac(), now)
        : answer(in, packet, List.of(learn(in, packet)), now);
  }

  private EtherEffect learn(Reception in, ArpPacket packet) {
    boolean forUs = isUsed(packet.targetIp());
    return new EtherEffect.Learn(
        in.frame().header().vlan(),
        packet.senderIp(),
        packet.senderMac(),
        forUs,
        packet.operation() == ArpPacket.REPLY && !in.toGroup());
  }

  private Step<EtherResponder, EtherEffect> answer(
      Reception in, ArpPacket packet, List<EtherEffect> effects, MonotonicTime now) {
    if (packet.operation() != ArpPacket.REQUEST) {
      return new Step<>(this, effects);
    }
    if (isUsed(packet.targetIp())) {
      return new Step<>(this, effects.append(in.reply(packet.reply(self))));
    }
    var wanted = claims.get(packet.targetIp());
    return packet.isProbe() && wanted.isDefined() && wanted.get().claim instanceof Claim.Probing
        ? Conflict.with(this, wanted.get(), packet.senderMac(), now)
        : new Step<>(this, effects);
  }

  private boolean isUsed(Ipv4Address address) {
    var owned = claims.get(address);
    return owned.isDefined() && owned.get().claim.isUsed();
  }

  private Step<EtherResponder, EtherEffect> drop(DropReason reason) {
    return Step.to(this, new EtherEffect.Drop(reason));
  }

  @Override
  public Option<MonotonicTime> nextDeadline() {
    @Var Option<MonotonicTime> soonest = Option.none();
    for (var owned : claims) {
      var due = owned._2.claim.due();
      if (due.isDefined() && (soonest.isEmpty() || due.get().isBefore(soonest.get()))) {
        soonest = due;
      }
    }
    return soonest;
  }

  @Override
  public Step<EtherResponder, EtherEffect> wake(MonotonicTime now) {
    @Var Step<EtherResponder, EtherEffect> step = Step.to(this);
    for (var owned : claims) {
      var due = owned._2.claim.due();
      if (due.isDefined() && now.reached(due.get())) {
        step = step.andThen(arp -> Probe.advance((Arp) arp, owned._2, now));
      }
    }
    return step;
  }

  Arp with(Owned owned, Claim next) {
    return new Arp(
        self, vlan, secret, claims.put((Ipv4Address) owned.address.address(), owned.with(next)));
  }

  /** To all on the link on which the host speaks unasked. */
  EtherEffect broadcast(ArpPacket packet) {
    return new EtherEffect.Transmit(
        new EthernetHeader(MacAddress.BROADCAST, self, vlan, EtherType.ARP), packet);
  }
}
