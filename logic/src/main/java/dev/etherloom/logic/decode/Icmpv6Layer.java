package dev.etherloom.logic.decode;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Ipv6Address;

/**
 * An ICMPv6 message (RFC 4443) with neighbor discovery (RFC 4861) and listener discovery (RFC
 * 3810).
 *
 * @param message all of it
 */
record Icmpv6Layer(Region message, IpLayer ip) implements Layer {
  private static final int HEADER = 8;
  private static final int CHECKSUM = 2;
  private static final int WORD = 4;
  private static final int ROUTER_SOLICITATION = 133;
  private static final int ROUTER_ADVERTISEMENT = 134;
  private static final int NEIGHBOR_SOLICITATION = 135;
  private static final int NEIGHBOR_ADVERTISEMENT = 136;
  private static final int REDIRECT = 137;

  static void walk(Region region, IpLayer ip, Walk walk) {
    walk.add(new Icmpv6Layer(region, ip));
    if (!region.has(WORD)) {
      var _ = walk.broken(region, Protocol.ICMPV6);
      return;
    }
    int type = region.octets().u8(0);
    if (type < 128 && type >= 1 && type <= 4 && region.length() > HEADER) {
      walk.quote(region.from(HEADER));
    } else if ((type == 128 || type == 129) && region.length() > HEADER) {
      var _ = walk.data(region.from(HEADER));
    } else if (type == REDIRECT) {
      NdpOptions.redirected(region.from(40)).forEach(walk::quote);
    }
  }

  @Override
  public Protocol protocol() {
    return Protocol.ICMPV6;
  }

  @Override
  public Slice octets() {
    return message.first(Math.min(HEADER, message.reported())).octets();
  }

  @Override
  public void fields(Fields out) {
    var octets = message.octets();
    out.u8(InternetField.ICMPV6_TYPE, octets, 0);
    out.u8(InternetField.ICMPV6_CODE, octets, 1);
    out.u16(InternetField.ICMPV6_CHECKSUM, octets, CHECKSUM);
    if (octets.length() < WORD) {
      return;
    }
    if (out.wants(InternetField.ICMPV6_CHECKSUM_STATUS)) {
      Checksum.tell(
          out,
          InternetField.ICMPV6_CHECKSUM_STATUS,
          octets.offset() + CHECKSUM,
          ip.isQuoted()
              ? Checksum.UNVERIFIED
              : Checksum.transport(message, ip, IpProtocols.ICMPV6));
    }
    switch (octets.u8(0)) {
      case 2 -> out.u32(InternetField.ICMPV6_MTU, octets, WORD);
      case 4 -> out.u32(InternetField.ICMPV6_POINTER, octets, WORD);
      case 128, 129 -> {
        out.u16(InternetField.ICMPV6_IDENT, octets, WORD);
        out.u16(InternetField.ICMPV6_SEQ, octets, 6);
      }
      case 130, 131, 132 -> {
        out.u16(InternetField.MLD_DELAY, octets, WORD);
        out.ipv6(InternetField.MLD_ADDRESS, octets, HEADER);
      }
      case 143 -> listenerReport(out, octets);
      default -> neighborDiscovery(out, octets);
    }
  }

  private static void neighborDiscovery(Fields out, Slice octets) {
    switch (octets.u8(0)) {
      case ROUTER_SOLICITATION -> NdpOptions.tell(out, octets, HEADER);
      case ROUTER_ADVERTISEMENT -> {
        out.u8(InternetField.ND_RA_HOP_LIMIT, octets, 4);
        out.u8(InternetField.ND_RA_FLAGS, octets, 5);
        out.u16(InternetField.ND_RA_LIFETIME, octets, 6);
        out.u32(InternetField.ND_RA_REACHABLE, octets, 8);
        out.u32(InternetField.ND_RA_RETRANS, octets, 12);
        NdpOptions.tell(out, octets, 16);
      }
      case NEIGHBOR_SOLICITATION -> {
        out.ipv6(InternetField.ND_NS_TARGET, octets, HEADER);
        NdpOptions.tell(out, octets, 24);
      }
      case NEIGHBOR_ADVERTISEMENT -> {
        out.bits(InternetField.ND_NA_R, octets, WORD, 0x80);
        out.bits(InternetField.ND_NA_S, octets, WORD, 0x40);
        out.bits(InternetField.ND_NA_O, octets, WORD, 0x20);
        out.ipv6(InternetField.ND_NA_TARGET, octets, HEADER);
        NdpOptions.tell(out, octets, 24);
      }
      case REDIRECT -> {
        out.ipv6(InternetField.ND_RD_TARGET, octets, HEADER);
        out.ipv6(InternetField.ND_RD_DESTINATION, octets, 24);
        NdpOptions.tell(out, octets, 40);
      }
      default -> {}
    }
  }

  /** RFC 3810 §5.2. */
  private static void listenerReport(Fields out, Slice octets) {
    out.u16(InternetField.MLD_RECORDS, octets, 6);
    @Var int at = HEADER;
    while (at + 20 <= octets.length()) {
      out.u8(InternetField.MLD_RECORD_TYPE, octets, at);
      out.ipv6(InternetField.MLD_RECORD_ADDRESS, octets, at + 4);
      at += 20 + octets.u8(at + 1) * 4 + octets.u16(at + 2) * Ipv6Address.LENGTH;
    }
  }

  @Override
  public String summary() {
    var octets = message.octets();
    if (octets.length() < HEADER) {
      return "ICMP6 [cut]";
    }
    return switch (octets.u8(0)) {
      case 1 -> "ICMP6 unreachable, code " + octets.u8(1);
      case 2 -> "ICMP6 packet too big, MTU " + octets.u32(WORD);
      case 3 -> octets.u8(1) == 0 ? "ICMP6 time exceeded in transit" : "ICMP6 reassembly timeout";
      case 4 ->
          "ICMP6 parameter problem, code %d at octet %d".formatted(octets.u8(1), octets.u32(WORD));
      case 128 -> "ICMP6 echo request, " + identity(octets);
      case 129 -> "ICMP6 echo reply, " + identity(octets);
      case 130 -> "ICMP6 listener query";
      case 131 -> "ICMP6 listener report";
      case 132 -> "ICMP6 listener done";
      case ROUTER_SOLICITATION -> "ICMP6 router solicitation";
      case ROUTER_ADVERTISEMENT -> "ICMP6 router advertisement";
      case NEIGHBOR_SOLICITATION -> "ICMP6 who has " + target(octets);
      case NEIGHBOR_ADVERTISEMENT -> "ICMP6 neighbor advertisement of " + target(octets);
      case REDIRECT -> "ICMP6 redirect";
      case 143 -> "ICMP6 listener report v2, %d records".formatted(octets.u16(6));
      default -> "ICMP6 type %d, code %d".formatted(octets.u8(0), octets.u8(1));
    };
  }

  private String identity(Slice octets) {
    return "id %d, seq %d, length %d".formatted(octets.u16(4), octets.u16(6), message.reported());
  }

  private static String target(Slice octets) {
    return octets.length() < HEADER + Ipv6Address.LENGTH
        ? "[cut]"
        : Ipv6Address.at(octets, HEADER).toString();
  }
}
