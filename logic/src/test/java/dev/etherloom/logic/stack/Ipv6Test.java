package dev.etherloom.logic.stack;

import static dev.etherloom.logic.testkit.Stacks.both;
import static dev.etherloom.logic.testkit.Stacks.frame6;
import static dev.etherloom.logic.testkit.Stacks.icmp6;
import static dev.etherloom.logic.testkit.Stacks.ip6;
import static dev.etherloom.logic.testkit.Stacks.local;
import static dev.etherloom.logic.testkit.Stacks.mac;
import static dev.etherloom.logic.testkit.Stacks.packet6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.ip.ExtensionHeader;
import dev.etherloom.logic.ip.ExtensionHeader.DestinationOptions;
import dev.etherloom.logic.ip.ExtensionHeader.FragmentHeader;
import dev.etherloom.logic.ip.ExtensionHeader.HopByHop;
import dev.etherloom.logic.ip.ExtensionHeader.Routing;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv6Header;
import dev.etherloom.logic.ip.Ipv6Option;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.ndp.LinkLayerAddress;
import dev.etherloom.logic.ndp.NeighborAdvertisement;
import dev.etherloom.logic.ndp.NeighborSolicitation;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.VirtualSwitch;
import dev.etherloom.logic.udp.UdpDatagram;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One host of both families on a hub, and a stranger, number 9, who injects frames. */
class Ipv6Test {
  private static final IpProtocol ICMP = IpProtocol.ICMPV6;
  private final VirtualSwitch hub = new VirtualSwitch();

  @BeforeEach
  void answering() {
    hub.plug(Stacks.of(both(1, false)));
    hub.run(Duration.ofSeconds(5));
    greet();
    hub.run(Duration.ofMillis(1));
    hub.passed().clear();
  }

  /** The stranger asks, so that its link-layer address is known. */
  private void greet() {
    inject(
        icmp6(
            ip6(9),
            ip6(1).solicitedNode(),
            255,
            new NeighborSolicitation(0, ip6(1), Vector.of(new LinkLayerAddress.Source(mac(9))))
                .toIcmp()));
  }

  private void inject(Ipv6Packet packet) {
    hub.inject(-1, frame6(9, 1, packet));
  }

  private java.util.List<Ipv6Packet> answers() {
    hub.run(Duration.ofMillis(10));
    var packets = new ArrayList<Ipv6Packet>();
    for (var passed : hub.passed()) {
      var frame = EthernetFrame.decode(passed.octets()).get();
      if (passed.port() == 0 && frame.header().etherType().equals(EtherType.IPV6)) {
        packets.add(Ipv6Header.decode(frame.payload()).get());
      }
    }
    hub.passed().clear();
    return packets;
  }

  private static Icmpv6Message icmp(Ipv6Packet packet) {
    return Icmpv6Message.decode(packet.payload(), packet.pseudoHeader()).get();
  }

  private static Emit echo(Ipv6Address to, Slice body) {
    return new Icmpv6Message.EchoRequest(5, 6, body)
        .over(Ipv6Packet.pseudoHeader(ip6(9), to, ICMP));
  }

  /** A packet with one extension header in front of an echo request. */
  private static Ipv6Packet behind(ExtensionHeader extension) {
    var header = new Ipv6Header(0, 0, 0, extension.protocol(), 64, ip6(9), ip6(1));
    return new Ipv6Packet(
        header, extension.toSlice(), ICMP, echo(ip6(1), Slice.utf8("body")).toSlice());
  }

  @Test
  @DisplayName(
      "8504-6.3-3: 4862-5.4 an address is asked for once, from no address, before it is used")
  void asksBeforeItUses() {
    var other = new VirtualSwitch();
    other.plug(Stacks.of(both(3, false)));
    other.run(Duration.ofSeconds(5));
    var probes = new ArrayList<Ipv6Packet>();
    for (var passed : other.passed()) {
      var frame = EthernetFrame.decode(passed.octets()).get();
      if (frame.header().etherType().equals(EtherType.IPV6)) {
        var packet = Ipv6Header.decode(frame.payload()).get();
        if (icmp(packet).type() == NeighborSolicitation.TYPE) {
          probes.add(packet);
        }
      }
    }
    assertEquals(2, probes.size(), "one for the link-local address, one for the other");
    assertTrue(probes.stream().allMatch(it -> it.source().isUnspecified() && it.hopLimit() == 255));
    assertEquals(3, other.stack(0).hosts().values().head().ip().addresses().all().size());
  }

  @Test
  @DisplayName("8504-6.3-3: 4862-5.4.5 an address that another host has is not taken")
  void duplicate() {
    hub.plug(
        Stacks.of(
            new HostConfig(
                "twin",
                mac(2),
                Vlan.UNTAGGED,
                Vector.of(new InterfaceAddress(ip6(1), 64)),
                Vector.empty(),
                1500,
                false,
                new Secret(2, 2))));
    hub.run(Duration.ofSeconds(5));
    var twin = hub.stack(1).hosts().values().head().ip().addresses();
    assertFalse(twin.owns(ip6(1)), twin.toString());
    assertTrue(
        hub.notices().stream().anyMatch(it -> it.toString().contains("used by another host")));
  }

  @Test
  @DisplayName(
      "8504-5.4-12, 8504-5.4-6: 4861-7.1 messages that were forwarded or make no sense are not used")
  void forgedNeighbors() {
    var question = new NeighborSolicitation(0, ip6(1), Vector.empty()).toIcmp();
    inject(icmp6(ip6(9), ip6(1), 254, question));
    inject(icmp6(Ipv6Address.UNSPECIFIED, ip6(1), 255, question));
    inject(
        icmp6(
            Ipv6Address.UNSPECIFIED,
            ip6(1).solicitedNode(),
            255,
            new NeighborSolicitation(0, ip6(1), Vector.of(new LinkLayerAddress.Source(mac(9))))
                .toIcmp()));
    assertEquals(0, answers().size());
    assertEquals(1, hub.drops("ndp: hop limit is not 255: it was forwarded"));
    inject(icmp6(Ipv6Address.UNSPECIFIED, ip6(1).solicitedNode(), 255, question));
    var answer = answers().getFirst();
    assertEquals(Ipv6Address.ALL_NODES, answer.destination());
    assertEquals(NeighborAdvertisement.OVERRIDE, icmp(answer).word());
    inject(icmp6(ip6(9), ip6(1), 255, question));
    assertEquals(
        NeighborAdvertisement.OVERRIDE | NeighborAdvertisement.SOLICITED,
        icmp(answers().getFirst()).word());
  }

  @Test
  @DisplayName(
      "8504-5.1-1, 8504-5.8-1: 4443-4.2 echo, to a group too, by the address that fits the asker")
  void echoes() {
    inject(packet6(ip6(9), ip6(1), ICMP, 3, echo(ip6(1), Slice.utf8("abc"))));
    inject(
        packet6(ip6(9), Ipv6Address.ALL_NODES, ICMP, 3, echo(Ipv6Address.ALL_NODES, Slice.of(7))));
    var answers = answers();
    assertEquals(2, answers.size(), () -> hub.drops().toString());
    assertEquals(new Icmpv6Message.EchoReply(5, 6, Slice.utf8("abc")), icmp(answers.getFirst()));
    assertEquals(ip6(1), answers.get(1).source());
    assertTrue(answers.getFirst().header().flowLabel() != 0);
  }

  @Test
  @DisplayName("4443-2.1 echo: a code other than 0 is no reason to be silent, and comes back")
  void codedEcho() {
    var request = new Icmpv6Message.EchoRequest(9, 5, 6, Slice.utf8("abc"));
    var pseudo = Ipv6Packet.pseudoHeader(ip6(9), ip6(1), ICMP);
    inject(packet6(ip6(9), ip6(1), ICMP, 64, request.over(pseudo)));
    var reply = new Icmpv6Message.EchoReply(9, 5, 6, Slice.utf8("abc"));
    assertEquals(reply, icmp(answers().getFirst()));
  }

  @ParameterizedTest(name = "option {0}: answered {1}, told {2}")
  @CsvSource({"0x1e,true,false", "0x5e,false,false", "0x9e,false,true", "0xde,false,true"})
  @DisplayName("8504-5.2-1, 8504-5.3-3: 8200-4.2 what an unknown option wants done is in its type")
  void unknownOptions(String type, boolean answered, boolean told) {
    var unknown = new Ipv6Option.Unknown(Integer.decode(type), Slice.of(1, 2));
    inject(behind(new DestinationOptions(ICMP, Vector.of(new Ipv6Option.Pad1(), unknown))));
    var answers = answers();
    assertEquals(answered || told ? 1 : 0, answers.size(), () -> hub.drops().toString());
    if (told) {
      var problem = (Icmpv6Message.ParameterProblem) icmp(answers.getFirst());
      assertEquals(2, problem.code());
      assertEquals(43, problem.pointer());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x9e, 0xde})
  @DisplayName("8200-4.2 to a group, only 10 is told")
  void unknownOptionsToGroups(int type) {
    var unknown = new Ipv6Option.Unknown(type, Slice.EMPTY);
    var extension = new HopByHop(ICMP, Vector.of(unknown));
    var header = new Ipv6Header(0, 0, 0, IpProtocol.HOP_BY_HOP, 64, ip6(9), Ipv6Address.ALL_NODES);
    inject(
        new Ipv6Packet(
            header, extension.toSlice(), ICMP, echo(Ipv6Address.ALL_NODES, Slice.EMPTY).toSlice()));
    assertEquals(type == 0x9e ? 1 : 0, answers().size());
  }

  @Test
  @DisplayName(
      "8504-5.2-3, 8504-5.2-4: 5095 a routing header with nodes left is refused, without any it is ignored")
  void routingHeaders() {
    var addresses = Writer.allocate(20).zeros(20).written();
    inject(behind(new Routing(ICMP, Routing.SOURCE_ROUTE, 1, addresses)));
    var problem = (Icmpv6Message.ParameterProblem) icmp(answers().getFirst());
    assertEquals(0, problem.code());
    assertEquals(42, problem.pointer());
    inject(behind(new Routing(ICMP, Routing.SOURCE_ROUTE, 0, addresses)));
    assertTrue(icmp(answers().getFirst()) instanceof Icmpv6Message.EchoReply);
  }

  @Test
  @DisplayName(
      "8504-5.2-2: 4443-3.1, 3.4 closed port and unknown next header, with the right pointer")
  void unreachable() {
    var pseudo = Ipv6Packet.pseudoHeader(ip6(9), ip6(1), IpProtocol.UDP);
    var datagram = new UdpDatagram(1000, 53, pseudo, Writer.allocate(1400).zeros(1400).written());
    inject(packet6(ip6(9), ip6(1), IpProtocol.UDP, 64, datagram));
    inject(packet6(ip6(9), ip6(1), new IpProtocol(250), 64, Slice.utf8("what")));
    var unknown = new DestinationOptions(new IpProtocol(250), Vector.empty());
    var header = new Ipv6Header(0, 0, 0, IpProtocol.DESTINATION_OPTIONS, 64, ip6(9), ip6(1));
    inject(new Ipv6Packet(header, unknown.toSlice(), new IpProtocol(250), Slice.utf8("what")));
    inject(packet6(ip6(9), ip6(1), IpProtocol.NO_NEXT_HEADER, 64, Slice.utf8("what")));
    var answers = answers();
    assertEquals(3, answers.size());
    assertEquals(1280, answers.getFirst().length());
    assertEquals(4, icmp(answers.getFirst()).code());
    var first = (Icmpv6Message.ParameterProblem) icmp(answers.get(1));
    assertEquals(1, first.code());
    assertEquals(6, first.pointer());
    assertEquals(40, ((Icmpv6Message.ParameterProblem) icmp(answers.get(2))).pointer());
  }

  @Test
  @DisplayName("8504-5.8-1: 4443-2.4 (e) no error about an error, behind extension headers neither")
  void noErrorAboutErrors() {
    var error = new Icmpv6Message.DestinationUnreachable(4, 0, Slice.utf8("quoted"));
    var extension =
        new DestinationOptions(ICMP, Vector.of(new Ipv6Option.Unknown(0x9e, Slice.EMPTY)));
    var header = new Ipv6Header(0, 0, 0, IpProtocol.DESTINATION_OPTIONS, 64, ip6(9), ip6(1));
    inject(
        new Ipv6Packet(
            header,
            extension.toSlice(),
            ICMP,
            error.over(Ipv6Packet.pseudoHeader(ip6(9), ip6(1), ICMP)).toSlice()));
    assertEquals(0, answers().size());
    assertEquals(1, hub.drops("icmp: no error about an error"));
  }

  private static Ipv6Packet fragment(int offset, boolean more, int id, Slice piece) {
    var header = new Ipv6Header(0, 0, 0, IpProtocol.FRAGMENT, 64, ip6(9), ip6(1));
    return new Ipv6Packet(
        header, new FragmentHeader(ICMP, offset, more, id).toSlice(), ICMP, piece);
  }

  @Test
  @DisplayName(
      "8504-5.1-3, 8504-5.1-7: 8200-4.5 fragments in any order; 6946: an atomic one among them")
  void fragments() {
    var whole = echo(ip6(1), Slice.utf8("x".repeat(100))).toSlice();
    inject(fragment(96, false, 1, whole.from(96)));
    inject(fragment(0, true, 1, whole.first(48)));
    inject(fragment(0, false, 1, echo(ip6(1), Slice.utf8("atom")).toSlice()));
    inject(fragment(0, true, 1, whole.first(48)));
    inject(fragment(48, true, 1, whole.slice(48, 48)));
    var answers = answers();
    assertEquals(2, answers.size(), () -> hub.drops().toString());
    assertEquals(4, icmp(answers.getFirst()).body().length());
    assertEquals(100, icmp(answers.get(1)).body().length());
  }

  @Test
  @DisplayName("8504-5.1-5: 5722: after an overlap nothing of the packet is used, whatever comes")
  void overlaps() {
    var whole = echo(ip6(1), Slice.utf8("x".repeat(100))).toSlice();
    inject(fragment(0, true, 1, whole.first(48)));
    inject(fragment(40, true, 1, whole.slice(40, 48)));
    inject(fragment(0, true, 1, whole.first(48)));
    inject(fragment(48, false, 1, whole.from(48)));
    assertEquals(0, answers().size());
    assertEquals(1, hub.drops("ip: fragments overlap"));
    assertEquals(2, hub.drops("ip: fragment of a packet that was refused"));
    hub.run(Duration.ofSeconds(55));
    greet();
    hub.run(Duration.ofSeconds(6));
    assertEquals(0, exceeded(), "no time exceeded about what was refused");
  }

  @Test
  @DisplayName(
      "8504-5.2-7: 8200-4.5 odd lengths are told with the pointer to the length; 7112: code 3")
  void badFragments() {
    inject(fragment(0, true, 1, echo(ip6(1), Slice.utf8("x".repeat(39))).toSlice()));
    var odd = (Icmpv6Message.ParameterProblem) icmp(answers().getFirst());
    assertEquals(0, odd.code());
    assertEquals(4, odd.pointer());
    inject(fragment(65_528, false, 2, Slice.utf8("x".repeat(16))));
    var late = (Icmpv6Message.ParameterProblem) icmp(answers().getFirst());
    assertEquals(42, late.pointer());
    var header = new Ipv6Header(0, 0, 0, IpProtocol.FRAGMENT, 64, ip6(9), ip6(1));
    var front = new FragmentHeader(IpProtocol.DESTINATION_OPTIONS, 0, true, 3).toSlice();
    inject(
        new Ipv6Packet(
            header, front, IpProtocol.DESTINATION_OPTIONS, Slice.of(58, 9, 1, 4, 0, 0, 0, 0)));
    var incomplete = (Icmpv6Message.ParameterProblem) icmp(answers().getFirst());
    assertEquals(3, incomplete.code());
  }

  @Test
  @DisplayName("4443-3.3 fragments missing: time exceeded after 60 s, if the first came")
  void reassemblyTimesOut() {
    var whole = echo(ip6(1), Slice.utf8("x".repeat(100))).toSlice();
    inject(fragment(0, true, 1, whole.first(48)));
    hub.run(Duration.ofSeconds(55));
    greet();
    hub.run(Duration.ofSeconds(6));
    assertEquals(1, exceeded());
  }

  private long exceeded() {
    return answers().stream()
        .map(Ipv6Test::icmp)
        .filter(it -> it instanceof Icmpv6Message.TimeExceeded(var code, _, _) && code == 1)
        .count();
  }

  @Test
  @DisplayName(
      "8504-5.7-1, 8504-5.7-2: 8201: packets to a destination become as short as its path; 1,280 at least")
  void pathMtu() {
    var quoted = packet6(ip6(1), ip6(9), ICMP, 64, Slice.utf8("quoted packet"));
    for (int mtu : new int[] {1279, 1400, 1450}) {
      inject(icmp6(local(9), ip6(1), 64, new Icmpv6Message.PacketTooBig(0, mtu, quoted.toSlice())));
    }
    inject(packet6(ip6(9), ip6(1), ICMP, 64, echo(ip6(1), Slice.utf8("x".repeat(1400)))));
    var answers = answers();
    assertEquals(2, answers.size());
    assertTrue(answers.stream().allMatch(it -> it.length() <= 1400), () -> answers.toString());
    hub.run(Duration.ofMinutes(10));
    greet();
    inject(packet6(ip6(9), ip6(1), ICMP, 64, echo(ip6(1), Slice.utf8("x".repeat(1400)))));
    var later = answers().stream().filter(it -> it.length() > 100).toList();
    assertEquals(1, later.size());
  }

  @Test
  @DisplayName(
      "8504-5.4-13: tables stay bounded under floods from forged addresses, and an honest one is served")
  void floods() {
    for (int i = 0; i < 20_000; i++) {
      var forged = new Ipv6Address(ip6(9).high(), 0x1_0000_0000L + i);
      inject(
          icmp6(
              forged,
              ip6(1).solicitedNode(),
              255,
              new NeighborSolicitation(
                      0, ip6(1), Vector.of(new LinkLayerAddress.Source(mac(1000 + i))))
                  .toIcmp()));
      inject(
          icmp6(
              local(9),
              ip6(1),
              64,
              new Icmpv6Message.PacketTooBig(
                  0, 1300, packet6(ip6(1), forged, ICMP, 64, Slice.EMPTY).toSlice())));
      if (i % 100 == 0) {
        hub.run(Duration.ofMillis(1));
        hub.passed().clear();
      }
    }
    var host = hub.stack(0).hosts().values().head();
    assertTrue(host.neighbors().size() <= 1_024);
    hub.run(Duration.ofMillis(10));
    hub.passed().clear();
    inject(
        icmp6(
            ip6(9),
            ip6(1).solicitedNode(),
            255,
            new NeighborSolicitation(0, ip6(1), Vector.of(new LinkLayerAddress.Source(mac(9))))
                .toIcmp()));
    inject(packet6(ip6(9), ip6(1), ICMP, 64, echo(ip6(1), Slice.of(1))));
    var types = answers().stream().map(it -> icmp(it).type()).toList();
    assertTrue(types.contains(NeighborAdvertisement.TYPE) && types.contains(129), types::toString);
    assertTrue(types.contains(NeighborSolicitation.TYPE), "it is asked at once, so that it stays");
  }
}
