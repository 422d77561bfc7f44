package dev.etherloom.logic.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.icmp.IcmpMessage;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.igmp.IgmpMessage;
import dev.etherloom.logic.ip.ExtensionChain;
import dev.etherloom.logic.ip.ExtensionHeader;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.ip.Ipv4Option;
import dev.etherloom.logic.ip.Ipv6Header;
import dev.etherloom.logic.ip.Located;
import dev.etherloom.logic.mld.MldMessage;
import dev.etherloom.logic.ndp.NdpMessage;
import dev.etherloom.logic.tcp.TcpSegment;
import dev.etherloom.logic.testkit.Damage;
import dev.etherloom.logic.udp.UdpDatagram;
import io.vavr.control.Either;

/** The IP headers, and what is counted among them. A checksum that hides a codec is mended. */
final class IpChecks {
  private IpChecks() {}

  static void ipv4(Slice input) {
    Law.holds(input, Ipv4Header::decode);
    int header = input.isEmpty() ? 0 : (input.u8(0) & 0xf) * 4;
    Law.holds(summed(input, Math.min(header, input.length()), 10), Ipv4Header::decode);
  }

  /** With the right checksum over the first {@code size} octets at index {@code at}. */
  private static Slice summed(Slice octets, int size, int at) {
    var empty = Law.with(octets, at, 0);
    return size < at + 2 ? octets : Law.with(octets, at, sum(empty.first(size)).value());
  }

  private static InternetChecksum sum(Slice octets) {
    return InternetChecksum.of(octets);
  }

  static void ipv4Options(Slice input) {
    var octets = input.first(Math.min(input.length(), Ipv4Header.MAX_OPTIONS));
    var read = Law.looks(octets, Ipv4Option::decode);
    if (read.isRight()) {
      var emitted = Ipv4Option.emit(read.get());
      assertTrue(emitted.length() <= (octets.length() + 3) / 4 * 4, emitted::toString);
      assertEquals(read, Ipv4Option.decode(emitted));
    }
  }

  static void ipv6(Slice input) {
    Law.holds(input, Ipv6Header::decode);
    Law.looks(input, Ipv6Header::read)
        .peek(header -> assertTrue(header.carried(input).length() <= input.length()));
  }

  /** The first octet says what the first header is. */
  static void extensions(Slice input) {
    var octets = Damage.framed(input);
    if (octets.isEmpty()) {
      return;
    }
    var first = new IpProtocol(octets.u8(0));
    var chain = ExtensionChain.walk(first, octets.from(1));
    chain.error().forEach(error -> Damage.within(octets, error));
    assertTrue(chain.headers().length() <= ExtensionChain.MOST);
    var headers = chain.headers().map(Located::value);
    int size = headers.map(Emit::length).sum().intValue();
    assertEquals(octets.length() - 1, size + chain.payload().length());
    var out = Writer.allocate(octets.length() - 1);
    headers.forEach((ExtensionHeader header) -> out.put(header));
    out.put(chain.payload());
    var again = ExtensionChain.walk(first, out.written());
    assertEquals(headers, again.headers().map(Located::value));
    assertEquals(chain.protocol(), again.protocol());
    assertEquals(chain.payload(), again.payload());
  }

  static void icmp(Slice input) {
    Law.holds(input, IcmpMessage::decode);
    Law.holds(summed(input, input.length(), 2), IcmpMessage::decode);
  }

  static void icmpv6(Slice input) {
    var pseudo = InternetChecksum.ZERO.plus(0xfe80);
    Law.looks(input, octets -> Icmpv6Message.decode(octets, pseudo));
    Law.looks(input, Icmpv6Message::read)
        .peek(
            message ->
                assertEquals(
                    Either.right(message),
                    Icmpv6Message.decode(message.over(pseudo).toSlice(), pseudo)));
  }

  static void ndp(Slice input) {
    var octets = Damage.framed(input);
    for (var message : Icmpv6Message.read(octets).toList()) {
      NdpMessage.options(message).error().forEach(error -> Law.within(octets, error));
      NdpMessage.read(message)
          .peekLeft(error -> Law.within(octets, error))
          .peek(it -> assertEquals(Either.right(it), NdpMessage.read(it.toIcmp())));
      NdpMessage.decode(message)
          .peekLeft(error -> Law.within(octets, error))
          .peek(it -> assertEquals(Either.right(it), NdpMessage.decode(it.toIcmp())));
    }
  }

  static void mld(Slice input) {
    var octets = Damage.framed(input);
    for (var message : Icmpv6Message.read(octets).toList()) {
      MldMessage.records(message).error().forEach(error -> Law.within(octets, error));
      MldMessage.decode(message)
          .peekLeft(error -> Law.within(octets, error))
          .peek(it -> assertEquals(Either.right(it), MldMessage.decode(it.toIcmp())));
    }
  }

  static void igmp(Slice input) {
    Law.holds(input, IgmpMessage::decode);
    Law.holds(input, IgmpMessage::read);
    var octets = Damage.framed(input);
    IgmpMessage.records(octets).error().forEach(error -> Law.within(octets, error));
  }

  static void udp(Slice input) {
    Law.holds(input, octets -> UdpDatagram.decode(octets, InternetChecksum.ZERO));
    Law.holds(Law.with(input, 6, 0), octets -> UdpDatagram.decode(octets, InternetChecksum.ZERO));
  }

  static void tcp(Slice input) {
    Law.holds(input, octets -> TcpSegment.read(octets, InternetChecksum.ZERO));
    int checksum = sum(Law.with(input, 16, 0)).plus(input.length()).value();
    Law.holds(
        Law.with(input, 16, checksum), octets -> TcpSegment.decode(octets, InternetChecksum.ZERO));
  }
}
