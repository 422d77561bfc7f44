package dev.etherloom.logic.ndp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.ip.Located;
import dev.etherloom.logic.ndp.RouterOption.NameServers;
import dev.etherloom.logic.ndp.RouterOption.Pref64;
import dev.etherloom.logic.ndp.RouterOption.SearchList;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.testkit.Damage;
import dev.etherloom.logic.testkit.Values;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** decode(emit(x)) = x for neighbor discovery and its options; and refusals that say where. */
class NdpCodecTest {
  private static final int FRAME = 14;
  private final Values values = new Values();
  private final InternetChecksum pseudo =
      Ipv6Packet.pseudoHeader(values.ipv6(), values.ipv6(), IpProtocol.ICMPV6);

  private int word() {
    return values.random.nextInt();
  }

  private long seconds() {
    return word() & 0xffff_ffffL;
  }

  private Slice noise(int units, int without) {
    return values.noise(8 * units - without);
  }

  private Vector<Slice> domain() {
    return Vector.fill(1 + values.below(3), () -> values.noise(1 + values.below(63)));
  }

  private NdpOption option() {
    int units = 1 + values.below(4);
    int octets = values.below(0x1_0000);
    return switch (values.below(11)) {
      case 0 -> new LinkLayerAddress.Source(noise(units, 2));
      case 1 -> new LinkLayerAddress.Target(noise(units, 2));
      case 2 -> new NdpOption.RedirectedHeader(seconds() << 16, values.noiseUpTo(99));
      case 3 -> new NdpOption.Mtu(octets, seconds());
      case 4 -> new NdpOption.Nonce(noise(units, 2));
      case 5 -> new NdpOption.Unknown(100 + values.below(156), noise(units, 2));
      case 6 ->
          new PrefixInformation(
              values.below(129), octets & 0xff, seconds(), seconds(), word(), values.ipv6());
      case 7 -> {
        int eights = values.below(3);
        yield new RouteInformation(
            values.below(64 * eights + 1), octets & 0xff, seconds(), values.noise(8 * eights));
      }
      case 8 -> new NameServers(octets, seconds(), Vector.fill(units, values::ipv6));
      case 9 -> SearchList.of(seconds(), Vector.fill(units, this::domain));
      default -> new Pref64(octets, values.noise(12));
    };
  }

  private Ipv6Address unicast() {
    return new Ipv6Address(0xfe80L << 48, word());
  }

  private NdpMessage message() {
    var options = values.some(4, this::option);
    return switch (values.below(5)) {
      case 0 -> new RouterSolicitation(word(), options);
      case 1 ->
          new RouterAdvertisement(
              values.below(256),
              values.below(256),
              values.below(0x1_0000),
              seconds(),
              seconds(),
              options);
      case 2 -> new NeighborSolicitation(word(), unicast(), options);
      case 3 -> new NeighborAdvertisement(word(), unicast(), options);
      default -> new Redirect(word(), unicast(), unicast(), options);
    };
  }

  private Slice octets(NdpMessage message) {
    return Damage.framed(message.toIcmp().over(pseudo));
  }

  private Either<DecodeError, NdpMessage> decode(Slice octets) {
    return Icmpv6Message.decode(octets, pseudo).flatMap(NdpMessage::decode);
  }

  private static Either<DecodeError, NdpMessage> read(Slice octets) {
    return Icmpv6Message.read(octets).flatMap(NdpMessage::read);
  }

  @Test
  void laws() {
    for (int i = 0; i < 10_000; i++) {
      var message = message();
      var octets = octets(message);
      assertEquals(Either.right(message), decode(octets));
      assertEquals(Either.right(message), read(octets));
      var options = NdpMessage.options(Icmpv6Message.read(octets).get());
      var fixed = octets.length() - message.options().map(Emit::length).sum().intValue();
      assertEquals(
          message.options().map(Emit::length).scanLeft(FRAME + fixed, Integer::sum).init(),
          options.found().map(Located::offset));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0101112233445566 0100 | octet 30: option requires 8 octets, there are 2",
        "0101112233445566 0100000000000000 | octet 31: option length is 0, expected 1…255",
        "0102112233445566 | octet 23: option length requires 16 octets, there are 8",
        "0502000000000000 0000000000000000 | octet 23: option length is 2, expected 1",
        "0301000000000000 | octet 23: option length is 1, expected 4",
        "1801010000000000 | octet 24: prefix length is 1, expected 0…0",
        "1802410000000000 0000000000000000 | octet 24: prefix length is 65, expected 0…64",
        "1901000000000000 | octet 23: option length is 1, expected 3, 5, 7…",
        "1902000000000000 0000000000000000 | octet 23: option length is 2, expected 3, 5, 7…",
        "2601000000000000 | octet 23: option length is 1, expected 2",
        "1f01000000000000 | octet 23: option length is 1, expected 2…255",
        "1f02000000000000 01610161016101ff | octet 30: domain name requires 9 octets, there are 8",
        "1f02000000000000 01610161c0000000 | octet 34: label length is 192, expected 0…63,"
            + " no compression"
      })
  void refusedOptions(String hex, String error) {
    var message = new Icmpv6Message.Other(133, 0, 0, Slice.hex(hex));
    var octets = Damage.framed(message.over(pseudo));
    assertEquals("ndp at " + error, decode(octets).getLeft().toString());
    var lenient = read(octets).get().options();
    assertEquals(hex.startsWith("0101112233445566") ? 1 : 0, lenient.length());
  }

  @Test
  void prefixLength() {
    var bad = new PrefixInformation(129, 0, 0, 0, 0, Ipv6Address.UNSPECIFIED);
    assertEquals(
        "ndp at octet 24: prefix length is 129, expected 0…128",
        decode(octets(new RouterSolicitation(0, Vector.of(bad)))).getLeft().toString());
  }

  @Test
  @DisplayName("what a message on its own is refused for (RFC 4861 §6.1, §7.1, §8.1)")
  void refusals() {
    var group = new Ipv6Address(0xff02L << 48, 1);
    var other = new Ipv6Address(1, 1);
    Vector<NdpOption> none = Vector.empty();
    assertEquals(
        "ndp at octet 22: target address is 255, expected no group",
        decode(octets(new NeighborSolicitation(0, group, none))).getLeft().toString());
    assertEquals(
        "ndp at octet 22: target address is 255, expected no group",
        decode(octets(new NeighborAdvertisement(0, group, none))).getLeft().toString());
    assertEquals(
        "ndp at octet 38: destination address is 255, expected no group",
        decode(octets(new Redirect(0, unicast(), group, none))).getLeft().toString());
    assertEquals(
        "ndp at octet 22: target address is 0, expected link-local or the destination",
        decode(octets(new Redirect(0, other, unicast(), none))).getLeft().toString());
    var fine = new Redirect(0, other, other, none);
    assertEquals(Either.right(fine), decode(octets(fine)));
    var code = new Icmpv6Message.Other(133, 1, 0, Slice.EMPTY);
    assertEquals(
        "ndp at octet 15: code is 1, expected 0",
        decode(Damage.framed(code.over(pseudo))).getLeft().toString());
    assertEquals(
        "ndp at octet 14: type is 130, expected 133…137",
        decode(Damage.framed(new Icmpv6Message.Other(130, 0, 0, Slice.EMPTY).over(pseudo)))
            .getLeft()
            .toString());
    var half = new Icmpv6Message.Other(137, 0, 0, values.noise(31));
    assertEquals(
        new DecodeError.TooShort("ndp", 22, 32, 31, "message"),
        decode(Damage.framed(half.over(pseudo))).getLeft());
  }

  @Test
  void meanings() {
    var mac = MacAddress.of("02:00:00:00:00:01");
    assertEquals(Option.some(mac), new LinkLayerAddress.Source(mac).mac());
    assertEquals(Option.none(), new LinkLayerAddress.Target(values.noise(14)).mac());
    assertThrows(IllegalArgumentException.class, () -> new NdpOption.Nonce(values.noise(7)));
    var route = new RouteInformation(48, Preference.HIGH.bits(), 1, Slice.hex("20010db8ffffffff"));
    assertEquals(Ipv6Address.parse("2001:db8:ffff::").get(), route.prefix());
    assertEquals(Preference.HIGH, route.preference());
    var pref64 = new Pref64(500 << 3 | 1, Slice.hex("0064ff9b 00000000 00000001"));
    assertEquals(Ipv6Address.parse("64:ff9b::1:0:0").get(), pref64.prefix());
    assertEquals(Option.some(64), pref64.prefixLength());
    assertEquals(4000, pref64.lifetimeSeconds());
    var domains =
        Vector.of(
            Vector.of(Slice.utf8("example"), Slice.utf8("org")), Vector.of(Slice.utf8("test")));
    assertEquals(domains, SearchList.of(1, domains).domains());
    for (var preference : Preference.values()) {
      assertEquals(preference, Preference.in(preference.bits() | 0xe7));
    }
  }

  @Test
  void cut() {
    for (int i = 0; i < 100; i++) {
      var octets = octets(message());
      Damage.everyCut(octets, this::decode);
      Damage.everyCut(octets, NdpCodecTest::read);
      Damage.everyCut(octets, it -> Icmpv6Message.read(it).flatMap(NdpMessage::decode));
    }
  }

  @Test
  void mutated() {
    var samples = Vector.fill(500, () -> octets(message()));
    Damage.mutations(samples, values.random, this::decode);
    Damage.mutations(
        samples, values.random, it -> Icmpv6Message.read(it).flatMap(NdpMessage::decode));
    Damage.mutations(
        samples,
        values.random,
        it -> {
          var message = Icmpv6Message.read(it);
          var domains =
              message
                  .map(NdpMessage::options)
                  .map(walk -> walk.values().filter(SearchList.class::isInstance))
                  .map(all -> all.map(one -> ((SearchList) one).domains()));
          return domains.flatMap(_ -> message.flatMap(NdpMessage::read));
        });
  }
}
