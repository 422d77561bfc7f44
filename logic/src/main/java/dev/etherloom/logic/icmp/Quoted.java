package dev.etherloom.logic.icmp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.ExtensionChain;
import dev.etherloom.logic.ip.IpError;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.ip.Ipv6Header;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import io.vavr.control.Option;

/**
 * The packet that an ICMP error is about, as far as it was sent back. Its checksums are not looked
 * at: who forwarded it may have changed it.
 *
 * @param length how long the whole packet was, as it says
 * @param protocol what it carried
 * @param payload as much of that as was sent back
 */
record Quoted(
    IpAddress source, IpAddress destination, int length, IpProtocol protocol, Slice payload) {
  /** Reads a packet of IPv4; none where no transport header can be found in it. */
  static Option<Quoted> v4(Slice body) {
    if (body.length() < Ipv4Header.LENGTH || body.u8(0) >>> 4 != 4) {
      return Option.none();
    }
    int header = (body.u8(0) & 0xf) * 4;
    boolean laterFragment = (body.u16(6) & 0x1fff) != 0;
    return header < Ipv4Header.LENGTH || body.length() < header || laterFragment
        ? Option.none()
        : Option.some(
            new Quoted(
                Ipv4Address.at(body, 12),
                Ipv4Address.at(body, 16),
                body.u16(2),
                new IpProtocol(body.u8(9)),
                body.from(header)));
  }

  /** Reads a packet of IPv6, through its extension headers. */
  static Option<Quoted> v6(Slice body) {
    var read = Ipv6Header.read(body);
    if (read.isLeft() || body.u8(0) >>> 4 != 6) {
      return Option.none();
    }
    var header = read.get();
    var chain = ExtensionChain.walk(header.nextHeader(), body.from(Ipv6Header.LENGTH));
    boolean laterFragment = chain.fragment().exists(fragment -> fragment.offset() > 0);
    return laterFragment
        ? Option.none()
        : Option.some(
            new Quoted(
                header.source(),
                header.destination(),
                Ipv6Header.LENGTH + header.payloadLength(),
                chain.protocol(),
                chain.payload()));
  }

  /** What the transport that sent it is told; none where too little came back. */
  Option<IpError> error(IpError.Reason reason) {
    return payload.length() < IpError.LEAST
        ? Option.none()
        : Option.some(new IpError(source, destination, protocol, payload, reason));
  }
}
