package dev.etherloom.logic.stack;

import static dev.etherloom.logic.testkit.Stacks.frame;
import static dev.etherloom.logic.testkit.Stacks.ip;
import static dev.etherloom.logic.testkit.Stacks.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.icmp.IcmpMessage;
import dev.etherloom.logic.icmp.IcmpMessage.EchoReply;
import dev.etherloom.logic.icmp.IcmpMessage.EchoRequest;
import dev.etherloom.logic.icmp.IcmpMessage.Failure;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.testkit.OldHost;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 1122 §2 and §3: one host, and a stranger who says what tests want. */
class HostRequirementsTest {
  private final OldHost host = new OldHost();

  private static EchoRequest question() {
    return new EchoRequest(5, 6, Slice.utf8("abc"));
  }

  @Test
  @DisplayName(
      "1122-3.5-001, 1122-3.5-063: echo is answered; 1122-3.5-067, 1122-3.5-068, 1122-3.5-013,"
          + " 1122-3.5-123: with the same octets, from the address asked; 1122-3.5-019, 1122-3.5-021,"
          + " 1122-3.5-022: a time to live of 1 is enough, the type of service comes back")
  void echo() {
    var header =
        new Ipv4Header(0x2c, 9, Fragment.WHOLE, 1, IpProtocol.ICMP, ip(9), ip(1), Slice.EMPTY);
    host.hears(new Ipv4Packet(header, question().toSlice()));
    var answer = host.answer();
    assertEquals(new EchoReply(5, 6, Slice.utf8("abc")), OldHost.icmp(answer));
    assertEquals(ip(1), answer.source());
    assertEquals(0x2c, answer.trafficClass());
    assertEquals(64, answer.hopLimit());
  }

  @Test
  @DisplayName("1122-2.5-002, 1122-2.5-007, 1122-2.5-011, 1122-2.5-012: RFC 894, and ARP, only")
  void encapsulation() {
    host.hears(packet(ip(9), ip(1), IpProtocol.ICMP, Fragment.WHOLE, question()));
    host.hub.run(Duration.ofMinutes(5));
    var types = host.frames().stream().map(frame -> frame.header().etherType()).distinct().toList();
    assertTrue(List.of(EtherType.IPV4, EtherType.ARP).containsAll(types), types::toString);
  }

  @Test
  @DisplayName("1122-2.5-006, 1122-2.5-015: a packet waits for its neighbor, nobody is told of it")
  void packetWaits() {
    var header =
        new Ipv4Header(0, 9, Fragment.WHOLE, 64, IpProtocol.ICMP, ip(8), ip(1), Slice.EMPTY);
    host.hearsFrom(8, new Ipv4Packet(header, question().toSlice()));
    assertEquals(List.of(), host.packets(), "not known yet");
    host.greet(8);
    assertEquals(new EchoReply(5, 6, Slice.utf8("abc")), OldHost.icmp(host.answer()));
  }

  @Test
  @DisplayName("1122-3.5-010 a version that is not 4, 1122-3.5-011 a wrong checksum: silence")
  void damagedHeaders() {
    var right = packet(ip(9), ip(1), IpProtocol.ICMP, Fragment.WHOLE, question()).toSlice();
    var version = right.toBytes();
    version[0] = 0x55;
    host.hears(Slice.owning(version));
    var checksum = right.toBytes();
    checksum[10] ^= 1;
    host.hears(Slice.owning(checksum));
    assertEquals(List.of(), host.packets());
    assertEquals(1, host.hub.drops("ipv4: bad version"));
    assertEquals(1, host.hub.drops("ipv4: bad checksum"), "1122-3.5-009: counted");
  }

  @Test
  @DisplayName("1122-3.5-014: what is for another address; 1122-3.5-006: nor is it forwarded")
  void badDestination() {
    host.hears(packet(ip(9), ip(7), IpProtocol.ICMP, Fragment.WHOLE, question()));
    host.hears(
        packet(ip(9), Ipv4Address.of("192.0.2.1"), IpProtocol.ICMP, Fragment.WHOLE, question()));
    assertEquals(List.of(), host.frames());
    assertEquals(2, host.hub.drops("ip: for none of our addresses"), "1122-3.5-009: counted");
  }

  @ParameterizedTest(name = "from {0}")
  @ValueSource(strings = {"127.0.0.1", "224.0.0.1", "255.255.255.255", "10.0.0.255", "10.0.0.1"})
  @DisplayName("1122-3.5-015, 1122-4.1.5-015: a source that is no host's; 1122-3.5-009: counted")
  void badSource(String source) {
    host.hears(packet(Ipv4Address.of(source), ip(1), IpProtocol.ICMP, Fragment.WHOLE, question()));
    assertEquals(List.of(), host.frames());
    int dropped =
        host.hub.drops("ip: source cannot be a host's")
            + host.hub.drops("ip: source is one of our own addresses");
    assertEquals(1, dropped);
  }

  @Test
  @DisplayName("1122-3.5-027, 1122-3.5-030: unknown options and stream identifiers are ignored")
  void unknownOptions() {
    host.hears(withOptions(Slice.of(136, 4, 0, 1, 0x9e, 4, 1, 2)));
    assertEquals(Slice.EMPTY, host.answer().header().options());
  }

  private static Ipv4Packet withOptions(Slice options) {
    var header = new Ipv4Header(0, 9, Fragment.WHOLE, 64, IpProtocol.ICMP, ip(9), ip(1), options);
    return new Ipv4Packet(header, question().toSlice());
  }

  @Test
  @DisplayName("1122-3.5-031, 1122-3.5-032, 1122-3.5-070: record route and timestamps come back")
  void recordedRoute() {
    host.hears(withOptions(Slice.of(7, 7, 4, 0, 0, 0, 0, 1, 68, 8, 5, 0, 0, 0, 0, 0)));
    var options = host.answer().header().options();
    assertEquals(Slice.of(7, 7, 8, 10, 0, 0, 1), options.first(7));
    assertEquals(9, options.u8(9), "one stamp is written");
  }

  @Test
  @DisplayName(
      "1122-3.5-034, 1122-3.5-071, 1122-3.5-035, 1122-3.5-036, 1122-3.5-025: the answer goes back"
          + " the way a source route came, by one route that names no one twice")
  void sourceRoute() {
    host.greet(7);
    var done = Slice.of(131, 11, 12, 10, 0, 0, 9, 10, 0, 0, 7, 137, 7, 8, 10, 0, 0, 8, 0, 0);
    host.hears(withOptions(done));
    var answer = host.answer();
    assertEquals(ip(7), answer.destination());
    assertEquals(Slice.of(131, 7, 4, 10, 0, 0, 9, 0), answer.header().options());
  }

  @Test
  @DisplayName("1122-3.5-136, 1122-3.5-134: a source route that leads further is refused, code 5")
  void sourceRouteLeadsOn() {
    host.hears(withOptions(Slice.of(131, 7, 4, 10, 0, 0, 8, 0)));
    var failure = (Failure) OldHost.icmp(host.answer());
    assertEquals(Failure.SOURCE_ROUTE_FAILED, failure.code());
  }

  @Test
  @DisplayName("1122-3.5-060: a malformed option is told by a parameter problem")
  void malformedOption() {
    host.hears(withOptions(Slice.of(1, 1, 7, 1)));
    assertEquals(Failure.PARAMETER_PROBLEM, ((Failure) OldHost.icmp(host.answer())).type());
  }

  @Test
  @DisplayName(
      "1122-3.5-037: ICMP of unknown types, 1122-3.5-072: questions for information and"
          + " 1122-3.5-090: for address masks are not answered")
  void unknownIcmp() {
    for (int type : List.of(1, 15, 17, 40, 255)) {
      var message = new IcmpMessage.Other(type, 0, 7, Slice.EMPTY);
      host.hears(packet(ip(9), ip(1), IpProtocol.ICMP, Fragment.WHOLE, message));
    }
    assertEquals(List.of(), host.frames());
  }

  @Test
  @DisplayName(
      "1122-3.5-047, 1122-3.5-048, 1122-3.5-152: who uses a protocol that is not there is told;"
          + " 1122-3.5-038, 1122-3.5-039, 1122-3.5-154: with his packet as it came")
  void unreachable() {
    var unknown = packet(ip(9), ip(1), new IpProtocol(250), Fragment.WHOLE, Slice.utf8("payload"));
    host.hears(unknown);
    assertEquals(
        new Failure(3, Failure.PROTOCOL_UNREACHABLE, 0, unknown.toSlice()),
        OldHost.icmp(host.answer()));
  }

  @Test
  @DisplayName(
      "1122-3.5-042, 1122-3.5-043, 1122-3.5-044, 1122-3.5-045, 1122-3.5-046: no error about an"
          + " error, a broadcast of either kind, a later fragment, or for what is no single host")
  void noErrors() {
    var nothing = new IpProtocol(250);
    var error = new Failure(3, 1, 0, Slice.utf8("quoted packet, twenty octets and more"));
    host.hears(packet(ip(9), ip(1), IpProtocol.ICMP, Fragment.WHOLE, error));
    for (var group : List.of("10.0.0.255", "255.255.255.255", "224.0.0.1", "10.0.0.1")) {
      var packet =
          packet(ip(9), Ipv4Address.of(group), nothing, Fragment.WHOLE, Slice.utf8("payload"));
      host.hub.inject(-1, frame(9, MacAddress.BROADCAST, Vlan.UNTAGGED, EtherType.IPV4, packet));
    }
    var later = new Fragment(false, false, false, 8);
    host.hears(packet(ip(9), ip(1), nothing, later, Slice.utf8("payload")));
    host.hears(
        packet(Ipv4Address.UNSPECIFIED, ip(1), nothing, Fragment.WHOLE, Slice.utf8("payload")));
    assertEquals(List.of(), host.frames());
  }

  @Test
  @DisplayName("1122-2.5-013, 1122-3.5-143: a unicast packet in a frame to all is not used")
  void linkBroadcast() {
    var packet = packet(ip(9), ip(1), IpProtocol.ICMP, Fragment.WHOLE, question());
    host.hub.inject(-1, frame(9, MacAddress.BROADCAST, Vlan.UNTAGGED, EtherType.IPV4, packet));
    assertEquals(List.of(), host.frames());
    assertEquals(1, host.hub.drops("ip: unicast packet in a frame to a group"));
  }

  @ParameterizedTest(name = "to {0}")
  @ValueSource(strings = {"255.255.255.255", "10.0.0.255", "10.0.0.0", "224.0.0.1", "0.0.0.0"})
  @DisplayName(
      "1122-3.5-138, 1122-3.5-141, 1122-3.5-147: all forms of broadcast are recognised;"
          + " 1122-3.5-065, 1122-3.5-066: an echo request to them is discarded")
  void broadcasts(String group) {
    var packet = packet(ip(9), Ipv4Address.of(group), IpProtocol.ICMP, Fragment.WHOLE, question());
    host.hub.inject(-1, frame(9, MacAddress.BROADCAST, Vlan.UNTAGGED, EtherType.IPV4, packet));
    assertEquals(List.of(), host.frames());
    assertEquals(1, host.hub.drops("icmp: echo request to a group"));
  }

  @Test
  @DisplayName(
      "1122-3.5-016, 1122-3.5-112, 1122-3.5-113, 1122-3.5-114, 1122-3.5-119: 65,507 octets come"
          + " and go in fragments")
  void largestPacket() {
    var body = Slice.owning(new byte[65_507]);
    var whole = new EchoRequest(1, 2, body).toSlice();
    for (int at = 0; at < whole.length(); at += 1480) {
      int size = Math.min(1480, whole.length() - at);
      var place = new Fragment(false, false, at + size < whole.length(), at);
      host.hears(packet(ip(9), ip(1), IpProtocol.ICMP, place, whole.slice(at, size)));
    }
    var answers = host.packets();
    assertEquals(45, answers.size());
    assertTrue(
        answers.stream()
            .allMatch(packet -> packet.header().length() + packet.payload().length() <= 1500));
  }

  @Test
  @DisplayName("1122-3.5-116, 1122-3.5-117: fragments missing for 60 s are told of")
  void reassemblyTimeout() {
    var first = new Fragment(false, false, true, 0);
    host.hears(packet(ip(9), ip(1), IpProtocol.ICMP, first, Slice.utf8("\b\0octets")));
    host.hub.run(Duration.ofSeconds(59));
    assertEquals(List.of(), host.packets());
    host.hub.run(Duration.ofSeconds(2));
    var failure = (Failure) OldHost.icmp(host.answer());
    assertEquals(Failure.TIME_EXCEEDED, failure.type());
    assertEquals(Failure.REASSEMBLY_TIME_EXCEEDED, failure.code());
  }
}
