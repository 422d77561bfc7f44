package dev.etherloom.logic.lldp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.lldp.LldpTlv.Text;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.testkit.Damage;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LldpTest {
  private static final int VALUES = 10_000;
  private final SplittableRandom random = new SplittableRandom(42);

  private int u16() {
    return random.nextInt(0x1_0000);
  }

  private int u8() {
    return random.nextInt(256);
  }

  private Slice noise(int least, int most) {
    return Damage.noise(random, least, most);
  }

  private LldpTlv tlv() {
    return switch (random.nextInt(6)) {
      case 0 -> new Text(Text.Kind.values()[random.nextInt(3)], noise(0, 511));
      case 1 -> new LldpTlv.Capabilities(u16(), u16());
      case 2 -> new ManagementAddress(u8(), noise(1, 31), u8(), random.nextInt(), noise(0, 128));
      case 3 -> new LldpTlv.Organisation(random.nextInt(0x100_0000), u8(), noise(0, 507));
      case 4 -> new LldpTlv.Unknown(9 + random.nextInt(118), noise(0, 511));
      default -> new Text(Text.Kind.NAME, Slice.utf8("switch-" + u8()));
    };
  }

  private LldpUnit unit() {
    return new LldpUnit(
        new LldpTlv.ChassisId(u8(), noise(1, 255)),
        new LldpTlv.PortId(u8(), noise(1, 255)),
        new LldpTlv.TimeToLive(u16()),
        Vector.fill(random.nextInt(6), this::tlv));
  }

  @Test
  void laws() {
    for (int i = 0; i < VALUES; i++) {
      var unit = unit();
      var octets = unit.toSlice();
      assertEquals(octets.length(), unit.length());
      var padded = Writer.allocate(octets.length() + 9).put(octets).zeros(9).written();
      assertEquals(Either.right(unit), LldpUnit.decode(Damage.framed(padded)));
    }
  }

  @Test
  void cuts() {
    for (int i = 0; i < 20; i++) {
      var whole = unit().toSlice();
      var all = LldpWalk.of(whole).tlvs();
      Damage.cuts(
          whole,
          (cut, length) -> {
            var walk = LldpWalk.of(cut);
            int read = walk.tlvs().map(placed -> placed.octets().length()).sum().intValue();
            assertEquals(all.take(walk.tlvs().length()), walk.tlvs());
            assertEquals(length, read + walk.rest().length());
            assertEquals(walk.rest().isEmpty(), walk.damage().isEmpty());
            walk.damage()
                .forEach(
                    error -> {
                      assertTrue(error instanceof DecodeError.TooShort);
                      assertEquals(cut.offset() + read, error.offset());
                    });
          });
    }
  }

  @Test
  void mutations() {
    for (int i = 0; i < VALUES; i++) {
      var octets = unit().toSlice();
      Damage.mutations(octets, random, LldpUnit::decode);
      var damaged = Damage.mutated(octets, random);
      var walk = LldpWalk.of(damaged);
      walk.damage().forEach(error -> Damage.within(damaged, error));
      walk.tlvs().forEach(placed -> assertEquals(placed.octets(), placed.tlv().toSlice()));
    }
  }

  @Test
  void unitOfASwitch() {
    var octets =
        Damage.framed(
            Slice.hex(
                """
                0207 04 0001307878a0 0404 05 312f31 0602 0078 0a03 737731 0e04 0014 0004
                100c 05 01 c0000201 02 00000007 00 fe06 0080c2 01 0001 0000 0000"""));
    var unit = LldpUnit.decode(octets).get();
    assertEquals(Option.some(MacAddress.of("00:01:30:78:78:a0")), unit.chassis().macAddress());
    assertEquals("1/1", unit.port().id().text());
    assertEquals(120, unit.life().seconds());
    assertEquals(
        Vector.of(
            new Text(Text.Kind.NAME, Slice.utf8("sw1")),
            new LldpTlv.Capabilities(
                LldpTlv.Capabilities.BRIDGE | LldpTlv.Capabilities.ROUTER,
                LldpTlv.Capabilities.BRIDGE),
            new ManagementAddress(1, Slice.of(192, 0, 2, 1), 2, 7, Slice.EMPTY),
            new LldpTlv.Organisation(LldpTlv.Organisation.IEEE_8021, 1, Slice.of(0, 1))),
        unit.others());
    assertEquals(
        Option.some(Ipv4Address.of("192.0.2.1")), ((ManagementAddress) unit.others().get(2)).ip());
    assertEquals(
        Vector.of(14, 23, 29, 33, 38, 44, 58),
        LldpWalk.of(octets).tlvs().map(LldpWalk.Placed::offset));
  }

  @Test
  void refusals() {
    assertEquals(
        new DecodeError.BadField("lldp", 14, "type", 2, "1, the chassis"),
        LldpUnit.decode(Damage.framed(Slice.hex("0402 0531 0402 0531 0602 0078"))).getLeft());
    assertEquals(
        new DecodeError.BadField("lldp", 15, "length", 1, "2…256"),
        LldpUnit.decode(Damage.framed(Slice.hex("0201 05"))).getLeft());
    assertEquals(
        new DecodeError.BadField("lldp", 14, "TLVs", 0, "at least three"),
        LldpUnit.decode(Damage.framed(Slice.EMPTY)).getLeft());
    assertEquals(
        new DecodeError.BadField("lldp", 26, "type", 3, "chassis, port and life once"),
        LldpUnit.decode(Damage.framed(Slice.hex("0202 0531 0402 0531 0602 0078 0602 0078")))
            .getLeft());
    assertEquals(
        new DecodeError.BadField("lldp", 16, "address string length", 1, "2…32"),
        LldpUnit.decode(Damage.framed(Slice.hex("1008 0101020000000700"))).getLeft());
  }
}
