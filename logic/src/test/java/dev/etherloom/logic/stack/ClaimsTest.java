package dev.etherloom.logic.stack;

import static dev.etherloom.logic.testkit.Stacks.both;
import static dev.etherloom.logic.testkit.Stacks.icmp6;
import static dev.etherloom.logic.testkit.Stacks.ip6;
import static dev.etherloom.logic.testkit.Stacks.mac;
import static dev.etherloom.logic.testkit.Stacks.packet6;
import static dev.etherloom.logic.testkit.Stranger.asking;
import static dev.etherloom.logic.testkit.Stranger.echo;
import static dev.etherloom.logic.testkit.Stranger.icmp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.ip.Ipv6Header;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.ndp.LinkLayerAddress;
import dev.etherloom.logic.ndp.NeighborAdvertisement;
import dev.etherloom.logic.ndp.NeighborSolicitation;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.Stranger;
import dev.etherloom.logic.testkit.VirtualSwitch;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Addresses that a responder claims: neighbor discovery answers for them. */
class ClaimsTest {
  private static final Ipv6Address OWN = Ipv6Address.of("fd00::77");
  private static final Ipv6Address SHARED = Ipv6Address.of("2001:db8::88");
  private static final IpProtocol PROTOCOL = new IpProtocol(253);
  private static final Duration SOON = Duration.ofSeconds(5);

  /** Claims two addresses at once, answers with the address that was asked, lets go when told. */
  private record Claimer(Option<MonotonicTime> nextDeadline) implements IpResponder {
    @Override
    public String name() {
      return "claimer";
    }

    @Override
    public IpProtocol protocol() {
      return PROTOCOL;
    }

    @Override
    public Step<IpResponder, IpEffect> wake(MonotonicTime now) {
      return Step.<IpResponder, IpEffect>to(
              new Claimer(Option.none()), new IpEffect.Claim(OWN, false))
          .with(new IpEffect.Claim(SHARED, true));
    }

    @Override
    public Step<IpResponder, IpEffect> receive(Delivery delivery, MonotonicTime now) {
      return delivery.packet().payload().isEmpty()
          ? Step.<IpResponder, IpEffect>to(this, new IpEffect.Release(OWN))
              .with(new IpEffect.Release(ip6(1)))
          : Step.to(this, delivery.reply(delivery.packet().payload()));
    }
  }

  private static State claiming() {
    return Stacks.of(both(1, false), new Claimer(Option.some(new MonotonicTime(1))));
  }

  private final Stranger stranger = new Stranger(claiming());

  private Vector<Ipv6Packet> asked(Ipv6Address target) {
    stranger.say(icmp6(ip6(9), target.solicitedNode(), 255, asking(target).toIcmp()));
    return stranger.answers();
  }

  private void send(Ipv6Address to, Slice payload) {
    stranger.say(packet6(ip6(9), to, PROTOCOL, 64, payload));
  }

  @Test
  @DisplayName("8504-5.4-15: a claimed address is answered for; a shared one without override")
  void answersForThem() {
    var own = asked(OWN).single();
    assertEquals(OWN, own.source());
    assertEquals(
        NeighborAdvertisement.SOLICITED | NeighborAdvertisement.OVERRIDE, icmp(own).word());
    var shared = asked(SHARED).single();
    assertEquals(NeighborAdvertisement.SOLICITED, icmp(shared).word());
    assertTrue(
        shared
            .payload()
            .equals(
                new NeighborAdvertisement(
                        NeighborAdvertisement.SOLICITED,
                        SHARED,
                        Vector.of(new LinkLayerAddress.Target(mac(1))))
                    .toIcmp()
                    .over(shared.pseudoHeader())
                    .toSlice()));
  }

  @Test
  @DisplayName("packets to a claimed address reach the responder, and echo is answered from it")
  void packets() {
    send(OWN, Slice.utf8("for one"));
    send(SHARED, Slice.utf8("for many"));
    stranger.say(packet6(ip6(9), SHARED, IpProtocol.ICMPV6, 64, echo(SHARED, Slice.of(1))));
    assertEquals(Vector.of(OWN, SHARED, SHARED), stranger.answers().map(Ipv6Packet::source));
    var source = stranger.host().ip().sourceFor(ip6(9));
    assertEquals(Option.some(ip6(1)), source, "the host does not speak from it by itself");
  }

  @Test
  @DisplayName("8504-5.4-16: news of new addresses; 8504-6.3-3: only a shared one without a probe")
  void news() {
    var start = new VirtualSwitch();
    var _ = start.plug(claiming());
    start.run(SOON);
    var sent =
        Vector.ofAll(start.passed())
            .map(it -> EthernetFrame.decode(it.octets()).get())
            .filter(it -> it.header().etherType().equals(EtherType.IPV6))
            .map(it -> Ipv6Header.decode(it.payload()).get());
    var told = sent.filter(it -> icmp(it).type() == NeighborAdvertisement.TYPE);
    assertEquals(Vector.of(ip6(1), SHARED, OWN).sorted(), told.map(it -> it.source()).sorted());
    assertEquals(
        Ipv6Address.ALL_ROUTERS, told.find(it -> it.source().equals(ip6(1))).get().destination());
    var own = told.find(it -> it.source().equals(OWN)).get();
    assertEquals(Ipv6Address.ALL_NODES, own.destination());
    assertEquals(NeighborAdvertisement.OVERRIDE, icmp(own).word());
    assertEquals(0, icmp(told.find(it -> it.source().equals(SHARED)).get()).word());
    var probes = sent.filter(it -> icmp(it).type() == NeighborSolicitation.TYPE);
    assertTrue(probes.exists(it -> it.destination().equals(OWN.solicitedNode())));
    assertFalse(probes.exists(it -> it.destination().equals(SHARED.solicitedNode())));
  }

  @Test
  @DisplayName("a claimed address is defended, and not taken where another host has it")
  void duplicates() {
    var probe = new NeighborSolicitation(0, OWN, Vector.empty()).toIcmp();
    stranger.say(icmp6(Ipv6Address.UNSPECIFIED, OWN.solicitedNode(), 255, probe));
    assertEquals(Ipv6Address.ALL_NODES, stranger.answers().single().destination());
    var second = stranger.hub.plug(claiming2());
    stranger.hub.run(SOON);
    var addresses = stranger.hub.stack(second).hosts().values().head().ip().addresses();
    assertFalse(addresses.owns(OWN), addresses.toString());
    assertTrue(addresses.owns(SHARED), addresses.toString());
  }

  private static State claiming2() {
    return Stacks.of(both(2, false), new Claimer(Option.some(new MonotonicTime(1))));
  }

  @Test
  @DisplayName("what is released is answered for no longer; what is the host's own stays")
  void released() {
    send(OWN, Slice.EMPTY);
    var left = stranger.answers(Duration.ofSeconds(3));
    assertTrue(left.exists(it -> icmp(it).type() == 143), "the group is left");
    assertEquals(0, asked(OWN).length());
    send(OWN, Slice.utf8("gone"));
    assertEquals(0, stranger.answers().length());
    assertEquals(1, asked(ip6(1)).length());
    assertTrue(icmp(asked(ip6(1)).head()).type() != Icmpv6Message.EchoReply.TYPE);
  }

  @Test
  @DisplayName("at most 1,024 addresses are claimed, no group, no loopback")
  void bounded() {
    var host = stranger.host();
    var groups =
        Vector.<IpEffect>of(
            new IpEffect.Claim(Ipv6Address.ALL_NODES, true),
            new IpEffect.Claim(Ipv6Address.of("::1"), true));
    var many =
        Vector.range(0, 1_100)
            .<IpEffect>map(
                i -> new IpEffect.Claim(new Ipv6Address(SHARED.high(), 1_000L + i), true));
    var step = Egress.ip(host, groups.appendAll(many).toList(), stranger.hub.now());
    assertEquals(
        2 + 1_100 - (1_024 - 2),
        step.effects()
            .count(
                it ->
                    it instanceof Effect.Dropped(var reason)
                        && reason.label().equals("ndp: no address to be claimed, or too many")));
    var later = HostStep.wake(step.state(), stranger.hub.now()).state();
    assertEquals(1 + 2 + 1_024, later.ip().addresses().all().length(), "IPv4, the host's, claimed");
  }
}
