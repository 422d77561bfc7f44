package dev.etherloom.logic.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.TextWriter;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.capture.CaptureInterface;
import dev.etherloom.logic.capture.CaptureRecord;
import dev.etherloom.logic.capture.TimeScale;
import dev.etherloom.logic.decode.print.JsonPrinter;
import dev.etherloom.logic.decode.print.LinePrinter;
import dev.etherloom.logic.decode.print.Style;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.udp.UdpDatagram;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderTest {
  private static final Ipv4Address ONE = Ipv4Address.of("10.0.0.1");
  private static final Ipv4Address OTHER = Ipv4Address.of("10.0.0.2");
  private static final Slice MACS = Slice.hex("020000000002 020000000001");
  private static final Slice DNS_QUERY =
      Slice.hex("1234 0100 0001 0000 0000 0000 03777777076578616d706c65036f726700 0001 0001");

  private final Decoder decoder = new Decoder();

  private Decoded decode(Slice frame, int reported) {
    var via = new CaptureInterface(0, Option.none(), 1, 0, TimeScale.MICROSECONDS);
    var packet =
        new CaptureRecord.Packet(
            Option.some(1_000_000_000_123_456_789L),
            frame,
            reported,
            via,
            Option.none(),
            Vector.empty());
    return decoder.decode(1, packet);
  }

  private Decoded decode(Slice frame) {
    return decode(frame, frame.length());
  }

  private static String json(Decoded frame) {
    var out = new TextWriter(1_000);
    new JsonPrinter(true).print(frame, out);
    return out.toString();
  }

  private static String line(Decoded frame) {
    var out = new TextWriter(100);
    LinePrinter.print(frame, Style.PLAIN, out);
    return out.toString();
  }

  private static void assertHas(String json, String member) {
    assertTrue(json.contains(member), () -> member + " is not in " + json);
  }

  private static Slice ethernet(Slice packet) {
    return Writer.allocate(14 + packet.length()).put(MACS).u16(0x0800).put(packet).written();
  }

  private static Ipv4Packet packet(Ipv4Header.Fragment fragment, IpProtocol protocol, Slice body) {
    var header = new Ipv4Header(0, 7, fragment, 64, protocol, ONE, OTHER, Slice.EMPTY);
    return new Ipv4Packet(header, body);
  }

  private static Slice udp(int source, int destination, Slice payload) {
    var bare = packet(Ipv4Header.Fragment.WHOLE, IpProtocol.UDP, Slice.EMPTY);
    return new UdpDatagram(source, destination, bare.pseudoHeader(), payload).toSlice();
  }

  private static Slice segment(int sequence, Slice payload) {
    var out = Writer.allocate(20 + payload.length());
    out.u16(40_000).u16(53).u32(sequence).u32(1).u16(0x5018).u16(1_000).u16(0).u16(0);
    var bare = packet(Ipv4Header.Fragment.WHOLE, IpProtocol.TCP, Slice.EMPTY);
    out.put(payload);
    out.patch16(16, out.checksumFrom(0).plus(bare.pseudoHeader()).plus(out.length()).value());
    return ethernet(packet(Ipv4Header.Fragment.WHOLE, IpProtocol.TCP, out.written()).toSlice());
  }

  private static Slice dns() {
    return ethernet(
        packet(Ipv4Header.Fragment.WHOLE, IpProtocol.UDP, udp(5_000, 53, DNS_QUERY)).toSlice());
  }

  @Test
  void aWholeFrame() {
    var frame = decode(dns());
    assertEquals("eth:ethertype:ip:udp:dns", frame.protocols());
    assertEquals(
        "01:46:40.123456 IP 10.0.0.1.5000 > 10.0.0.2.53: DNS query 0x1234 A www.example.org\n",
        line(frame));
    var json = json(frame);
    assertHas(json, "\"eth.src\":\"02:00:00:00:00:01\"");
    assertHas(json, "\"ip.checksum.status\":\"1\"");
    assertHas(json, "\"udp.checksum.status\":\"1\"");
    assertHas(json, "\"dns.qry.name\":\"www.example.org\"");
    assertHas(json, "\"frame.time_epoch\":\"1000000000.123456789\"");
  }

  @ParameterizedTest
  @CsvSource({"24, ip.checksum.status, 0", "41, udp.checksum.status, 0", "0, eth.dst, 03"})
  @DisplayName("a checksum that does not fit is told, and hides nothing")
  void badChecksums(int at, String field, String begins) {
    var octets = dns().toBytes();
    octets[at] ^= 1;
    var json = json(decode(Slice.owning(octets)));
    assertHas(json, "\"" + field + "\":\"" + begins);
    assertHas(json, "\"dns.qry.name\":\"www.example.org\"");
  }

  @Test
  @DisplayName("what the capture cut off is not guessed: fields as far as they go, not verifiable")
  void cut() {
    var whole = dns();
    var json = json(decode(whole.first(60), whole.length()));
    assertHas(json, "\"udp.checksum.status\":\"2\"");
    assertHas(json, "\"dns.id\":\"0x1234\"");
    assertHas(json, "_ws.short");
    for (int size = 0; size < whole.length(); size++) {
      var part = decode(whole.first(size), whole.length());
      assertHas(json(part), "\"frame.cap_len\":\"" + size + "\"");
      assertTrue(!line(part).isEmpty());
    }
  }

  @Test
  @DisplayName("fragments in any order make a packet; its layers are told with the last one")
  void fragments() {
    var datagram = udp(5_000, 53, DNS_QUERY);
    var first =
        packet(new Ipv4Header.Fragment(false, false, true, 0), IpProtocol.UDP, datagram.first(16));
    var second =
        packet(
            new Ipv4Header.Fragment(false, false, true, 16),
            IpProtocol.UDP,
            datagram.slice(16, 16));
    var last =
        packet(new Ipv4Header.Fragment(false, false, false, 32), IpProtocol.UDP, datagram.from(32));
    assertEquals("eth:ethertype:ip:data", decode(ethernet(last.toSlice())).protocols());
    assertEquals(
        "eth:ethertype:ip:udp:dns", decode(ethernet(first.toSlice())).protocols(), "as it goes");
    var done = decode(ethernet(second.toSlice()));
    assertEquals("eth:ethertype:ip:udp:dns", done.protocols());
    assertHas(json(done), "\"dns.qry.name\":\"www.example.org\"");
    assertHas(json(done), "\"udp.checksum.status\":\"1\"");
  }

  @Test
  @DisplayName("a DNS message over TCP is told with the segment that ends it (RFC 7766 §8)")
  void dnsOverTcp() {
    var message =
        Writer.allocate(2 + DNS_QUERY.length()).u16(DNS_QUERY.length()).put(DNS_QUERY).written();
    assertEquals("eth:ethertype:ip:tcp", decode(segment(100, message.first(1))).protocols());
    assertEquals("eth:ethertype:ip:tcp", decode(segment(101, message.slice(1, 20))).protocols());
    var two = Writer.allocate(100).put(message.from(21)).put(message).written();
    var done = decode(segment(121, two));
    assertEquals("eth:ethertype:ip:tcp:dns:dns", done.protocols());
    assertHas(json(done), "\"dns.length\":[\"33\",\"33\"]");
    assertHas(json(done), "\"tcp.checksum.status\":\"1\"");
  }

  @Test
  @DisplayName("headers stacked without end stop at the limit")
  void depth() {
    @Var var packet = packet(Ipv4Header.Fragment.WHOLE, IpProtocol.UDP, Slice.EMPTY);
    for (int i = 0; i < 1_000; i++) {
      packet = packet(Ipv4Header.Fragment.WHOLE, new IpProtocol(4), packet.toSlice());
    }
    var frame = decode(ethernet(packet.toSlice()));
    assertTrue(frame.layers().length() <= Walk.MAX_LAYERS + 2, "" + frame.layers().length());
  }

  @Test
  @DisplayName("no octets make an exception, and no frame more text than a multiple of its size")
  void mutations() {
    var random = new SplittableRandom(7);
    var seeds = Vector.of(dns(), segment(1, DNS_QUERY), ethernet(Slice.EMPTY));
    for (int i = 0; i < 50_000; i++) {
      var octets = seeds.get(random.nextInt(seeds.length())).toBytes();
      for (int j = random.nextInt(4); j >= 0; j--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt();
      }
      var frame = decode(Slice.owning(octets));
      int text = json(frame).length() + line(frame).length();
      assertTrue(text < 4_000 + 100 * octets.length, () -> Slice.owning(octets) + ": " + text);
    }
  }
}
