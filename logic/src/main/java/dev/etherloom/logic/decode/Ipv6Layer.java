package dev.etherloom.logic.decode;

import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Ipv6Address;

/**
 * The IPv6 header (RFC 8200 §3).
 *
 * @param target the address that transports sum: the last of a routing header's, if there is one
 */
record Ipv6Layer(Slice octets, Ipv6Address target, boolean isFragment, boolean isQuoted)
    implements IpLayer {
  private static final int HEADER = 40;
  private static final int PAYLOAD_LENGTH = 4;
  private static final int NEXT_HEADER = 6;
  private static final int SOURCE = 8;
  private static final int DESTINATION = 24;

  static int walk(Region region, Walk walk) {
    var octets = region.octets();
    if (!region.has(HEADER) || octets.u8(0) >>> 4 != 6) {
      var header = octets.first(Math.min(octets.length(), HEADER));
      walk.add(new Ipv6Layer(header, Ipv6Address.UNSPECIFIED, false, walk.isQuoted()));
      return walk.broken(region, Protocol.IPV6);
    }
    int length = octets.u16(PAYLOAD_LENGTH);
    var behind = region.from(HEADER);
    boolean jumbo = length == 0 && octets.u8(NEXT_HEADER) == IpProtocols.HOP_BY_HOP;
    var payload = jumbo ? behind : behind.first(length);
    var header = octets.first(HEADER);
    var layer = new Ipv6Layer(header, Ipv6Address.at(header, DESTINATION), false, walk.isQuoted());
    walk.add(layer);
    IpProtocols.walk(octets.u8(NEXT_HEADER), payload, layer, walk);
    return HEADER + payload.reported();
  }

  /** The same, carrying a fragment. */
  Ipv6Layer asFragment() {
    return new Ipv6Layer(octets, target, true, isQuoted);
  }

  /** The same, on its way to another address in the end. */
  Ipv6Layer towards(Ipv6Address last) {
    return new Ipv6Layer(octets, last, isFragment, isQuoted);
  }

  @Override
  public Protocol protocol() {
    return Protocol.IPV6;
  }

  @Override
  public Ipv6Address source() {
    return Ipv6Address.at(octets, SOURCE);
  }

  @Override
  public Ipv6Address destination() {
    return Ipv6Address.at(octets, DESTINATION);
  }

  /** Both addresses as they stand there. */
  Slice addresses() {
    return octets.slice(SOURCE, 2 * Ipv6Address.LENGTH);
  }

  @Override
  public boolean hasAddresses() {
    return octets.length() >= HEADER;
  }

  @Override
  public InternetChecksum addressSum() {
    return InternetChecksum.of(octets.slice(SOURCE, Ipv6Address.LENGTH))
        .plus(target.high() >>> 32)
        .plus(target.high() & 0xffff_ffffL)
        .plus(target.low() >>> 32)
        .plus(target.low() & 0xffff_ffffL);
  }

  @Override
  public void fields(Fields out) {
    out.bits(InternetField.IP_VERSION, octets, 0, 0xf0);
    out.bits(InternetField.IPV6_VERSION, octets, 0, 0xf0);
    if (octets.length() < PAYLOAD_LENGTH || octets.u8(0) >>> 4 != 6) {
      return;
    }
    int word = octets.i32(0);
    out.number(InternetField.IPV6_TCLASS, octets.offset(), 2, word >>> 20 & 0xff);
    out.number(InternetField.IPV6_FLOW, octets.offset() + 1, 3, word & 0xf_ffff);
    out.u16(InternetField.IPV6_PLEN, octets, PAYLOAD_LENGTH);
    out.u8(InternetField.IPV6_NXT, octets, NEXT_HEADER);
    out.u8(InternetField.IPV6_HLIM, octets, 7);
    out.ipv6(InternetField.IPV6_SRC, octets, SOURCE);
    out.ipv6(InternetField.IPV6_DST, octets, DESTINATION);
  }

  @Override
  public String summary() {
    return hasAddresses() ? source() + " > " + destination() : "[cut]";
  }
}
