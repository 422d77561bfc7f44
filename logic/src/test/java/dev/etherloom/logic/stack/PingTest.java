package dev.etherloom.logic.stack;

import static dev.etherloom.logic.testkit.Stacks.frame;
import static dev.etherloom.logic.testkit.Stacks.host;
import static dev.etherloom.logic.testkit.Stacks.ip;
import static dev.etherloom.logic.testkit.Stacks.ipFrame;
import static dev.etherloom.logic.testkit.Stacks.mac;
import static dev.etherloom.logic.testkit.Stacks.packet;
import static dev.etherloom.logic.testkit.Stacks.pinging;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.arp.ArpPacket;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.icmp.IcmpMessage;
import dev.etherloom.logic.icmp.IcmpMessage.EchoReply;
import dev.etherloom.logic.icmp.IcmpMessage.EchoRequest;
import dev.etherloom.logic.icmp.IcmpMessage.Failure;
import dev.etherloom.logic.icmp.PingNotice;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.VirtualSwitch;
import dev.etherloom.logic.udp.UdpDatagram;
import io.vavr.collection.List;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole stacks on a hub, in virtual time. */
class PingTest {
  private final VirtualSwitch hub = new VirtualSwitch();

  /** A host that answers, known to the stranger 10.0.0.9 who injects frames. */
  private void answering() {
    hub.plug(host(1));
    hub.run(Duration.ofSeconds(10));
    hub.inject(
        -1,
        frame(
            9,
            MacAddress.BROADCAST,
            Vlan.UNTAGGED,
            EtherType.ARP,
            ArpPacket.request(mac(9), ip(9), ip(1))));
    hub.run(Duration.ofMillis(1));
    hub.passed().clear();
  }

  private java.util.List<Ipv4Packet> answers() {
    hub.run(Duration.ofMillis(10));
    var packets = new ArrayList<Ipv4Packet>();
    for (var passed : hub.passed()) {
      var frame = EthernetFrame.decode(passed.octets()).get();
      if (passed.port() == 0 && frame.header().etherType().equals(EtherType.IPV4)) {
        packets.add(Ipv4Header.decode(frame.payload()).get());
      }
    }
    return packets;
  }

  private static IcmpMessage icmp(Ipv4Packet packet) {
    return IcmpMessage.decode(packet.payload()).get();
  }

  private static Slice echo(Ipv4Address to, Fragment fragment, Slice body) {
    return ipFrame(9, 1, packet(ip(9), to, IpProtocol.ICMP, fragment, new EchoRequest(5, 6, body)));
  }

  static Stream<Arguments> pings() {
    return Stream.of(0, 1, 56, 1452, 1453, 1472, 1473, 8_000, 20_000, 65_507)
        .flatMap(size -> Stream.of(Arguments.of(size, false), Arguments.of(size, true)));
  }

  @ParameterizedTest(name = "{0} octets, IPv6: {1}")
  @MethodSource("pings")
  @DisplayName("8504-10-1: the same over both families, of any size")
  void pingsOfAllSizesComeBack(int size, boolean v6) {
    hub.plug(Stacks.of(Stacks.both(1, false)));
    hub.plug(pinging(2, Stacks.address(1, v6), 3, size));
    hub.run(Duration.ofSeconds(30));
    var summary = (PingNotice.Summary) hub.notices().getLast();
    assertEquals(3, summary.sent());
    assertEquals(3, summary.received(), () -> hub.drops().toString());
    assertTrue(
        hub.passed().stream().allMatch(frame -> frame.octets().length() <= 1514),
        "no frame exceeds the MTU");
  }

  @Test
  void theSummaryReadsAsThatOfPing() {
    hub.plug(host(1));
    hub.plug(pinging(2, ip(1), 2, 56));
    hub.run(Duration.ofSeconds(5));
    var lines = hub.notices().stream().map(Object::toString).toList();
    assertEquals("PING 10.0.0.1 56(84) bytes of data.", lines.get(0));
    assertEquals("64 bytes from 10.0.0.1: icmp_seq=1 ttl=64 time=0.300 ms", lines.get(1));
    assertEquals("64 bytes from 10.0.0.1: icmp_seq=2 ttl=64 time=0.200 ms", lines.get(2));
    assertTrue(
        lines
            .get(3)
            .startsWith(
                "--- 10.0.0.1 ping statistics ---\n2 packets transmitted, 2 received, 0% packet loss"),
        lines.get(3));
    assertTrue(lines.get(3).contains("rtt min/avg/max/mdev = 0.200/0.250/0.300/0.050 ms"));
  }

  @ParameterizedTest(name = "IPv6: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("nobody there: the requests are dropped, counted, and the ping ends")
  void nobodyThere(boolean v6) {
    hub.plug(pinging(2, Stacks.address(1, v6), 3, 56));
    hub.run(Duration.ofSeconds(60));
    var summary = (PingNotice.Summary) hub.notices().getLast();
    assertEquals(0, summary.received());
    assertEquals(3, hub.drops("neighbor: no answer"));
  }

  @Test
  @DisplayName("the answer carries the tags that came (802.1Q in 802.1ad)")
  void answersWithTheTagsThatCame() {
    hub.plug(host(1));
    hub.run(Duration.ofSeconds(10));
    var tags =
        new Vlan(
            List.of(
                new Vlan.Tag(EtherType.SERVICE_VLAN, 0x6005),
                new Vlan.Tag(EtherType.VLAN, 0x2007)));
    hub.inject(
        -1,
        frame(
            9, MacAddress.BROADCAST, tags, EtherType.ARP, ArpPacket.request(mac(9), ip(9), ip(1))));
    hub.run(Duration.ofMillis(1));
    hub.inject(
        -1,
        frame(
            9,
            mac(1),
            tags,
            EtherType.IPV4,
            packet(
                ip(9),
                ip(1),
                IpProtocol.ICMP,
                Fragment.WHOLE,
                new EchoRequest(1, 1, Slice.of(1)))));
    hub.run(Duration.ofMillis(1));
    var answers =
        hub.passed().stream()
            .filter(passed -> passed.port() == 0)
            .map(passed -> EthernetFrame.decode(passed.octets()).get())
            .filter(frame -> frame.header().destination().equals(mac(9)))
            .toList();
    assertEquals(2, answers.size());
    for (var answer : answers) {
      assertEquals(tags, answer.header().vlan());
    }
  }

  @Test
  @DisplayName("1122-3.5 echo: source is the specific destination, TOS and payload come back")
  void echo() {
    answering();
    var request = new EchoRequest(5, 6, Slice.utf8("abc"));
    var header =
        new Ipv4Header(0x2c, 99, Fragment.WHOLE, 1, IpProtocol.ICMP, ip(9), ip(1), Slice.EMPTY);
    hub.inject(-1, ipFrame(9, 1, new Ipv4Packet(header, request.toSlice())));
    var answer = answers().getFirst();
    assertEquals(ip(1), answer.source());
    assertEquals(ip(9), answer.destination());
    assertEquals(0x2c, answer.trafficClass());
    assertEquals(64, answer.hopLimit());
    assertEquals(new EchoReply(5, 6, Slice.utf8("abc")), icmp(answer));
  }

  @Test
  @DisplayName("1122-3.5 echo: a code other than 0 is no reason to be silent, and comes back")
  void coded() {
    answering();
    var request = new EchoRequest(9, 5, 6, Slice.utf8("abc"));
    hub.inject(-1, ipFrame(9, 1, packet(ip(9), ip(1), IpProtocol.ICMP, Fragment.WHOLE, request)));
    assertEquals(new EchoReply(9, 5, 6, Slice.utf8("abc")), icmp(answers().getFirst()));
  }

  @Test
  @DisplayName("record route and timestamp come back with this host in them (RFC 1122 §3.2.2.6)")
  void echoOptions() {
    answering();
    var options = Slice.of(7, 11, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    var header = new Ipv4Header(0, 99, Fragment.WHOLE, 64, IpProtocol.ICMP, ip(9), ip(1), options);
    hub.inject(
        -1, ipFrame(9, 1, new Ipv4Packet(header, new EchoRequest(1, 1, Slice.EMPTY).toSlice())));
    assertEquals(
        Slice.of(7, 11, 8, 10, 0, 0, 1, 0, 0, 0, 0, 0), answers().getFirst().header().options());
  }

  @Test
  @DisplayName("a malformed option: parameter problem with the pointer to it")
  void parameterProblem() {
    answering();
    var header =
        new Ipv4Header(
            0, 99, Fragment.WHOLE, 64, IpProtocol.ICMP, ip(9), ip(1), Slice.of(1, 1, 7, 1));
    hub.inject(
        -1, ipFrame(9, 1, new Ipv4Packet(header, new EchoRequest(1, 1, Slice.EMPTY).toSlice())));
    var failure = (Failure) icmp(answers().getFirst());
    assertEquals(Failure.PARAMETER_PROBLEM, failure.type());
    assertEquals(23 << 24, failure.word());
  }

  @Test
  @DisplayName("1122-3.5 echo to a broadcast address is discarded in silence")
  void noAnswerToBroadcast() {
    answering();
    for (var to : java.util.List.of("10.0.0.255", "255.255.255.255", "224.0.0.1")) {
      hub.inject(
          -1,
          frame(
              9,
              MacAddress.BROADCAST,
              Vlan.UNTAGGED,
              EtherType.IPV4,
              packet(
                  ip(9),
                  Ipv4Address.of(to),
                  IpProtocol.ICMP,
                  Fragment.WHOLE,
                  new EchoRequest(1, 1, Slice.EMPTY))));
    }
    assertEquals(0, answers().size());
    assertEquals(3, hub.drops("icmp: echo request to a group"));
  }

  @Test
  @DisplayName("protocol and port unreachable quote the packet (RFC 1122 §3.2.2.1)")
  void unreachable() {
    answering();
    var unknown = packet(ip(9), ip(1), new IpProtocol(250), Fragment.WHOLE, Slice.utf8("payload"));
    hub.inject(-1, ipFrame(9, 1, unknown));
    var udp = packet(ip(9), ip(1), IpProtocol.UDP, Fragment.WHOLE, Slice.EMPTY);
    var datagram = new UdpDatagram(1000, 53, udp.pseudoHeader(), Slice.utf8("question"));
    var asked = new Ipv4Packet(udp.header(), datagram.toSlice());
    hub.inject(-1, ipFrame(9, 1, asked));
    var answers = answers();
    assertEquals(
        new Failure(3, Failure.PROTOCOL_UNREACHABLE, 0, unknown.toSlice()), icmp(answers.get(0)));
    assertEquals(
        new Failure(3, Failure.PORT_UNREACHABLE, 0, asked.toSlice()), icmp(answers.get(1)));
  }

  @Test
  @DisplayName("1122-3.5 no error about an error, a group, or for a source that is no host")
  void noErrorAboutErrors() {
    answering();
    var error = new Failure(3, 1, 0, Slice.utf8("quoted packet, twenty octets and more"));
    var wrapped = packet(ip(9), ip(1), IpProtocol.ICMP, Fragment.WHOLE, error);
    hub.inject(-1, ipFrame(9, 1, wrapped));
    hub.inject(
        -1,
        frame(
            9,
            MacAddress.BROADCAST,
            Vlan.UNTAGGED,
            EtherType.IPV4,
            packet(
                ip(9), Ipv4Address.BROADCAST, new IpProtocol(250), Fragment.WHOLE, Slice.EMPTY)));
    hub.inject(
        -1,
        ipFrame(
            9,
            1,
            packet(
                Ipv4Address.UNSPECIFIED, ip(1), new IpProtocol(250), Fragment.WHOLE, Slice.EMPTY)));
    assertEquals(0, answers().size());
    assertEquals(1, hub.drops("icmp: no error to what is no single host"));
  }

  @Test
  @DisplayName("errors are rate-limited, and what is held back is counted")
  void errorsAreLimited() {
    answering();
    for (int i = 0; i < 500; i++) {
      hub.inject(
          -1,
          ipFrame(9, 1, packet(ip(9), ip(1), new IpProtocol(250), Fragment.WHOLE, Slice.EMPTY)));
    }
    int sent = answers().size();
    assertTrue(sent >= 50 && sent <= 70, "sent " + sent);
    assertEquals(500 - sent, hub.drops("icmp: error beyond the rate limit"));
  }

  @Test
  @DisplayName("fragments in any order, repeated, make one packet")
  void reassembles() {
    answering();
    var whole = new EchoRequest(5, 6, Slice.utf8("x".repeat(100))).toSlice();
    for (int at : new int[] {96, 0, 48, 0, 24, 72, 96}) {
      int size = Math.min(24, whole.length() - at);
      var fragment = new Fragment(false, false, at + size < whole.length(), at);
      hub.inject(
          -1,
          ipFrame(9, 1, packet(ip(9), ip(1), IpProtocol.ICMP, fragment, whole.slice(at, size))));
    }
    var answers = answers();
    assertEquals(1, answers.size(), () -> hub.drops().toString());
    assertEquals(100, icmp(answers.getFirst()).body().length());
  }

  @Test
  @DisplayName("overlapping fragments drop the whole packet")
  void refusesOverlaps() {
    answering();
    hub.inject(-1, fragment(0, true, 16));
    hub.inject(-1, fragment(8, true, 16));
    hub.inject(-1, fragment(16, false, 8));
    assertEquals(0, answers().size());
    assertEquals(1, hub.drops("ip: fragments overlap"));
  }

  private static Slice fragment(int offset, boolean more, int size) {
    return ipFrame(
        9,
        1,
        packet(
            ip(9),
            ip(1),
            IpProtocol.ICMP,
            new Fragment(false, false, more, offset),
            Slice.utf8("\b\0" + "y".repeat(size - 2))));
  }

  @Test
  @DisplayName("time exceeded after 60 s, only where the first fragment came (RFC 1122 §3.3.2)")
  void reassemblyTimesOut() {
    answering();
    hub.inject(-1, fragment(8, true, 16));
    hub.run(Duration.ofSeconds(61));
    assertEquals(0, answers().size());
    hub.passed().clear();
    hub.inject(-1, fragment(0, true, 16));
    hub.run(Duration.ofSeconds(59));
    assertEquals(0, answers().size());
    hub.run(Duration.ofSeconds(2));
    var failure = (Failure) icmp(answers().getFirst());
    assertEquals(Failure.TIME_EXCEEDED, failure.type());
    assertEquals(Failure.REASSEMBLY_TIME_EXCEEDED, failure.code());
    assertEquals(2, hub.drops("ip: fragments missing for too long"));
  }

  @Test
  @DisplayName("a flood of first fragments stays bounded, the newest survive")
  void reassemblyIsBounded() {
    answering();
    for (int id = 0; id < 2_000; id++) {
      var header =
          new Ipv4Header(
              0,
              id,
              new Fragment(false, false, true, 0),
              64,
              IpProtocol.ICMP,
              ip(9),
              ip(1),
              Slice.EMPTY);
      hub.inject(-1, ipFrame(9, 1, new Ipv4Packet(header, Slice.utf8("z".repeat(1480)))));
    }
    hub.run(Duration.ofMillis(10));
    assertEquals(2_000 - 256, hub.drops("ip: pushed out of reassembly"));
  }

  @Test
  @DisplayName("link padding is no payload")
  void padding() {
    answering();
    var echo = echo(ip(1), Fragment.WHOLE, Slice.of(1, 2, 3));
    var out = Writer.allocate(60);
    out.put(echo).zeros(60 - echo.length());
    hub.inject(-1, out.written());
    assertEquals(3, icmp(answers().getFirst()).body().length());
  }
}
