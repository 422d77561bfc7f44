package dev.etherloom.logic.mld;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.ip.GroupRecord;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.ip.Located;
import dev.etherloom.logic.mld.MldMessage.Done;
import dev.etherloom.logic.mld.MldMessage.Query;
import dev.etherloom.logic.mld.MldMessage.QueryV2;
import dev.etherloom.logic.mld.MldMessage.Report;
import dev.etherloom.logic.mld.MldMessage.ReportV2;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.testkit.Damage;
import dev.etherloom.logic.testkit.Values;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** decode(emit(x)) = x for multicast listener discovery; and refusals that say where. */
class MldCodecTest {
  private final Values values = new Values();
  private final InternetChecksum pseudo =
      Ipv6Packet.pseudoHeader(values.ipv6(), values.ipv6(), IpProtocol.ICMPV6);

  private GroupRecord<Ipv6Address> record() {
    return new GroupRecord<>(
        values.below(256),
        values.ipv6(),
        values.some(3, values::ipv6),
        values.noise(4 * values.below(3)));
  }

  private MldMessage message() {
    int one = values.below(0x1_0000);
    int two = values.below(0x1_0000);
    return switch (values.below(5)) {
      case 0 -> new Query(one, two, values.ipv6());
      case 1 ->
          new QueryV2(
              one,
              two,
              values.ipv6(),
              values.below(256),
              values.below(256),
              values.some(4, values::ipv6));
      case 2 -> new Report(one << 16 | two, values.ipv6());
      case 3 -> new Done(one << 16 | two, values.ipv6());
      default -> new ReportV2(two, values.some(5, this::record));
    };
  }

  private Slice octets(Icmpv6Message message) {
    return Damage.framed(message.over(pseudo));
  }

  private Either<DecodeError, MldMessage> decode(Slice octets) {
    return Icmpv6Message.decode(octets, pseudo).flatMap(MldMessage::decode);
  }

  private static Either<DecodeError, MldMessage> read(Slice octets) {
    return Icmpv6Message.read(octets).flatMap(MldMessage::decode);
  }

  @Test
  void laws() {
    for (int i = 0; i < 10_000; i++) {
      var message = message();
      assertEquals(Either.right(message), decode(octets(message.toIcmp())));
    }
  }

  private static Icmpv6Message.Other icmp(int type, int word, Slice body) {
    return new Icmpv6Message.Other(type, 0, word, body);
  }

  @Test
  void refusals() {
    assertEquals(
        new DecodeError.TooShort("mld", 22, 16, 15, "group address"),
        decode(octets(icmp(131, 0, values.noise(15)))).getLeft());
    assertEquals(
        new DecodeError.TooShort("mld", 22, 20, 17, "query"),
        decode(octets(icmp(130, 0, values.noise(17)))).getLeft());
    var query = Writer.allocate(20).zeros(18).u16(2).written();
    assertEquals(
        new DecodeError.TooShort("mld", 22, 52, 20, "number of sources"),
        decode(octets(icmp(130, 0, query))).getLeft());
    assertEquals(
        new DecodeError.BadField("mld", 14, "type", 133, "130, 131, 132 or 143"),
        decode(octets(icmp(133, 0, query))).getLeft());
  }

  @Test
  @DisplayName("the records before a damaged one are found")
  void damagedRecord() {
    var record = new GroupRecord<>(4, values.ipv6(), Vector.of(values.ipv6()));
    var body = Writer.allocate(record.length() + 20).put(record).u16(0x0101).u16(0).zeros(16);
    var octets = octets(icmp(143, 2, body.written()));
    var records = MldMessage.records(Icmpv6Message.read(octets).get());
    assertEquals(Vector.of(new Located<>(22, record)), records.found());
    var error = new DecodeError.TooShort("mld", 58, 24, 20, "number of sources");
    assertEquals(error, records.error().get());
    assertEquals(error, decode(octets).getLeft());
    assertEquals(
        new DecodeError.TooShort("mld", 58, 20, 0, "group record"),
        decode(octets(icmp(143, 2, record.toSlice()))).getLeft());
    assertEquals(
        Either.right(new ReportV2(0, Vector.of(record))),
        decode(octets(icmp(143, 1, body.written()))));
  }

  @Test
  @DisplayName("codes are numbers with an exponent (RFC 3810 §5.1.3, §5.1.9)")
  void codes() {
    var query = new QueryV2(0x8001, 0, Ipv6Address.UNSPECIFIED, 0x0a, 0x8f, Vector.empty());
    assertEquals(0x1001 << 3, query.maxDelay());
    assertEquals(0x1f << 3, query.querySeconds());
    assertEquals(true, query.isSuppressing());
    assertEquals(2, query.robustness());
    var most = new QueryV2(0xffff, 0, Ipv6Address.UNSPECIFIED, 0, 0x7f, Vector.empty());
    assertEquals(8_387_584, most.maxDelay());
    assertEquals(127, most.querySeconds());
  }

  @Test
  void cut() {
    for (int i = 0; i < 100; i++) {
      var octets = octets(message().toIcmp());
      Damage.everyCut(octets, this::decode);
      Damage.everyCut(octets, MldCodecTest::read);
    }
  }

  @Test
  void mutated() {
    var samples = Vector.fill(500, () -> octets(message().toIcmp()));
    Damage.mutations(samples, values.random, this::decode);
    Damage.mutations(samples, values.random, MldCodecTest::read);
  }
}
