package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;
import io.vavr.control.Option;

/**
 * The UDP header (RFC 768).
 *
 * @param datagram all of it, cut where the length field says
 */
record UdpLayer(Region datagram, IpLayer ip) implements Layer {
  static final int HEADER = 8;
  private static final int LENGTH = 4;
  private static final int CHECKSUM = 6;

  static void walk(Region region, IpLayer ip, Walk walk) {
    if (!region.has(HEADER)) {
      walk.add(new UdpLayer(region, ip));
      var _ = walk.broken(region, Protocol.UDP);
      return;
    }
    int length = region.octets().u16(LENGTH);
    if (length < HEADER && length != 0) {
      walk.add(new UdpLayer(region, ip));
      var _ = walk.broken(region, Protocol.UDP);
      return;
    }
    var datagram = length == 0 ? region : region.first(length);
    walk.add(new UdpLayer(datagram, ip));
    Ports.udp(region.octets().u16(0), region.octets().u16(2), datagram.from(HEADER), walk);
  }

  @Override
  public Protocol protocol() {
    return Protocol.UDP;
  }

  @Override
  public Slice octets() {
    return datagram.first(HEADER).octets();
  }

  @Override
  public void fields(Fields out) {
    var octets = datagram.octets();
    out.u16(TransportField.UDP_SRCPORT, octets, 0);
    out.u16(TransportField.UDP_DSTPORT, octets, 2);
    out.u16(TransportField.UDP_LENGTH, octets, LENGTH);
    if (octets.length() < HEADER || isImpossible()) {
      return;
    }
    out.u16(TransportField.UDP_CHECKSUM, octets, CHECKSUM);
    if (out.wants(TransportField.UDP_CHECKSUM_STATUS)) {
      Checksum.tell(out, TransportField.UDP_CHECKSUM_STATUS, octets.offset() + CHECKSUM, status());
    }
  }

  private boolean isImpossible() {
    int length = datagram.octets().u16(LENGTH);
    return length < HEADER && length != 0;
  }

  private Checksum status() {
    if (datagram.octets().u16(CHECKSUM) == 0) {
      return ip instanceof Ipv6Layer ? Checksum.BAD : Checksum.ABSENT;
    }
    return datagram.octets().u16(LENGTH) > datagram.reported()
        ? Checksum.UNVERIFIED
        : Checksum.transport(datagram, ip, IpProtocols.UDP);
  }

  @Override
  public String summary() {
    var octets = datagram.octets();
    return octets.length() < HEADER
        ? "UDP [cut]"
        : "UDP, length " + Math.max(0, octets.u16(LENGTH) - HEADER);
  }

  @Override
  public Option<PortPair> ports() {
    return Option.when(
        datagram.has(4), () -> new PortPair(datagram.octets().u16(0), datagram.octets().u16(2)));
  }
}
