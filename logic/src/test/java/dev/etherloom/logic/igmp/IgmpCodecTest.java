package dev.etherloom.logic.igmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.igmp.IgmpMessage.Membership;
import dev.etherloom.logic.igmp.IgmpMessage.Other;
import dev.etherloom.logic.igmp.IgmpMessage.Query;
import dev.etherloom.logic.igmp.IgmpMessage.QueryV3;
import dev.etherloom.logic.igmp.IgmpMessage.ReportV3;
import dev.etherloom.logic.ip.GroupRecord;
import dev.etherloom.logic.ip.Located;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.testkit.Damage;
import dev.etherloom.logic.testkit.Values;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** decode(emit(x)) = x for IGMP; and refusals that say where. */
class IgmpCodecTest {
  private final Values values = new Values();

  private Ipv4Address address() {
    return new Ipv4Address(values.random.nextInt());
  }

  private GroupRecord<Ipv4Address> record() {
    return new GroupRecord<>(
        values.below(256),
        address(),
        values.some(3, this::address),
        values.noise(4 * values.below(3)));
  }

  private IgmpMessage message() {
    int code = values.below(256);
    return switch (values.below(5)) {
      case 0 -> new Query(code, address());
      case 1 ->
          new QueryV3(
              code, address(), values.below(256), values.below(256), values.some(4, this::address));
      case 2 ->
          new Membership(
              Vector.of(Membership.REPORT_V1, Membership.REPORT_V2, Membership.LEAVE)
                  .get(values.below(3)),
              code,
              address());
      case 3 -> new ReportV3(code, values.below(0x1_0000), values.some(5, this::record));
      default -> new Other(0x30 + values.below(200), code, values.noise(4 + values.below(20)));
    };
  }

  @Test
  void laws() {
    for (int i = 0; i < 10_000; i++) {
      var message = message();
      assertEquals(Either.right(message), IgmpMessage.decode(message.toSlice()));
      assertEquals(Either.right(message), IgmpMessage.read(message.toSlice()));
    }
  }

  @Test
  void refusals() {
    var query = new Query(100, address());
    var octets = Damage.framed(query);
    assertEquals(
        new DecodeError.TooShort("igmp", 14, 8, 7, "header"),
        IgmpMessage.decode(octets.first(7)).getLeft());
    var damaged = octets.toBytes();
    damaged[1] ^= 1;
    var framed = Damage.framed(Slice.owning(damaged));
    assertEquals(
        new DecodeError.BadChecksum("igmp", 16, framed.u16(2)),
        IgmpMessage.decode(framed).getLeft());
    assertEquals(Either.right(new Query(101, query.group())), IgmpMessage.read(framed));
    var longer = Damage.framed(new QueryV3(1, address(), 0, 0, Vector.of(address())));
    assertEquals(
        new DecodeError.TooShort("igmp", 14, 16, 15, "number of sources"),
        IgmpMessage.read(longer.first(15)).getLeft());
    assertEquals(
        new DecodeError.TooShort("igmp", 14, 12, 11, "query"),
        IgmpMessage.read(longer.first(11)).getLeft());
  }

  @Test
  @DisplayName("the records before a damaged one are found")
  void damagedRecord() {
    var record = new GroupRecord<>(4, address(), Vector.of(address()));
    var octets = Damage.framed(new ReportV3(0, 0, Vector.of(record, record)));
    var cut = octets.first(octets.length() - 1);
    var records = IgmpMessage.records(cut);
    assertEquals(Vector.of(new Located<>(22, record)), records.found());
    var error = new DecodeError.TooShort("igmp", 34, 12, 11, "number of sources");
    assertEquals(error, records.error().get());
    assertEquals(error, IgmpMessage.read(cut).getLeft());
  }

  @Test
  @DisplayName("codes are numbers with an exponent (RFC 3376 §4.1.1, §4.1.7); zero is version 1")
  void codes() {
    var query = new QueryV3(0xff, Ipv4Address.UNSPECIFIED, 0x0a, 0x80, Vector.empty());
    assertEquals(31_744, query.maxTenths());
    assertEquals(128, query.querySeconds());
    assertTrue(query.isSuppressing());
    assertEquals(2, query.robustness());
    assertTrue(new Query(0, Ipv4Address.UNSPECIFIED).isVersion1());
  }

  @Test
  @DisplayName("octets behind a message count for the checksum only (RFC 2236 §2.5)")
  void longer() {
    var report = Slice.hex("16000000e00000fb");
    var octets = Writer.allocate(12).put(report).u32(0x0102_0304);
    octets.patch16(2, octets.checksumFrom(0).value());
    assertEquals(
        Either.right(new Membership(Membership.REPORT_V2, 0, Ipv4Address.of("224.0.0.251"))),
        IgmpMessage.decode(octets.written()));
  }

  @Test
  void cut() {
    for (int i = 0; i < 100; i++) {
      var octets = Damage.framed(message());
      Damage.everyCut(octets, IgmpMessage::decode);
      Damage.everyCut(octets, IgmpMessage::read);
    }
  }

  @Test
  void mutated() {
    var samples = Vector.fill(500, () -> message().toSlice());
    Damage.mutations(samples, values.random, IgmpMessage::decode);
    Damage.mutations(samples, values.random, IgmpMessage::read);
  }
}
