package dev.etherloom.logic.decode.filter;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.arp.ArpPacket;
import dev.etherloom.logic.capture.CaptureInterface;
import dev.etherloom.logic.capture.CaptureRecord;
import dev.etherloom.logic.capture.TimeScale;
import dev.etherloom.logic.decode.Decoded;
import dev.etherloom.logic.decode.Decoder;
import dev.etherloom.logic.dns.DnsFlags;
import dev.etherloom.logic.dns.DnsMessage;
import dev.etherloom.logic.dns.DomainName;
import dev.etherloom.logic.dns.Question;
import dev.etherloom.logic.dns.RecordClass;
import dev.etherloom.logic.dns.RecordData;
import dev.etherloom.logic.dns.RecordType;
import dev.etherloom.logic.dns.ResourceRecord;
import dev.etherloom.logic.dns.Section;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.ethernet.EthernetHeader;
import dev.etherloom.logic.icmp.IcmpMessage;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.udp.UdpDatagram;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** Some frames, by name: half a second between them, the first at 1,700,000,000 s. */
final class Frames {
  private static final MacAddress ALICE = MacAddress.of("02:00:00:00:00:0a");
  private static final MacAddress BOB = MacAddress.of("02:00:00:00:00:0b");
  private static final Ipv4Address HOST = Ipv4Address.of("10.0.0.1");
  private static final Ipv4Address NAMES = Ipv4Address.of("10.0.0.53");
  private static final Ipv4Address WEB = Ipv4Address.of("192.0.2.7");
  private static final DomainName NAME = DomainName.of("www.example.com");

  static final Map<String, Decoded> ALL =
      decoded(
          LinkedHashMap.of(
              "SYN", ip(HOST, WEB, IpProtocol.TCP, tcp(0x02, "020405b4", "")),
              "GET",
                  ip(
                      HOST,
                      WEB,
                      IpProtocol.TCP,
                      tcp(0x18, "", "GET /a HTTP/1.1\r\nHost: www.example.com\r\n\r\n")),
              "QUERY", ip(HOST, NAMES, IpProtocol.UDP, udp(HOST, NAMES, 40000, 53, query())),
              "ANSWER", ip(NAMES, HOST, IpProtocol.UDP, udp(NAMES, HOST, 53, 40000, answer())),
              "ARP",
                  ethernet(
                      MacAddress.BROADCAST, EtherType.ARP, ArpPacket.request(ALICE, HOST, WEB)),
              "PING",
                  ip(
                      HOST,
                      HOST,
                      IpProtocol.ICMP,
                      new IcmpMessage.EchoRequest(7, 1, Slice.of(0, 1, 2, 0xff))),
              "SIX", ethernet(BOB, EtherType.IPV6, six())));

  private Frames() {}

  private static Map<String, Decoded> decoded(LinkedHashMap<String, Slice> frames) {
    var decoder = new Decoder();
    var link = new CaptureInterface(0, Option.none(), 1, 0, TimeScale.MICROSECONDS);
    return frames
        .zipWithIndex()
        .toLinkedMap(
            numbered -> {
              long number = numbered._2() + 1L;
              var octets = numbered._1()._2();
              var record =
                  new CaptureRecord.Packet(
                      Option.some(1_700_000_000_000_000_000L + 500_000_000L * numbered._2()),
                      octets,
                      octets.length(),
                      link,
                      Option.none(),
                      Vector.empty());
              return io.vavr.Tuple.of(numbered._1()._1(), decoder.decode(number, record));
            });
  }

  private static Slice ethernet(MacAddress to, EtherType type, Emit payload) {
    var header = new EthernetHeader(to, ALICE, Vlan.UNTAGGED, type);
    return new EthernetFrame(header, payload.toSlice()).toSlice();
  }

  private static Slice ip(Ipv4Address from, Ipv4Address to, IpProtocol protocol, Emit payload) {
    var header =
        new Ipv4Header(
            0xb8, 1, Ipv4Header.Fragment.WHOLE_UNSPLIT, 64, protocol, from, to, Slice.EMPTY);
    return ethernet(BOB, EtherType.IPV4, new Ipv4Packet(header, payload.toSlice()));
  }

  /** From port 40000 to 80, without a checksum. */
  private static Slice tcp(int flags, String options, String payload) {
    var out = Writer.allocate(200);
    out.u16(40000).u16(80).u32(1000).u32(2000);
    out.u16((5 + options.length() / 8) << 12 | flags).u16(512).u16(0).u16(0);
    return out.put(Slice.hex(options)).put(Slice.utf8(payload)).written();
  }

  private static Slice udp(
      Ipv4Address from, Ipv4Address to, int source, int destination, Emit payload) {
    var header =
        new Ipv4Header(0, 1, Ipv4Header.Fragment.WHOLE, 64, IpProtocol.UDP, from, to, Slice.EMPTY);
    var pseudo = new Ipv4Packet(header, Slice.EMPTY).pseudoHeader();
    return new UdpDatagram(source, destination, pseudo, payload.toSlice()).toSlice();
  }

  private static DnsMessage query() {
    return DnsMessage.empty(0x1234, DnsFlags.QUERY)
        .asking(new Question(NAME, RecordType.A, RecordClass.IN));
  }

  private static DnsMessage answer() {
    return DnsMessage.empty(0x1234, new DnsFlags(0x8180))
        .asking(new Question(NAME, RecordType.A, RecordClass.IN))
        .giving(Section.ANSWER, address(WEB))
        .giving(Section.ANSWER, address(Ipv4Address.of("198.51.100.9")));
  }

  private static ResourceRecord address(Ipv4Address address) {
    return new ResourceRecord(NAME, RecordClass.IN, 300, new RecordData.A(address));
  }

  /** No next header. */
  private static Slice six() {
    var out = Writer.allocate(40).u32(0x6000_0000L).u16(0).u8(59).u8(255);
    Ipv6Address.parse("fe80::1").get().emit(out);
    Ipv6Address.parse("ff02::2").get().emit(out);
    return out.written();
  }
}
