package dev.etherloom.logic.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Shard;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.udp.UdpDatagram;
import io.vavr.collection.Vector;
import java.util.HashSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of what a host sends over IPv6. */
class DepartureTest {
  private static final Ipv6Address SELF = Ipv6Address.of("fd00::1");
  private static final Ipv6Address PEER = Ipv6Address.of("fd00::9");
  private static final Ipv6Address OTHER = Ipv6Address.of("fd00::a");
  private static final MonotonicTime NOW = new MonotonicTime(0);
  private final Ip ip =
      Ip.of(Vector.empty(), Vector.empty(), 1500, new Secret(1, 2))
          .withAddress(new InterfaceAddress(SELF, 64));

  private static IpEffect.Send send(
      Ipv6Address to, IpProtocol protocol, Emit payload, int hopLimit, Slice options) {
    return new IpEffect.Send(
        Vlan.UNTAGGED, SELF, to, protocol, payload, hopLimit, 0, false, options);
  }

  private static IpEffect.Send udp(Ipv6Address to, int from, int port, int size) {
    var payload = Writer.allocate(size).zeros(size).written();
    var pseudo = Ipv6Packet.pseudoHeader(SELF, to, IpProtocol.UDP);
    var datagram = new UdpDatagram(from, port, pseudo, payload);
    return send(to, IpProtocol.UDP, datagram, IpEffect.DEFAULT_HOP_LIMIT, Slice.EMPTY);
  }

  private static Vector<Ipv6Packet> sent(Ip by, IpEffect.Send send) {
    return by.send(send)
        .get()
        .packets()
        .map(packet -> Ipv6Header.decode(packet.toSlice()).get())
        .toVector();
  }

  private int label(IpEffect.Send send) {
    return sent(ip, send).head().header().flowLabel();
  }

  @Test
  @DisplayName(
      "8504-5.1-2: the length counts all behind the header; 8504-5.7-3: 1,452 octets whole")
  void whole() {
    var packets = sent(ip, udp(PEER, 1000, 53, 1452));
    assertEquals(1, packets.length());
    assertEquals(1460, packets.head().header().payloadLength());
    assertEquals(IpProtocol.UDP, packets.head().header().nextHeader());
    assertEquals(64, packets.head().hopLimit());
    assertEquals(Slice.EMPTY, packets.head().extensions());
  }

  @Test
  @DisplayName("8504-5.1-4, 8504-5.1-6: fragments follow one another; none where the packet fits")
  void fragments() {
    for (int size = 1400; size < 6_000; size += 7) {
      var packets = sent(ip, udp(PEER, 1000, 53, size));
      @Var int end = 0;
      for (var packet : packets) {
        assertTrue(packet.length() <= 1500);
        var place = packet.chain().fragment();
        assertEquals(packets.length() > 1, place.isDefined(), "no atomic fragment");
        if (place.isDefined()) {
          assertEquals(end, place.get().offset());
          assertEquals(packet != packets.last(), place.get().more());
          end += packet.payload().length();
        }
      }
      assertEquals(packets.length() > 1 ? size + UdpDatagram.HEADER : 0, end);
    }
  }

  @Test
  @DisplayName("8504-5.2-5, 8504-5.2-6: hop-by-hop options stand in front of the fragment header")
  void headersOfFragments() {
    var alert = Slice.of(5, 2, 0, 0, 1, 0);
    var payload = Writer.allocate(3_000).zeros(3_000).written();
    var packets = sent(ip, send(PEER, new IpProtocol(250), payload, 7, alert));
    assertEquals(3, packets.length());
    for (var packet : packets) {
      var headers = packet.chain().headers().map(Located::value);
      assertEquals(2, headers.length());
      assertTrue(headers.head() instanceof ExtensionHeader.HopByHop);
      assertTrue(headers.last() instanceof ExtensionHeader.FragmentHeader);
      assertEquals(new IpProtocol(250), packet.protocol());
      assertEquals(7, packet.hopLimit());
    }
  }

  @Test
  @DisplayName(
      "8504-5.1-8: identifications cannot be foreseen, differ by start, and none comes twice")
  void identifications() {
    var seen = new HashSet<Integer>();
    @Var int before = 0;
    @Var int steps = 0;
    for (int i = 0; i < 100_000; i++) {
      int identification = Departure.identification(new Secret(1, 2), i);
      assertTrue(seen.add(identification));
      steps += Math.abs((long) identification - before) < 0x10_0000 ? 1 : 0;
      before = identification;
    }
    assertTrue(steps < 200, "near the one before: " + steps);
    assertNotEquals(
        Departure.identification(new Secret(1, 2), 7),
        Departure.identification(new Secret(1, 3), 7));
    var all = sent(ip, udp(PEER, 1, 2, 9_000)).map(it -> it.chain().fragment().get());
    assertEquals(1, all.map(it -> it.identification()).distinct().length());
  }

  @Test
  @DisplayName("8504-5.1-9: one flow, one label, in all of its fragments; ports tell flows apart")
  void flowLabels() {
    int label = label(udp(PEER, 1000, 53, 10));
    assertEquals(label, label(udp(PEER, 1000, 53, 900)));
    var fragments = sent(ip, udp(PEER, 1000, 53, 5_000));
    assertTrue(fragments.forAll(it -> it.header().flowLabel() == label));
    assertNotEquals(label, label(udp(PEER, 1001, 53, 10)));
    assertNotEquals(label, label(udp(PEER, 1000, 54, 10)));
    assertNotEquals(label, label(udp(OTHER, 1000, 53, 10)));
    assertNotEquals(label, label(udp(PEER, 53, 1000, 10)), "another direction");
  }

  @Test
  @DisplayName("8504-5.1-9: labels are spread evenly, and never zero")
  void labelsAreSpread() {
    var counts = new int[16];
    for (int port = 0; port < 16_000; port++) {
      int label = label(udp(PEER, port, 53, 0));
      assertTrue(label > 0 && label <= 0xf_ffff);
      counts[label & 0xf]++;
    }
    for (int count : counts) {
      assertTrue(count > 850 && count < 1_150, "of 16,000 in 16 parts: " + count);
    }
  }

  @Test
  @DisplayName(
      "8504-5.4-14: what a router says of hop limit and MTU holds for all that asks for none")
  void asRoutersSay() {
    var told =
        ip.configured(new IpEffect.HopLimit(17), NOW).configured(new IpEffect.LinkMtu(1300), NOW);
    assertEquals(17, sent(told, udp(PEER, 1, 2, 3)).head().hopLimit());
    var own = send(PEER, IpProtocol.UDP, Slice.EMPTY, 255, Slice.EMPTY);
    assertEquals(255, sent(told, own).head().hopLimit());
    assertEquals(2, sent(told, udp(PEER, 1, 2, 1_300)).length());
    var more = told.configured(new IpEffect.LinkMtu(9_000), NOW);
    assertEquals(1, sent(more, udp(PEER, 1, 2, 1_400)).length());
    assertEquals(2, sent(more, udp(PEER, 1, 2, 1_500)).length(), "not more than the link has");
  }

  @Test
  @DisplayName(
      "RFC 6864 §4: each identification of IPv4 comes once in 65,536, in no order to guess")
  void identifications16() {
    var seen = new HashSet<Integer>();
    @Var int risen = 0;
    for (int i = 0; i < 65_536; i++) {
      int one = Departure.identification16(new Secret(1, 2), i);
      assertTrue(one >= 0 && one < 65_536 && seen.add(one));
      risen += one == Departure.identification16(new Secret(1, 2), i - 1) + 1 ? 1 : 0;
    }
    assertTrue(risen < 20);
  }

  @Test
  @DisplayName("no two shards give the same identification")
  void shardsApart() {
    var seen = new HashSet<Integer>();
    for (int i = 0; i < 3; i++) {
      @Var var numbering = Numbering.of(new Secret(4, 5), new Shard(i, 3));
      for (int j = 0; j < 0x1_0000 / 4; j++) {
        assertTrue(
            seen.add(Departure.identification16(numbering.secret(), numbering.nextId() & 0xffff)));
        numbering = numbering.counted();
      }
    }
  }
}
