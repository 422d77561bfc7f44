package dev.etherloom.logic.stack;

import static dev.etherloom.logic.testkit.Stacks.both;
import static dev.etherloom.logic.testkit.Stacks.frame6;
import static dev.etherloom.logic.testkit.Stacks.icmp6;
import static dev.etherloom.logic.testkit.Stacks.ip;
import static dev.etherloom.logic.testkit.Stacks.ip6;
import static dev.etherloom.logic.testkit.Stacks.ipFrame;
import static dev.etherloom.logic.testkit.Stacks.local;
import static dev.etherloom.logic.testkit.Stacks.mac;
import static dev.etherloom.logic.testkit.Stacks.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.icmp.PingNotice;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.ndp.LinkLayerAddress;
import dev.etherloom.logic.ndp.NeighborAdvertisement;
import dev.etherloom.logic.ndp.PrefixInformation;
import dev.etherloom.logic.ndp.RouterAdvertisement;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Shard;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.responder.echo.TcpEchoResponder;
import dev.etherloom.logic.tcp.Dial;
import dev.etherloom.logic.tcp.Flags;
import dev.etherloom.logic.tcp.Tcp;
import dev.etherloom.logic.tcp.TcpEffect;
import dev.etherloom.logic.tcp.TcpEvent;
import dev.etherloom.logic.tcp.TcpHeader;
import dev.etherloom.logic.tcp.TcpOptions;
import dev.etherloom.logic.tcp.TcpSegment;
import dev.etherloom.logic.tcp.TcpSession;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.VirtualSwitch;
import dev.etherloom.logic.udp.UdpDatagram;
import io.vavr.collection.HashSet;
import io.vavr.collection.Vector;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several shards stand for one host, and the wire sees one host. */
class ShardsTest {
  private final VirtualSwitch hub = new VirtualSwitch();

  /** Host 1 in so many shards, the first of them at port 0. */
  private void shards(int count, boolean auto) {
    var config = both(1, auto);
    var own =
        new HostConfig.Responders(
            Vector.empty(), Vector.empty(), Vector.of(new TcpEchoResponder()));
    hub.plug(
        Vector.range(0, count)
            .map(i -> State.of(Vector.of(Host.of(config, own, new Shard(i, count))))),
        config.secret());
  }

  @Test
  @DisplayName("ARP, NDP and MLD: as one host says it, frame for frame")
  void oneVoice() {
    shards(1, false);
    hub.run(Duration.ofMinutes(5));
    var alone = new VirtualSwitch();
    alone.plug(Stacks.of(both(1, false)));
    alone.run(Duration.ofMinutes(5));
    var several = new ShardsTest();
    several.shards(4, false);
    several.hub.run(Duration.ofMinutes(5));
    var expected = alone.passed().stream().map(VirtualSwitch.Passed::octets).toList();
    assertTrue(expected.size() > 5);
    assertEquals(expected, hub.passed().stream().map(VirtualSwitch.Passed::octets).toList());
    assertEquals(
        expected, several.hub.passed().stream().map(VirtualSwitch.Passed::octets).toList());
    for (int i = 0; i < 4; i++) {
      assertEquals(
          alone.stack(0).hosts().head()._2.ip().addresses(),
          several.hub.stack(i).hosts().head()._2.ip().addresses());
    }
  }

  @ParameterizedTest(name = "{0} octets, IPv6: {1}")
  @CsvSource({"56,false", "56,true", "20000,false", "20000,true", "65507,false", "65507,true"})
  @DisplayName("pings of all sizes are answered once, fragments by the shard of the flow")
  void pings(int size, boolean v6) {
    shards(4, false);
    hub.plug(Stacks.pinging(2, Stacks.address(1, v6), 20, size));
    hub.run(Duration.ofSeconds(30));
    var summary = (PingNotice.Summary) hub.notices().getLast();
    assertEquals(20, summary.received(), () -> hub.drops().toString());
    assertTrue(hub.notices().stream().noneMatch(it -> it.toString().contains("DUP")));
    assertEquals(size > 1500, hub.handedOver() > 0);
  }

  /** Sends a text and keeps what comes back. */
  private record Caller(Slice sends, StringBuilder heard) implements TcpSession {
    @Override
    public Step<TcpSession, TcpEffect> take(TcpEvent event, MonotonicTime now) {
      if (event instanceof TcpEvent.Received(var octets)) {
        heard.append(octets.text());
      }
      return event instanceof TcpEvent.Opened
          ? Step.to(this, new TcpEffect.Send(sends))
          : Step.to(this);
    }
  }

  private Vector<Integer> connections() {
    return Vector.range(0, 4)
        .map(i -> hub.stack(i).hosts().head()._2.ip().responders().get(IpProtocol.TCP).get())
        .map(tcp -> ((Tcp) tcp).connections());
  }

  @ParameterizedTest(name = "IPv6: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("each connection lives on one shard, and all shards have some")
  void connectionsSpread(boolean v6) {
    shards(4, false);
    var heard = Vector.range(0, 100).map(_ -> new StringBuilder());
    var dials =
        heard.zipWithIndex(
            (text, i) ->
                new Dial(
                    Vlan.UNTAGGED,
                    Stacks.address(2, v6),
                    0,
                    Stacks.address(1, v6),
                    7,
                    new Caller(Slice.utf8("hello " + i), text)));
    hub.run(Duration.ofSeconds(5));
    hub.plug(
        Stacks.of(both(2, false), Tcp.of(1500, new Secret(2, 7), Vector.empty()).dialing(dials)));
    hub.run(Duration.ofSeconds(20));
    heard.zipWithIndex().forEach(it -> assertEquals("hello " + it._2, it._1.toString()));
    assertEquals(100, connections().sum().intValue());
    assertTrue(connections().forAll(it -> it >= 10), connections().toString());
  }

  private static Slice segment(int port, Flags flags) {
    var header =
        new TcpHeader(port, 7, new SeqNum(100), new SeqNum(1), flags, 1000, 0, TcpOptions.NONE);
    var pseudo = packet(ip(9), ip(1), IpProtocol.TCP, Fragment.WHOLE, Slice.EMPTY).pseudoHeader();
    return new TcpSegment(header, Slice.EMPTY, pseudo).toSlice();
  }

  private void say(int id, Fragment place, Slice octets) {
    var header = new Ipv4Header(0, id, place, 64, IpProtocol.TCP, ip(9), ip(1), Slice.EMPTY);
    hub.inject(-1, ipFrame(9, 1, new Ipv4Packet(header, octets)));
  }

  @Test
  @DisplayName("a SYN in pieces opens its connection on the shard that the rest will come to")
  void inPieces() {
    shards(4, false);
    for (int port = 1000; port < 1100; port++) {
      var syn = segment(port, Flags.SYN);
      say(port, new Fragment(false, false, true, 0), syn.first(16));
      say(port, new Fragment(false, false, false, 16), syn.from(16));
      hub.run(Duration.ofMillis(1));
      say(0, Fragment.WHOLE, syn);
      hub.run(Duration.ofMillis(1));
    }
    assertEquals(100, connections().sum().intValue(), connections().toString());
    assertTrue(hub.handedOver() > 50 && hub.handedOver() < 100, "about three of four");
  }

  @Test
  @DisplayName("an address that another has is nobody's, on every shard")
  void duplicate() {
    shards(4, false);
    var claim =
        new NeighborAdvertisement(
            NeighborAdvertisement.OVERRIDE, ip6(1), Vector.of(new LinkLayerAddress.Target(mac(9))));
    hub.inject(-1, frame6(9, 1, icmp6(ip6(1), Ipv6Address.ALL_NODES, 255, claim.toIcmp())));
    hub.run(Duration.ofSeconds(5));
    for (int i = 0; i < 4; i++) {
      var own = hub.stack(i).hosts().head()._2.ip().addresses();
      assertFalse(own.owns(ip6(1)), "shard " + i);
      assertTrue(own.owns(ip(1)), "shard " + i);
    }
  }

  @Test
  @DisplayName("what a router says all shards take to heart, and the link is told once")
  void routers() {
    shards(4, true);
    hub.run(Duration.ofSeconds(5));
    var net = new Ipv6Address(0x2001_0db8_0000_0000L, 0);
    var message =
        new RouterAdvertisement(
            64,
            0,
            1800,
            0,
            0,
            Vector.of(
                new LinkLayerAddress.Source(mac(9)),
                new PrefixInformation(64, 0xc0, 7200, 3600, 0, net)));
    hub.inject(-1, frame6(9, 1, icmp6(local(9), Ipv6Address.ALL_NODES, 255, message.toIcmp())));
    hub.run(Duration.ofSeconds(5));
    var first = hub.stack(0).hosts().head()._2.ip();
    assertTrue(first.addresses().all().exists(it -> it.address().masked(64).equals(net)));
    for (int i = 1; i < 4; i++) {
      var other = hub.stack(i).hosts().head()._2.ip();
      assertEquals(first.addresses(), other.addresses());
      assertEquals(first.routes().nextHop(ip6(77)), other.routes().nextHop(ip6(77)));
    }
    assertEquals(HashSet.of(0), HashSet.ofAll(hub.senders()));
  }

  @Test
  @DisplayName("ICMP errors: no more in sum than one host may send")
  void errorsAreShared() {
    shards(4, false);
    hub.run(Duration.ofSeconds(5));
    hub.passed().clear();
    for (int port = 1; port <= 1000; port++) {
      var pseudo = packet(ip(9), ip(1), IpProtocol.UDP, Fragment.WHOLE, Slice.EMPTY).pseudoHeader();
      var datagram = new UdpDatagram(port, 9999, pseudo, Slice.EMPTY);
      hub.inject(-1, ipFrame(9, 1, packet(ip(9), ip(1), IpProtocol.UDP, Fragment.WHOLE, datagram)));
    }
    hub.run(Duration.ofMillis(1));
    int dropped =
        hub.drops().entrySet().stream()
            .filter(it -> it.getKey().startsWith("icmp"))
            .mapToInt(it -> it.getValue())
            .sum();
    assertTrue(dropped >= 940, hub.drops().toString());
  }
}
