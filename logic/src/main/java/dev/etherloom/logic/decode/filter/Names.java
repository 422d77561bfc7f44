package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.decode.Field;
import dev.etherloom.logic.decode.Protocol;
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
              .appendAll(Stream.of(Field.values()).map(Subject.Fields::of))
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
        union("eth.addr", Field.ETH_DST, Field.ETH_SRC),
        union("arp.addr", Field.ARP_SRC_IPV4, Field.ARP_DST_IPV4),
        union("ip.addr", Field.IP_SRC, Field.IP_DST),
        union("ipv6.addr", Field.IPV6_SRC, Field.IPV6_DST),
        union("udp.port", Field.UDP_SRCPORT, Field.UDP_DSTPORT),
        union("tcp.port", Field.TCP_SRCPORT, Field.TCP_DSTPORT),
        union("tcp.seq", Field.TCP_SEQ),
        union("tcp.ack", Field.TCP_ACK),
        union("tcp.window_size", Field.TCP_WINDOW),
        new Subject.Fields(
            "http.request",
            Kind.BOOLEAN,
            Vector.of(Field.HTTP_METHOD),
            Subject.Fields.ALL,
            0,
            true),
        new Subject.Fields(
            "http.response",
            Kind.BOOLEAN,
            Vector.of(Field.HTTP_STATUS),
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
        flag("eth.dst.ig", Field.ETH_DST, 1L << 40),
        flag("eth.src.ig", Field.ETH_SRC, 1L << 40),
        flag("eth.dst.lg", Field.ETH_DST, 1L << 41),
        flag("eth.src.lg", Field.ETH_SRC, 1L << 41),
        flag("ip.flags.rb", Field.IP_FLAGS, 0x4),
        flag("ip.flags.df", Field.IP_FLAGS, 0x2),
        flag("ip.flags.mf", Field.IP_FLAGS, 0x1),
        flag("tcp.flags.res", Field.TCP_FLAGS, 0xe00),
        flag("tcp.flags.ae", Field.TCP_FLAGS, 0x100),
        flag("tcp.flags.cwr", Field.TCP_FLAGS, 0x80),
        flag("tcp.flags.ece", Field.TCP_FLAGS, 0x40),
        flag("tcp.flags.urg", Field.TCP_FLAGS, 0x20),
        flag("tcp.flags.ack", Field.TCP_FLAGS, 0x10),
        flag("tcp.flags.push", Field.TCP_FLAGS, 0x08),
        flag("tcp.flags.reset", Field.TCP_FLAGS, 0x04),
        flag("tcp.flags.syn", Field.TCP_FLAGS, 0x02),
        flag("tcp.flags.fin", Field.TCP_FLAGS, 0x01),
        flag("dns.flags.response", Field.DNS_FLAGS, 0x8000),
        answer("dns.flags.authoritative", Kind.BOOLEAN, 0x400),
        flag("dns.flags.truncated", Field.DNS_FLAGS, 0x200),
        flag("dns.flags.recdesired", Field.DNS_FLAGS, 0x100),
        answer("dns.flags.recavail", Kind.BOOLEAN, 0x80),
        flag("dns.flags.z", Field.DNS_FLAGS, 0x40),
        answer("dns.flags.authenticated", Kind.BOOLEAN, 0x20),
        flag("dns.flags.checkdisable", Field.DNS_FLAGS, 0x10),
        flag("dhcp.flags.bc", Field.DHCP_FLAGS, 0x8000),
        flag("icmpv6.nd.ra.flag.m", Field.ND_RA_FLAGS, 0x80),
        flag("icmpv6.nd.ra.flag.o", Field.ND_RA_FLAGS, 0x40));
  }

  private static Subject flag(String name, Field field, long bits) {
    return new Subject.Fields(name, Kind.BOOLEAN, Vector.of(field), bits, 0, false);
  }

  /** What the flags of DNS say in responses only (RFC 1035 §4.1.1). */
  private static Subject answer(String name, Kind kind, long bits) {
    return new Subject.Fields(
        name, kind, Vector.of(Field.DNS_FLAGS), bits, DnsFlags.RESPONSE, false);
  }

  private static Vector<Subject> parts() {
    return Vector.of(
        part("eth.dst.oui", Field.ETH_DST, 0xffff_ff00_0000L),
        part("eth.src.oui", Field.ETH_SRC, 0xffff_ff00_0000L),
        part("ip.dsfield.dscp", Field.IP_DSFIELD, 0xfc),
        part("ip.dsfield.ecn", Field.IP_DSFIELD, 0x03),
        part("ipv6.tclass.dscp", Field.IPV6_TCLASS, 0xfc),
        part("ipv6.tclass.ecn", Field.IPV6_TCLASS, 0x03),
        part("dns.flags.opcode", Field.DNS_FLAGS, 0x7800),
        answer("dns.flags.rcode", Kind.NUMBER, 0x000f),
        part("ntp.flags.li", Field.NTP_FLAGS, 0xc0),
        part("ntp.flags.vn", Field.NTP_FLAGS, 0x38),
        part("ntp.flags.mode", Field.NTP_FLAGS, 0x07));
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
