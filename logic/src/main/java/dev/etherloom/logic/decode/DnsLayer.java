package dev.etherloom.logic.decode;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.dns.DnsCursor;
import dev.etherloom.logic.dns.DnsEntry;
import dev.etherloom.logic.dns.DnsHeader;
import dev.etherloom.logic.dns.DomainName;
import dev.etherloom.logic.dns.RecordData;
import dev.etherloom.logic.dns.RecordType;
import dev.etherloom.logic.dns.ResourceRecord;
import java.util.stream.Collectors;

/**
 * A message of the domain name system (RFC 1035), also as multicast (RFC 6762) and LLMNR.
 *
 * @param cut whether the capture ends within it
 * @param prefixed whether two octets of length stand before it, as over TCP (§4.2.2)
 */
record DnsLayer(Protocol protocol, Slice octets, boolean cut, boolean prefixed) implements Layer {
  private static final int MULTICAST_FLAG = 0x8000;

  static void walk(Protocol protocol, Region region, Walk walk) {
    walk.add(new DnsLayer(protocol, region.octets(), region.isCut(), false));
  }

  /** A message that came over TCP. */
  static void walkPrefixed(Slice message, Walk walk) {
    walk.add(new DnsLayer(Protocol.DNS, message, false, true));
  }

  @Override
  public void fields(Fields out) {
    if (prefixed) {
      out.number(TransportField.DNS_LENGTH, octets.offset() - 2, 2, octets.length());
    }
    out.u16(TransportField.DNS_ID, octets, 0);
    out.u16(TransportField.DNS_FLAGS, octets, 2);
    out.u16(TransportField.DNS_QUERIES, octets, 4);
    out.u16(TransportField.DNS_ANSWERS, octets, 6);
    out.u16(TransportField.DNS_AUTHORITIES, octets, 8);
    out.u16(TransportField.DNS_ADDITIONALS, octets, 10);
    var start = DnsCursor.over(octets);
    if (start.isLeft()) {
      broken(out);
      return;
    }
    @Var var cursor = start.get();
    while (true) {
      switch (cursor.next()) {
        case DnsCursor.Next.Entry(DnsEntry.Asked asked, var rest) -> {
          question(out, asked);
          cursor = rest;
        }
        case DnsCursor.Next.Entry(DnsEntry.Given given, var rest) -> {
          record(out, given);
          cursor = rest;
        }
        case DnsCursor.Next.Spoiled(var given, _, var rest) -> {
          record(out, given);
          cursor = rest;
        }
        case DnsCursor.Next.Damaged _ -> {
          broken(out);
          return;
        }
        case DnsCursor.Next.End _ -> {
          return;
        }
      }
    }
  }

  private void broken(Fields out) {
    new BrokenLayer(protocol, octets, cut).fields(out);
  }

  private void question(Fields out, DnsEntry.Asked asked) {
    var question = asked.question();
    var name = asked.name();
    int end = name.offset() + name.length();
    out.text(TransportField.DNS_QRY_NAME, name.offset(), name.length(), text(question.name()));
    out.number(TransportField.DNS_QRY_TYPE, end, 2, question.type().number());
    out.number(TransportField.DNS_QRY_CLASS, end + 2, 2, classOf(question.recordClass().number()));
  }

  private void record(Fields out, DnsEntry.Given given) {
    var record = given.record();
    var name = given.name();
    int end = name.offset() + name.length();
    out.text(TransportField.DNS_RESP_NAME, name.offset(), name.length(), text(record.owner()));
    out.number(TransportField.DNS_RESP_TYPE, end, 2, record.type().number());
    if (record.type().equals(RecordType.OPT)) {
      out.number(TransportField.DNS_RR_UDP_SIZE, end + 2, 2, record.recordClass().number());
    } else {
      out.number(TransportField.DNS_RESP_CLASS, end + 2, 2, classOf(record.recordClass().number()));
      out.number(TransportField.DNS_RESP_TTL, end + 4, 4, record.timeToLive());
    }
    out.number(TransportField.DNS_RESP_LEN, end + 8, 2, given.data().length());
    data(out, record, given.data());
  }

  /** The high bit is a flag of multicast DNS (RFC 6762 §18). */
  private int classOf(int number) {
    return protocol == Protocol.MDNS ? number & ~MULTICAST_FLAG : number;
  }

  private static void data(Fields out, ResourceRecord record, Slice octets) {
    int at = octets.offset();
    int length = octets.length();
    switch (record.data()) {
      case RecordData.A(var address) -> out.address(TransportField.DNS_A, at, address);
      case RecordData.Aaaa(var address) -> out.address(TransportField.DNS_AAAA, at, address);
      case RecordData.Ns(var name) -> out.text(TransportField.DNS_NS, at, length, text(name));
      case RecordData.Cname(var name) -> out.text(TransportField.DNS_CNAME, at, length, text(name));
      case RecordData.Ptr(var name) -> out.text(TransportField.DNS_PTR, at, length, text(name));
      case RecordData.Mx(var preference, var exchange) -> {
        out.number(TransportField.DNS_MX_PREFERENCE, at, 2, preference);
        out.text(TransportField.DNS_MX, at + 2, length - 2, text(exchange));
      }
      case RecordData.Txt(var strings) ->
          strings.forEach(
              string ->
                  out.text(
                      TransportField.DNS_TXT, string.offset(), string.length(), string.text()));
      case RecordData.Soa soa -> {
        out.text(TransportField.DNS_SOA_MNAME, at, length, text(soa.primary()));
        out.text(TransportField.DNS_SOA_RNAME, at, length, text(soa.mailbox()));
      }
      case RecordData.Srv(var priority, var weight, var port, var target) -> {
        out.number(TransportField.DNS_SRV_PRIORITY, at, 2, priority);
        out.number(TransportField.DNS_SRV_WEIGHT, at + 2, 2, weight);
        out.number(TransportField.DNS_SRV_PORT, at + 4, 2, port);
        out.text(TransportField.DNS_SRV_TARGET, at + 6, length - 6, text(target));
      }
      case RecordData.Dname _,
          RecordData.Opt _,
          RecordData.Caa _,
          RecordData.Svcb _,
          RecordData.Https _,
          RecordData.Unknown _ -> {
        out.octets(TransportField.DNS_DATA, octets, 0, length);
        DnsTypes.tell(out, record.type().number(), octets);
      }
    }
  }

  private static String text(DomainName name) {
    return name.isRoot() ? "<Root>" : name.labels().map(DnsLayer::label).mkString(".");
  }

  /** A label as people wrote it; only what cannot be shown is escaped. */
  private static String label(Slice octets) {
    var text = octets.text();
    return text.chars().noneMatch(Character::isISOControl)
        ? text
        : text.chars()
            .mapToObj(
                c -> Character.isISOControl(c) ? "\\%03o".formatted(c) : Character.toString(c))
            .collect(Collectors.joining());
  }

  @Override
  public String summary() {
    var start = DnsCursor.over(octets);
    if (start.isLeft()) {
      return protocol.title() + " [cut]";
    }
    var header = start.get().header();
    var said = new StringBuilder(protocol.title());
    said.append(header.flags().isResponse() ? " response" : " query");
    said.append(" 0x%04x".formatted(header.id())).append(outcome(header));
    @Var var cursor = start.get();
    while (cursor.next() instanceof DnsCursor.Next.Entry(var entry, var rest)) {
      switch (entry) {
        case DnsEntry.Asked asked ->
            said.append(' ')
                .append(asked.question().type())
                .append(' ')
                .append(text(asked.question().name()));
        case DnsEntry.Given given -> said.append(answer(given.record()));
      }
      cursor = rest;
    }
    return said.toString();
  }

  private static String outcome(DnsHeader header) {
    return switch (header.flags().responseCode()) {
      case 0 -> "";
      case 2 -> " server failure";
      case 3 -> " no such name";
      case 5 -> " refused";
      default -> " error " + header.flags().responseCode();
    };
  }

  private static String answer(ResourceRecord record) {
    return switch (record.data()) {
      case RecordData.A(var address) -> ", A " + address;
      case RecordData.Aaaa(var address) -> ", AAAA " + address;
      case RecordData.Cname(var name) -> ", CNAME " + name;
      case RecordData.Ptr(var name) -> ", PTR " + name;
      case RecordData.Opt _ -> "";
      default -> ", " + record.type();
    };
  }
}
