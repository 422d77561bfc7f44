package dev.etherloom.logic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.ethernet.EthernetHeader;
import dev.etherloom.logic.icmp.IcmpMessage;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Prefix;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.udp.UdpDatagram;
import io.vavr.collection.Stream;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** decode(emit(x)) = x for generated values; and refusals that say where. */
class CodecLawsTest {
  private static final int VALUES = 10_000;
  private final SplittableRandom random = new SplittableRandom(42);

  private Slice noise(int most) {
    var octets = new byte[random.nextInt(most + 1)];
    random.nextBytes(octets);
    return Slice.owning(octets);
  }

  private MacAddress mac() {
    return new MacAddress(random.nextLong() >>> 16);
  }

  private Ipv4Header header(int options) {
    return new Ipv4Header(
        random.nextInt(256),
        random.nextInt(0x1_0000),
        new Ipv4Header.Fragment(
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextInt(0x2000) * 8),
        random.nextInt(256),
        new IpProtocol(random.nextInt(256)),
        new Ipv4Address(random.nextInt()),
        new Ipv4Address(random.nextInt()),
        noise(0).isEmpty() && options == 0 ? Slice.EMPTY : Slice.owning(new byte[options * 4]));
  }

  @Test
  void ethernet() {
    for (int i = 0; i < VALUES; i++) {
      var tags =
          Stream.range(0, random.nextInt(3))
              .map(
                  _ ->
                      new Vlan.Tag(
                          random.nextBoolean() ? EtherType.VLAN : EtherType.SERVICE_VLAN,
                          random.nextInt(0x1_0000)))
              .toList();
      var type = new EtherType(0x8800 + random.nextInt(0x80));
      var frame =
          new EthernetFrame(new EthernetHeader(mac(), mac(), new Vlan(tags), type), noise(100));
      assertEquals(frame, EthernetFrame.decode(frame.toSlice()).get());
    }
  }

  @Test
  void ipv4() {
    for (int i = 0; i < VALUES; i++) {
      var packet = new Ipv4Packet(header(random.nextInt(11)), noise(100));
      assertEquals(packet, Ipv4Header.decode(packet.toSlice()).get());
    }
  }

  @Test
  void icmp() {
    for (int i = 0; i < VALUES; i++) {
      var message =
          switch (random.nextInt(3)) {
            case 0 ->
                new IcmpMessage.EchoRequest(
                    random.nextInt(0x100),
                    random.nextInt(0x1_0000),
                    random.nextInt(0x1_0000),
                    noise(99));
            case 1 -> new IcmpMessage.Failure(3, random.nextInt(16), random.nextInt(), noise(99));
            default -> new IcmpMessage.Other(13, 0, random.nextInt(), noise(99));
          };
      assertEquals(Either.right(message), IcmpMessage.decode(message.toSlice()));
    }
  }

  @Test
  void udp() {
    for (int i = 0; i < VALUES; i++) {
      var pseudo = new Ipv4Packet(header(0), Slice.EMPTY).pseudoHeader();
      var datagram =
          new UdpDatagram(random.nextInt(0x1_0000), random.nextInt(0x1_0000), pseudo, noise(99));
      assertEquals(datagram, UdpDatagram.decode(datagram.toSlice(), pseudo).get());
    }
  }

  @Test
  void ipv4Refusals() {
    var good = new Ipv4Packet(header(0), Slice.utf8("abcdefgh")).toSlice();
    assertEquals(
        new DecodeError.TooShort("ipv4", 0, 20, 19, "header"),
        Ipv4Header.decode(good.first(19)).getLeft());
    assertEquals(
        new DecodeError.TooShort("ipv4", 2, 28, 27, "total length"),
        Ipv4Header.decode(good.first(27)).getLeft());
    var octets = good.toBytes();
    octets[10] ^= 1;
    assertEquals("ipv4: bad checksum", Ipv4Header.decode(Slice.owning(octets)).getLeft().label());
    var version = good.toBytes();
    version[0] = 0x65;
    assertEquals(
        new DecodeError.BadField("ipv4", 0, "version", 6, "4"),
        Ipv4Header.decode(Slice.owning(version)).getLeft());
  }

  @ParameterizedTest
  @CsvSource({
    "::, ::",
    "::1, ::1",
    "2001:DB8::1, 2001:db8::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:0db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "::ffff:192.0.2.1, ::ffff:192.0.2.1",
    "::ffff:c000:201, ::ffff:192.0.2.1",
    "fe80:0:0:0:0:0:0:0, fe80::"
  })
  @DisplayName("8504-11.1-1: RFC 5952 §4: the canonical text of an IPv6 address")
  void ipv6Text(String text, String canonical) {
    assertEquals(canonical, Ipv6Address.parse(text).get().toString());
    assertEquals(Ipv6Address.parse(text), Ipv6Address.parse(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "g::",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        "1.2.3.4 "
      })
  void noAddresses(String text) {
    assertEquals(Option.none(), IpAddress.parse(text));
  }

  @Test
  void prefixes() {
    var prefix = Prefix.parse("192.0.2.77/25").get();
    assertEquals("192.0.2.0/25", prefix.toString());
    assertEquals(Option.some(Ipv4Address.of("192.0.2.127")), prefix.broadcast());
    assertEquals(true, prefix.contains(Ipv4Address.of("192.0.2.1")));
    assertEquals(false, prefix.contains(Ipv4Address.of("192.0.2.128")));
    assertEquals(Option.none(), Prefix.parse("192.0.2.0/31").get().broadcast());
    assertEquals(Option.none(), Prefix.parse("192.0.2.0/33"));
  }

  @Test
  @DisplayName("SipHash-2-4, the vectors of its authors for messages of 0, 8 and 16 octets")
  void secret() {
    var secret = new Secret(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
    assertEquals(0x726fdb47dd0e0e31L, secret.hash());
    assertEquals(0x93f5f5799a932462L, secret.hash(0x0706050403020100L));
    assertEquals(0x3f2acc7f57c29bdbL, secret.hash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L));
  }
}
