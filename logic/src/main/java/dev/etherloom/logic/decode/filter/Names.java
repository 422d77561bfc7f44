package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.decode.Field;
import dev.etherloom.logic.decode.InternetField;
import dev.etherloom.logic.decode.LinkField;
import dev.etherloom.logic.decode.Protocol;
import dev.etherloom.logic.decode.TransportField;
import dev.etherloom.logic.dns.DnsFlags;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Stream;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** All names that a filter may use: protocols, fields, and what people type besides. */
final class Names {
  private static final int SUGGESTIONS = 3;

  /** No name is much longer; what is, resembles none. */
  private static final int LONGEST = 64;

  private static final Map<String, Subject> ALL =
      table(
          protocols()
              .appendAll(Field.all().map(Subject.Fields::of))
              .appendAll(unions())
              .appendAll(flags())
              .appendAll(parts()));

  private Names() {}

  static Option<Subject> find(String name) {
    return ALL.get(name);
  }

  static Vector<Subject> all() {
    return ALL.values().toVector();
  }

  private static Map<String, Subject> table(Vector<Subject> subjects) {
    return subjects.foldLeft(
        HashMap.empty(), (table, subject) -> table.put(subject.name(), subject));
  }

  private static Vector<Subject> protocols() {
    return Vector.<Subject>ofAll(
            Stream.of(Protocol.values())
                .map(protocol -> new Subject.Layers(protocol.label(), protocol)))
        .append(new Subject.Layers("bootp", Protocol.DHCP))
        .append(new Subject.Layers("ssl", Protocol.TLS))
        .append(new Subject.Frame("frame"));
  }

  /** Either of two fields, and other names for one. */
  private static Vector<Subject> unions() {
    return Vector.of(
        union("eth.addr", LinkField.ETH_DST, LinkField.ETH_SRC),
        union("arp.addr", LinkField.ARP_SRC_IPV4, LinkField.ARP_DST_IPV4),
        union("ip.addr", InternetField.IP_SRC, InternetField.IP_DST),
        union("ipv6.addr", InternetField.IPV6_SRC, InternetField.IPV6_DST),
        union("udp.port", TransportField.UDP_SRCPORT, TransportField.UDP_DSTPORT),
        union("tcp.port", TransportField.TCP_SRCPORT, TransportField.TCP_DSTPORT),
        union("tcp.seq", TransportField.TCP_SEQ),
        union("tcp.ack", TransportField.TCP_ACK),
        union("tcp.window_size", TransportField.TCP_WINDOW),
        new Subject.Fields(
            "http.request",
            Kind.BOOLEAN,
            Vector.of(TransportField.HTTP_METHOD),
            Subject.Fields.ALL,
            0,
            true),
        new Subject.Fields(
            "http.response",
            Kind.BOOLEAN,
            Vector.of(TransportField.HTTP_STATUS),
            Subject.Fields.ALL,
            0,
            true));
  }

  private static Subject union(String name, Field... fields) {
    return new Subject.Fields(
        name, Kind.of(fields[0]), Vector.of(fields), Subject.Fields.ALL, 0, false);
  }

  private static Vector<Subject> flags() {
    return Vector.of(
        flag("eth.dst.ig", LinkField.ETH_DST, 1L << 40),
        flag("eth.src.ig", LinkField.ETH_SRC, 1L << 40),
        flag("eth.dst.lg", LinkField.ETH_DST, 1L << 41),
        flag("eth.src.lg", LinkField.ETH_SRC, 1L << 41),
        flag("ip.flags.rb", InternetField.IP_FLAGS, 0x4),
        flag("ip.flags.df", InternetField.IP_FLAGS, 0x2),
        flag("ip.flags.mf", InternetField.IP_FLAGS, 0x1),
        flag("tcp.flags.res", TransportField.TCP_FLAGS, 0xe00),
        flag("tcp.flags.ae", TransportField.TCP_FLAGS, 0x100),
        flag("tcp.flags.cwr", TransportField.TCP_FLAGS, 0x80),
        flag("tcp.flags.ece", TransportField.TCP_FLAGS, 0x40),
        flag("tcp.flags.urg", TransportField.TCP_FLAGS, 0x20),
        flag("tcp.flags.ack", TransportField.TCP_FLAGS, 0x10),
        flag("tcp.flags.push", TransportField.TCP_FLAGS, 0x08),
        flag("tcp.flags.reset", TransportField.TCP_FLAGS, 0x04),
        flag("tcp.flags.syn", TransportField.TCP_FLAGS, 0x02),
        flag("tcp.flags.fin", TransportField.TCP_FLAGS, 0x01),
        flag("dns.flags.response", TransportField.DNS_FLAGS, 0x8000),
        answer("dns.flags.authoritative", Kind.BOOLEAN, 0x400),
        flag("dns.flags.truncated", TransportField.DNS_FLAGS, 0x200),
        flag("dns.flags.recdesired", TransportField.DNS_FLAGS, 0x100),
        answer("dns.flags.recavail", Kind.BOOLEAN, 0x80),
        flag("dns.flags.z", TransportField.DNS_FLAGS, 0x40),
        answer("dns.flags.authenticated", Kind.BOOLEAN, 0x20),
        flag("dns.flags.checkdisable", TransportField.DNS_FLAGS, 0x10),
        flag("dhcp.flags.bc", TransportField.DHCP_FLAGS, 0x8000),
        flag("icmpv6.nd.ra.flag.m", InternetField.ND_RA_FLAGS, 0x80),
        flag("icmpv6.nd.ra.flag.o", InternetField.ND_RA_FLAGS, 0x40));
  }

  private static Subject flag(String name, Field field, long bits) {
    return new Subject.Fields(name, Kind.BOOLEAN, Vector.of(field), bits, 0, false);
  }

  /** What the flags of DNS say in responses only (RFC 1035 §4.1.1). */
  private static Subject answer(String name, Kind kind, long bits) {
    return new Subject.Fields(
        name, kind, Vector.of(TransportField.DNS_FLAGS), bits, DnsFlags.RESPONSE, false);
  }

  private static Vector<Subject> parts() {
    return Vector.of(
        part("eth.dst.oui", LinkField.ETH_DST, 0xffff_ff00_0000L),
        part("eth.src.oui", LinkField.ETH_SRC, 0xffff_ff00_0000L),
        part("ip.dsfield.dscp", InternetField.IP_DSFIELD, 0xfc),
        part("ip.dsfield.ecn", InternetField.IP_DSFIELD, 0x03),
        part("ipv6.tclass.dscp", InternetField.IPV6_TCLASS, 0xfc),
        part("ipv6.tclass.ecn", InternetField.IPV6_TCLASS, 0x03),
        part("dns.flags.opcode", TransportField.DNS_FLAGS, 0x7800),
        answer("dns.flags.rcode", Kind.NUMBER, 0x000f),
        part("ntp.flags.li", TransportField.NTP_FLAGS, 0xc0),
        part("ntp.flags.vn", TransportField.NTP_FLAGS, 0x38),
        part("ntp.flags.mode", TransportField.NTP_FLAGS, 0x07));
  }

  private static Subject part(String name, Field field, long bits) {
    return new Subject.Fields(name, Kind.NUMBER, Vector.of(field), bits, 0, false);
  }

  /** Up to three names that somebody may have meant: the nearest, or those that begin so. */
  static Vector<String> closeTo(String written) {
    if (written.length() > LONGEST) {
      return Vector.empty();
    }
    var name = Distance.fold(written);
    int most = Math.clamp(name.length() / 3, 1, 3);
    return ALL.keySet()
        .toVector()
        .filter(known -> isNear(name, known, most))
        .map(known -> new Near(known, known.startsWith(name) ? 1 : Distance.of(name, known)))
        .filter(near -> near.distance() <= most)
        .sorted()
        .take(SUGGESTIONS)
        .map(Near::name);
  }

  /** Whether their lengths allow it. */
  private static boolean isNear(String name, String known, int most) {
    return Math.abs(known.length() - name.length()) <= most || known.startsWith(name);
  }

  private record Near(String name, int distance) implements Comparable<Near> {
    @Override
    public int compareTo(Near other) {
      @Var int order = Integer.compare(distance, other.distance);
      if (order == 0) {
        order = Integer.compare(name.length(), other.name.length());
      }
      return order == 0 ? name.compareTo(other.name) : order;
    }
  }
}
