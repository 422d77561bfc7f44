package dev.etherloom.logic.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ip.ExtensionHeader.Authentication;
import dev.etherloom.logic.ip.ExtensionHeader.DestinationOptions;
import dev.etherloom.logic.ip.ExtensionHeader.FragmentHeader;
import dev.etherloom.logic.ip.ExtensionHeader.HopByHop;
import dev.etherloom.logic.ip.ExtensionHeader.Routing;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.testkit.Damage;
import dev.etherloom.logic.testkit.Values;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayDeque;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** decode(emit(x)) = x for IPv6 and its extension headers; and refusals that say where. */
class Ipv6CodecTest {
  private static final int VALUES = 10_000;
  private static final IpProtocol UDP = IpProtocol.UDP;
  private final Values values = new Values();

  private Ipv6Header header(IpProtocol next) {
    return new Ipv6Header(
        values.below(256),
        values.below(0x10_0000),
        values.below(0x1_0000),
        next,
        values.below(256),
        values.ipv6(),
        values.ipv6());
  }

  private Ipv6Option option() {
    return switch (values.below(5)) {
      case 0 -> new Ipv6Option.Pad1();
      case 1 -> new Ipv6Option.PadN(values.noiseUpTo(9));
      case 2 -> new Ipv6Option.RouterAlert(values.below(0x1_0000));
      case 3 -> new Ipv6Option.JumboPayload(values.random.nextLong(1L << 32));
      default -> new Ipv6Option.Unknown(6 + values.below(100), values.noiseUpTo(255));
    };
  }

  private ExtensionHeader extension(IpProtocol next, boolean isFirst) {
    return switch (values.below(isFirst ? 5 : 4)) {
      case 0 -> new DestinationOptions(next, values.some(5, this::option));
      case 1 ->
          new Routing(
              next, values.below(6), values.below(256), values.noise(4 + 8 * values.below(256)));
      case 2 ->
          new FragmentHeader(
              next,
              0,
              values.random.nextBoolean(),
              values.below(256),
              values.below(4),
              values.random.nextInt());
      case 3 -> new Authentication(next, values.noise(10 + 4 * values.below(254)));
      default -> new HopByHop(next, values.some(5, this::option));
    };
  }

  /** Headers in a row, made from the last one on. */
  private Vector<ExtensionHeader> extensions(int count) {
    var headers = new ArrayDeque<ExtensionHeader>();
    for (int i = count - 1; i >= 0; i--) {
      var next = headers.isEmpty() ? UDP : headers.getFirst().protocol();
      headers.addFirst(extension(next, i == 0));
    }
    return Vector.ofAll(headers);
  }

  private static Slice octets(Vector<ExtensionHeader> headers) {
    var out = Writer.allocate(headers.map(ExtensionHeader::length).sum().intValue());
    headers.forEach(out::put);
    return out.written();
  }

  private Ipv6Packet packet() {
    var headers = extensions(values.below(9));
    var first = headers.headOption().map(ExtensionHeader::protocol).getOrElse(UDP);
    return new Ipv6Packet(header(first), octets(headers), UDP, values.noiseUpTo(99));
  }

  @Test
  void headers() {
    for (int i = 0; i < VALUES; i++) {
      var header = header(values.protocol());
      assertEquals(Either.right(header), Ipv6Header.read(header.toSlice()));
    }
  }

  @Test
  void packets() {
    for (int i = 0; i < VALUES; i++) {
      var packet = packet();
      var padded = Writer.allocate(packet.length() + 9).put(packet).zeros(9).written();
      assertEquals(Either.right(packet), Ipv6Header.decode(padded));
    }
  }

  @Test
  void chains() {
    for (int i = 0; i < VALUES; i++) {
      var headers = extensions(1 + values.below(8));
      var octets = Damage.framed(octets(headers));
      var chain = ExtensionChain.walk(headers.head().protocol(), octets);
      assertEquals(Option.none(), chain.error());
      assertEquals(headers, chain.headers().map(Located::value));
      assertEquals(
          headers.map(ExtensionHeader::length).scanLeft(14, Integer::sum).init(),
          chain.headers().map(Located::offset));
      assertEquals(UDP, chain.protocol());
      assertTrue(chain.payload().isEmpty());
    }
  }

  @Test
  @DisplayName("a jumbogram takes its length from the option (RFC 2675)")
  void jumbo() {
    var first = new HopByHop(UDP, Vector.of(new Ipv6Option.JumboPayload(70_000)));
    var packet =
        new Ipv6Packet(header(IpProtocol.HOP_BY_HOP), first.toSlice(), UDP, values.noise(69_992));
    assertEquals(0, packet.header().payloadLength());
    var octets = packet.toSlice();
    assertEquals(Either.right(packet), Ipv6Header.decode(octets));
    assertEquals(
        new DecodeError.TooShort("ipv6", 4, 70_000, 69_999, "jumbo payload length"),
        Ipv6Header.decode(octets.first(octets.length() - 1)).getLeft());
    var small = new HopByHop(UDP, Vector.of(new Ipv6Option.JumboPayload(8)));
    assertEquals(
        new DecodeError.BadField("ipv6", 4, "jumbo payload length", 8, "more than 65535"),
        Ipv6Header.decode(
                new Ipv6Packet(
                        header(IpProtocol.HOP_BY_HOP), small.toSlice(), UDP, values.noise(65_536))
                    .toSlice())
            .getLeft());
    assertEquals(
        new DecodeError.BadField("ipv6", 4, "payload length", 0, "a jumbo payload option"),
        Ipv6Header.decode(new Ipv6Packet(header(IpProtocol.HOP_BY_HOP), Slice.EMPTY).toSlice())
            .getLeft());
  }

  @Test
  void refusals() {
    var good = new Ipv6Packet(header(UDP), Slice.utf8("abcdefgh")).toSlice();
    assertEquals(
        new DecodeError.TooShort("ipv6", 0, 40, 39, "header"),
        Ipv6Header.decode(good.first(39)).getLeft());
    assertEquals(
        new DecodeError.TooShort("ipv6", 4, 48, 47, "payload length"),
        Ipv6Header.decode(good.first(47)).getLeft());
    var version = good.toBytes();
    version[0] = 0x45;
    assertEquals(
        new DecodeError.BadField("ipv6", 0, "version", 4, "6"),
        Ipv6Header.decode(Slice.owning(version)).getLeft());
    assertTrue(Ipv6Header.read(Slice.owning(version)).isRight());
    assertEquals(Slice.utf8("abc"), Ipv6Header.read(good).get().carried(good.first(43)));
  }

  @Test
  @DisplayName("a damaged header ends the chain, those before it stay")
  void damagedChain() {
    var sound = new DestinationOptions(IpProtocol.ROUTING, Vector.empty());
    var damaged = Slice.hex("1107000000000000");
    var octets = Damage.framed(Writer.allocate(16).put(sound).put(damaged).written());
    var chain = ExtensionChain.walk(IpProtocol.DESTINATION_OPTIONS, octets);
    assertEquals(Vector.of(new Located<>(14, sound)), chain.headers());
    assertEquals(IpProtocol.ROUTING, chain.protocol());
    assertEquals(damaged, chain.payload());
    assertEquals(
        Option.some(new DecodeError.TooShort("ipv6", 23, 64, 8, "header extension length")),
        chain.error());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "60 | 110005020001 | octet 14: extension header requires 8 octets, there are 6",
        "60 | 1100050300000000 | octet 17: option length is 3, expected 2",
        "60 | 1100c20300000000 | octet 17: option length is 3, expected 4",
        "60 | 1100000000000005 | octet 21: option requires 2 octets, there are 1",
        "60 | 1100200500000000 | octet 17: option length requires 7 octets, there are 6",
        "60 | 0000010400000000 | octet 14: next header is 0, expected no hop-by-hop options"
            + " behind another header",
        "44 | 11000000 | octet 14: fragment header requires 8 octets, there are 4",
        "51 | 110000000000000000000000 | octet 15: payload length is 0, expected 1…255",
        "51 | 110200000000000000000000 | octet 15: header extension length requires 16 octets,"
            + " there are 12"
      })
  void refusedExtensions(int first, String hex, String error) {
    var chain = ExtensionChain.walk(new IpProtocol(first), Damage.framed(Slice.hex(hex)));
    assertEquals("ipv6 at " + error, chain.error().get().toString());
  }

  @Test
  @DisplayName("no more than sixteen headers are looked at")
  void bounded() {
    var one = new DestinationOptions(IpProtocol.DESTINATION_OPTIONS, Vector.empty());
    var chain = ExtensionChain.walk(one.protocol(), octets(Vector.fill(1_000, one)));
    assertEquals(ExtensionChain.MOST, chain.headers().length());
    assertEquals("ipv6: bad next header", chain.error().get().label());
    assertEquals(8 * 15, chain.error().get().offset());
  }

  @Test
  @DisplayName("behind a later fragment's header stands no header")
  void laterFragment() {
    var fragment = new FragmentHeader(IpProtocol.DESTINATION_OPTIONS, 1480, true, 7);
    var octets = Writer.allocate(20).put(fragment).zeros(12).written();
    var chain = ExtensionChain.walk(IpProtocol.FRAGMENT, octets);
    assertEquals(Option.some(fragment), chain.fragment());
    assertEquals(IpProtocol.DESTINATION_OPTIONS, chain.protocol());
    assertEquals(12, chain.payload().length());
    assertEquals(Option.none(), chain.error());
  }

  @Test
  @DisplayName("the pseudo header names the last node of a route (RFC 8200 §8.1)")
  void finalDestination() {
    var last = values.ipv6();
    var data = Writer.allocate(36).zeros(4);
    values.ipv6().emit(data);
    last.emit(data);
    var route = new Routing(UDP, Routing.SOURCE_ROUTE, 1, data.written());
    var packet = new Ipv6Packet(header(IpProtocol.ROUTING), route.toSlice(), UDP, Slice.EMPTY);
    assertEquals(Ipv6Packet.pseudoHeader(packet.source(), last, UDP), packet.pseudoHeader());
    var there = new Routing(UDP, Routing.SOURCE_ROUTE, 0, data.written());
    var arrived = new Ipv6Packet(header(IpProtocol.ROUTING), there.toSlice(), UDP, Slice.EMPTY);
    assertEquals(
        Ipv6Packet.pseudoHeader(arrived.source(), arrived.destination(), UDP),
        arrived.pseudoHeader());
  }

  @Test
  void actions() {
    assertEquals(Ipv6Option.Action.SKIP, new Ipv6Option.Unknown(0x3e, Slice.EMPTY).action());
    assertEquals(Ipv6Option.Action.DISCARD, new Ipv6Option.Unknown(0x7e, Slice.EMPTY).action());
    assertEquals(
        Ipv6Option.Action.DISCARD_AND_TELL, new Ipv6Option.Unknown(0x9e, Slice.EMPTY).action());
    assertEquals(
        Ipv6Option.Action.DISCARD_AND_TELL_UNLESS_GROUP, new Ipv6Option.JumboPayload(0).action());
    assertTrue(new Ipv6Option.Unknown(0x3e, Slice.EMPTY).mayChange());
    var content = new Ipv6Option.PadN(values.noise(255));
    assertThrows(IllegalArgumentException.class, () -> new HopByHop(UDP, Vector.fill(8, content)));
  }

  @Test
  void cut() {
    for (int i = 0; i < 100; i++) {
      Damage.everyCut(Damage.framed(packet()), Ipv6Header::decode);
    }
  }

  @Test
  void mutated() {
    var samples = Vector.fill(500, () -> packet().toSlice());
    Damage.mutations(samples, values.random, Ipv6Header::decode);
    Damage.mutations(
        samples,
        values.random,
        octets ->
            Ipv6Header.read(octets)
                .map(it -> ExtensionChain.walk(it.nextHeader(), it.carried(octets))));
  }
}
