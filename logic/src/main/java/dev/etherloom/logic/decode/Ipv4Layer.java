package dev.etherloom.logic.decode;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Ipv4Address;

/**
 * The IPv4 header (RFC 791 §3.1).
 *
 * @param partial whether what it carries is a part: a fragment, or quoted
 */
record Ipv4Layer(Slice octets, boolean partial) implements IpLayer {
  private static final int SHORTEST = 20;
  private static final int TOTAL_LENGTH = 2;
  private static final int FRAGMENT = 6;
  private static final int PROTOCOL = 9;
  private static final int CHECKSUM = 10;
  private static final int SOURCE = 12;
  private static final int DESTINATION = 16;

  static int walk(Region region, Walk walk) {
    var octets = region.octets();
    if (!region.has(SHORTEST)) {
      walk.add(new Ipv4Layer(octets, true));
      return walk.broken(region, Protocol.IPV4);
    }
    int header = (octets.u8(0) & 0xf) * 4;
    int claimed = octets.u16(TOTAL_LENGTH);
    int total = Math.min(claimed == 0 ? region.reported() : claimed, region.reported());
    if (octets.u8(0) >>> 4 != 4 || header < SHORTEST || total < header || !region.has(header)) {
      walk.add(new Ipv4Layer(octets.first(Math.min(octets.length(), SHORTEST)), true));
      return walk.broken(region.first(Math.max(total, SHORTEST)), Protocol.IPV4);
    }
    payload(region.first(total), header, walk);
    return total;
  }

  private static void payload(Region packet, int header, Walk walk) {
    var octets = packet.octets();
    int word = octets.u16(FRAGMENT);
    boolean more = (word & 0x2000) != 0;
    int offset = (word & 0x1fff) * 8;
    var payload = packet.from(header);
    int protocol = octets.u8(PROTOCOL);
    if (!more && offset == 0) {
      carry(new Ipv4Layer(octets.first(header), walk.isQuoted()), protocol, payload, walk);
      return;
    }
    var key = new Fragments.Key(octets.slice(SOURCE, 8), octets.u16(4), protocol);
    var whole =
        walk.isQuoted() || payload.isCut()
            ? Fragments.INCOMPLETE
            : walk.fragments().add(key, offset, more, payload.octets());
    if (!whole.isEmpty()) {
      var region = new Region(whole, whole.length());
      carry(new Ipv4Layer(octets.first(header), false), protocol, region, walk);
    } else if (offset == 0) {
      carry(new Ipv4Layer(octets.first(header), true), protocol, payload, walk);
    } else {
      walk.add(new Ipv4Layer(octets.first(header), true));
      var _ = walk.data(payload);
    }
  }

  private static void carry(Ipv4Layer layer, int protocol, Region payload, Walk walk) {
    walk.add(layer);
    IpProtocols.walk(protocol, payload, layer, walk);
  }

  @Override
  public Protocol protocol() {
    return Protocol.IPV4;
  }

  @Override
  public Ipv4Address source() {
    return Ipv4Address.at(octets, SOURCE);
  }

  @Override
  public Ipv4Address destination() {
    return Ipv4Address.at(octets, DESTINATION);
  }

  @Override
  public InternetChecksum addressSum() {
    return InternetChecksum.of(octets.slice(SOURCE, 8));
  }

  @Override
  public boolean isPartial() {
    return partial;
  }

  @Override
  public void fields(Fields out) {
    out.bits(Field.IP_VERSION, octets, 0, 0xf0);
    if (octets.isEmpty() || octets.u8(0) >>> 4 != 4) {
      return;
    }
    int header = (octets.u8(0) & 0xf) * 4;
    out.number(Field.IP_HDR_LEN, octets.offset(), 1, header);
    if (header < SHORTEST) {
      return;
    }
    out.u8(Field.IP_DSFIELD, octets, 1);
    out.u16(Field.IP_LEN, octets, TOTAL_LENGTH);
    if (octets.length() < SHORTEST
        || (octets.u16(TOTAL_LENGTH) < header && octets.u16(TOTAL_LENGTH) != 0)) {
      return;
    }
    out.u16(Field.IP_ID, octets, 4);
    out.bits(Field.IP_FLAGS, octets, FRAGMENT, 0xe0);
    out.number(Field.IP_FRAG_OFFSET, octets.offset() + FRAGMENT, 2, octets.u16(FRAGMENT) & 0x1fff);
    out.u8(Field.IP_TTL, octets, 8);
    out.u8(Field.IP_PROTO, octets, PROTOCOL);
    out.u16(Field.IP_CHECKSUM, octets, CHECKSUM);
    Checksum.tell(
        out,
        Field.IP_CHECKSUM_STATUS,
        octets.offset() + CHECKSUM,
        octets.length() < header ? Checksum.UNVERIFIED : Checksum.of(InternetChecksum.of(octets)));
    out.ipv4(Field.IP_SRC, octets, SOURCE);
    out.ipv4(Field.IP_DST, octets, DESTINATION);
    options(out);
  }

  private void options(Fields out) {
    @Var int at = SHORTEST;
    while (at < octets.length()) {
      int type = octets.u8(at);
      out.number(Field.IP_OPT_TYPE, octets.offset() + at, 1, type);
      if (type == 0) {
        return;
      }
      if (type == 1) {
        at++;
        continue;
      }
      if (at + 1 >= octets.length() || octets.u8(at + 1) < 2) {
        return;
      }
      out.u8(Field.IP_OPT_LEN, octets, at + 1);
      at += octets.u8(at + 1);
    }
  }

  @Override
  public String summary() {
    return octets.length() < SHORTEST ? "[cut]" : source() + " > " + destination();
  }
}
