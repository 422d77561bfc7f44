package dev.etherloom.logic.decode;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.Ipv4Option;
import dev.etherloom.logic.net.Ipv4Address;

/** The IPv4 header (RFC 791 §3.1). */
record Ipv4Layer(Slice octets, boolean isFragment, boolean isQuoted) implements IpLayer {
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
      walk.add(new Ipv4Layer(octets, false, walk.isQuoted()));
      return walk.broken(region, Protocol.IPV4);
    }
    if (octets.u8(0) >>> 4 == 6) {
      walk.add(new Ipv4Layer(octets.first(1), false, walk.isQuoted()));
      return Ipv6Layer.walk(region, walk);
    }
    int header = (octets.u8(0) & 0xf) * 4;
    int total = Math.min(octets.u16(TOTAL_LENGTH), region.reported());
    if (octets.u8(0) >>> 4 != 4 || header < SHORTEST || total < header || !region.has(header)) {
      int shown = Math.clamp(header, SHORTEST, octets.length());
      walk.add(new Ipv4Layer(octets.first(shown), false, walk.isQuoted()));
      return walk.broken(region, Protocol.IPV4);
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
      carry(layer(octets.first(header), false, walk), protocol, payload, walk);
      return;
    }
    var key = new Fragments.Key(octets.slice(SOURCE, 8), octets.u16(4), protocol);
    var whole =
        walk.isQuoted() || payload.isCut()
            ? Fragments.INCOMPLETE
            : walk.fragments().add(key, offset, more, payload.octets());
    if (!whole.isEmpty()) {
      var region = new Region(whole, whole.length());
      carry(layer(octets.first(header), false, walk), protocol, region, walk);
    } else if (offset == 0) {
      carry(layer(octets.first(header), true, walk), protocol, payload, walk);
    } else {
      walk.add(layer(octets.first(header), true, walk));
      var _ = walk.data(payload);
    }
  }

  private static Ipv4Layer layer(Slice header, boolean fragment, Walk walk) {
    return new Ipv4Layer(header, fragment, walk.isQuoted());
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
    int route = sourceRoute();
    return Ipv4Address.at(octets, route > 0 ? route : DESTINATION);
  }

  @Override
  public boolean hasAddresses() {
    return octets.length() >= SHORTEST;
  }

  @Override
  public InternetChecksum addressSum() {
    return InternetChecksum.of(octets.slice(SOURCE, 4)).plus(destination().bits() & 0xffff_ffffL);
  }

  @Override
  public void fields(Fields out) {
    out.bits(InternetField.IP_VERSION, octets, 0, 0xf0);
    if (octets.isEmpty() || octets.u8(0) >>> 4 != 4) {
      return;
    }
    int header = (octets.u8(0) & 0xf) * 4;
    out.number(InternetField.IP_HDR_LEN, octets.offset(), 1, header);
    if (header < SHORTEST) {
      return;
    }
    out.u8(InternetField.IP_DSFIELD, octets, 1);
    out.u16(InternetField.IP_LEN, octets, TOTAL_LENGTH);
    if (octets.length() < SHORTEST || octets.u16(TOTAL_LENGTH) < header) {
      return;
    }
    out.u16(InternetField.IP_ID, octets, 4);
    out.bits(InternetField.IP_FLAGS, octets, FRAGMENT, 0xe0);
    out.number(
        InternetField.IP_FRAG_OFFSET, octets.offset() + FRAGMENT, 2, octets.u16(FRAGMENT) & 0x1fff);
    out.u8(InternetField.IP_TTL, octets, 8);
    out.u8(InternetField.IP_PROTO, octets, PROTOCOL);
    out.u16(InternetField.IP_CHECKSUM, octets, CHECKSUM);
    Checksum.tell(
        out,
        InternetField.IP_CHECKSUM_STATUS,
        octets.offset() + CHECKSUM,
        octets.length() < header ? Checksum.UNVERIFIED : Checksum.of(InternetChecksum.of(octets)));
    out.ipv4(InternetField.IP_SRC, octets, SOURCE);
    out.address(InternetField.IP_DST, octets.offset() + DESTINATION, destination());
    options(out);
  }

  private void options(Fields out) {
    @Var int at = SHORTEST;
    while (at < octets.length()) {
      int size = optionLength(at);
      if (size == 0) {
        return;
      }
      out.u8(InternetField.IP_OPT_TYPE, octets, at);
      if (size > 1) {
        out.u8(InternetField.IP_OPT_LEN, octets, at + 1);
      }
      if (octets.u8(at) == Ipv4Option.END) {
        return;
      }
      at += size;
    }
  }

  /** Octets of the option at {@code at}, 0 if its length is wrong. */
  private int optionLength(int at) {
    if (octets.u8(at) <= Ipv4Option.NO_OPERATION) {
      return 1;
    }
    int size = at + 1 < octets.length() ? octets.u8(at + 1) : 0;
    return size < 2 || at + size > octets.length() ? 0 : size;
  }

  /** Where the last address of a source route stands that is not yet done; 0 if there is none. */
  private int sourceRoute() {
    @Var int at = SHORTEST;
    while (at < octets.length() && optionLength(at) > 0 && octets.u8(at) != Ipv4Option.END) {
      int size = optionLength(at);
      boolean route =
          octets.u8(at) == Ipv4Option.LOOSE_SOURCE_ROUTE
              || octets.u8(at) == Ipv4Option.STRICT_SOURCE_ROUTE;
      if (route && size >= 7 && octets.u8(at + 2) <= size) {
        return at + size - Ipv4Address.LENGTH;
      }
      at += size;
    }
    return 0;
  }

  @Override
  public String summary() {
    return hasAddresses() ? source() + " > " + destination() : "[cut]";
  }
}
