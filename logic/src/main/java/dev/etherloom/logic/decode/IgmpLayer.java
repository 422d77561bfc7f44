package dev.etherloom.logic.decode;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Ipv4Address;

/** An IGMP message of versions 1 to 3 (RFC 1112, 2236, 3376). */
record IgmpLayer(Region message) implements Layer {
  private static final int HEADER = 8;
  private static final int QUERY = 0x11;
  private static final int REPORT_3 = 0x22;

  static void walk(Region region, Walk walk) {
    walk.add(new IgmpLayer(region));
    if (!region.has(HEADER)) {
      var _ = walk.broken(region, Protocol.IGMP);
    }
  }

  @Override
  public Protocol protocol() {
    return Protocol.IGMP;
  }

  @Override
  public String path() {
    return "igmp:igmp";
  }

  @Override
  public Slice octets() {
    return message.octets();
  }

  @Override
  public void fields(Fields out) {
    var octets = message.octets();
    out.u8(InternetField.IGMP_TYPE, octets, 0);
    out.u8(InternetField.IGMP_MAX_RESP, octets, 1);
    out.u16(InternetField.IGMP_CHECKSUM, octets, 2);
    if (octets.length() < 4) {
      return;
    }
    var status = message.isCut() ? Checksum.UNVERIFIED : Checksum.of(InternetChecksum.of(octets));
    Checksum.tell(out, InternetField.IGMP_CHECKSUM_STATUS, octets.offset() + 2, status);
    if (octets.u8(0) != REPORT_3) {
      out.ipv4(InternetField.IGMP_MADDR, octets, 4);
      if (octets.u8(0) == QUERY && octets.length() >= 12) {
        out.u16(InternetField.IGMP_NUM_SRC, octets, 10);
        for (int at = 12; at + Ipv4Address.LENGTH <= octets.length(); at += Ipv4Address.LENGTH) {
          out.ipv4(InternetField.IGMP_SADDR, octets, at);
        }
      }
      return;
    }
    out.u16(InternetField.IGMP_NUM_RECORDS, octets, 6);
    @Var int at = HEADER;
    while (at + 8 <= octets.length()) {
      out.u8(InternetField.IGMP_RECORD_TYPE, octets, at);
      out.u16(InternetField.IGMP_NUM_SRC, octets, at + 2);
      out.ipv4(InternetField.IGMP_MADDR, octets, at + 4);
      at += 8 + octets.u8(at + 1) * 4 + octets.u16(at + 2) * Ipv4Address.LENGTH;
    }
  }

  @Override
  public String summary() {
    var octets = message.octets();
    if (octets.length() < HEADER) {
      return "IGMP [cut]";
    }
    return switch (octets.u8(0)) {
      case QUERY -> "IGMP query";
      case 0x12 -> "IGMP v1 report " + Ipv4Address.at(octets, 4);
      case 0x16 -> "IGMP v2 report " + Ipv4Address.at(octets, 4);
      case 0x17 -> "IGMP leave " + Ipv4Address.at(octets, 4);
      case REPORT_3 -> "IGMP v3 report, %d records".formatted(octets.u16(6));
      default -> "IGMP type 0x%02x".formatted(octets.u8(0));
    };
  }
}
