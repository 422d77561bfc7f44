package dev.etherloom.logic.decode;

import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.icmp.IcmpMessage;

/**
 * An ICMP message (RFC 792, 950, 1191, 1256) with its extensions (RFC 4884).
 *
 * @param message all of it
 */
record IcmpLayer(Region message, boolean isQuoted) implements Layer {
  private static final int HEADER = 8;
  private static final int CHECKSUM = 2;
  private static final int WORD = 4;
  private static final int SHORTEST_EXTENDED = 128;

  static void walk(Region region, IpLayer ip, Walk walk) {
    walk.add(new IcmpLayer(region, ip.isQuoted()));
    if (!region.has(HEADER)) {
      if (!region.has(4) || region.isCut()) {
        var _ = walk.broken(region, Protocol.ICMP);
      }
      return;
    }
    var body = region.from(HEADER);
    switch (region.octets().u8(0)) {
      case 3, 4, 5, 11, 12 -> {
        if (body.length() > 0) {
          walk.quote(quoted(region));
        }
      }
      case 0, 8 -> {
        var _ = walk.data(body);
      }
      default -> {}
    }
  }

  /** The quoted packet; where the length field says so, extensions follow it. */
  private static Region quoted(Region region) {
    int length = region.octets().u8(5) * 4;
    var body = region.from(HEADER);
    return isExtensible(region.octets().u8(0)) && length >= SHORTEST_EXTENDED
        ? body.first(length)
        : body;
  }

  private static boolean isExtensible(int type) {
    return type == IcmpMessage.Failure.DESTINATION_UNREACHABLE
        || type == IcmpMessage.Failure.TIME_EXCEEDED
        || type == IcmpMessage.Failure.PARAMETER_PROBLEM;
  }

  @Override
  public Protocol protocol() {
    return Protocol.ICMP;
  }

  @Override
  public Slice octets() {
    return message.first(HEADER).octets();
  }

  @Override
  public void fields(Fields out) {
    var octets = message.octets();
    out.u8(InternetField.ICMP_TYPE, octets, 0);
    out.u8(InternetField.ICMP_CODE, octets, 1);
    out.u16(InternetField.ICMP_CHECKSUM, octets, CHECKSUM);
    if (octets.length() < WORD) {
      return;
    }
    if (out.wants(InternetField.ICMP_CHECKSUM_STATUS)) {
      Checksum.tell(
          out,
          InternetField.ICMP_CHECKSUM_STATUS,
          octets.offset() + CHECKSUM,
          message.isCut() || isQuoted
              ? Checksum.UNVERIFIED
              : Checksum.of(InternetChecksum.of(octets)));
    }
    word(out, octets);
  }

  private void word(Fields out, Slice octets) {
    switch (octets.u8(0)) {
      case 0, 8 -> identified(out, octets);
      case 3 -> {
        if (octets.u8(1) == IcmpMessage.Failure.FRAGMENTATION_NEEDED) {
          out.u16(InternetField.ICMP_MTU, octets, 6);
        }
        extensions(out);
      }
      case 5 -> out.ipv4(InternetField.ICMP_REDIR_GW, octets, WORD);
      case 9 -> {
        out.u8(InternetField.ICMP_ROUTERS, octets, WORD);
        out.u16(InternetField.ICMP_LIFETIME, octets, 6);
      }
      case 11 -> extensions(out);
      case 12 -> {
        out.u8(InternetField.ICMP_POINTER, octets, WORD);
        extensions(out);
      }
      case 13, 14 -> {
        identified(out, octets);
        out.u32(InternetField.ICMP_ORIGINATE, octets, 8);
        out.u32(InternetField.ICMP_RECEIVE, octets, 12);
        out.u32(InternetField.ICMP_TRANSMIT, octets, 16);
      }
      case 15, 16 -> identified(out, octets);
      case 17, 18 -> {
        identified(out, octets);
        out.ipv4(InternetField.ICMP_MASK, octets, 8);
      }
      case 42, 43 -> {
        out.u16(InternetField.ICMP_IDENT, octets, WORD);
        out.u8(InternetField.ICMP_SEQ, octets, 6);
      }
      default -> {}
    }
  }

  private static void identified(Fields out, Slice octets) {
    out.u16(InternetField.ICMP_IDENT, octets, WORD);
    out.u16(InternetField.ICMP_SEQ, octets, 6);
  }

  private void extensions(Fields out) {
    if (message.has(HEADER)) {
      int behind = HEADER + quoted(message).length();
      out.octets(InternetField.ICMP_EXT, message.octets(), behind, message.length() - behind);
    }
  }

  @Override
  public String summary() {
    var octets = message.octets();
    if (octets.length() < HEADER) {
      return "ICMP [cut]";
    }
    return switch (octets.u8(0)) {
      case 0 -> "ICMP echo reply, " + identity(octets);
      case 8 -> "ICMP echo request, " + identity(octets);
      case 3 -> "ICMP " + unreachable(octets);
      case 4 -> "ICMP source quench";
      case 5 -> "ICMP redirect";
      case 9 -> "ICMP router advertisement";
      case 10 -> "ICMP router solicitation";
      case 11 -> octets.u8(1) == 0 ? "ICMP time exceeded in transit" : "ICMP reassembly timeout";
      case 12 -> "ICMP parameter problem at octet " + octets.u8(WORD);
      case 13 -> "ICMP timestamp request";
      case 14 -> "ICMP timestamp reply";
      case 17 -> "ICMP address mask request";
      case 18 -> "ICMP address mask reply";
      default -> "ICMP type %d, code %d".formatted(octets.u8(0), octets.u8(1));
    };
  }

  private String identity(Slice octets) {
    return "id %d, seq %d, length %d".formatted(octets.u16(4), octets.u16(6), message.reported());
  }

  private static String unreachable(Slice octets) {
    return switch (octets.u8(1)) {
      case 0 -> "network unreachable";
      case 1 -> "host unreachable";
      case 2 -> "protocol unreachable";
      case 3 -> "port unreachable";
      case 4 -> "fragmentation needed, MTU " + octets.u16(6);
      case 13 -> "administratively prohibited";
      default -> "unreachable, code " + octets.u8(1);
    };
  }
}
