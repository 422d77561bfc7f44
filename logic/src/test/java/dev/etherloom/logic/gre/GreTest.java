package dev.etherloom.logic.gre;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.testkit.Damage;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GreTest {
  private static final int VALUES = 10_000;
  private final SplittableRandom random = new SplittableRandom(42);

  private Option<Integer> maybe() {
    return Option.when(random.nextBoolean(), random::nextInt);
  }

  private Gre gre() {
    var packet =
        new Gre(
            random.nextInt(0x80),
            random.nextInt(0x1_0000),
            Option.none(),
            maybe(),
            maybe(),
            Damage.noise(random, 60));
    return random.nextBoolean() ? packet : packet.summed();
  }

  private PptpGre pptp() {
    return new PptpGre(random.nextInt(0x1_0000), maybe(), maybe(), Damage.noise(random, 60));
  }

  @Test
  void laws() {
    for (int i = 0; i < VALUES; i++) {
      var gre = gre();
      assertEquals(Either.right(gre), GrePacket.decode(Damage.framed(gre.toSlice())));
      var odd =
          new Gre(
              gre.reserved(),
              gre.protocol(),
              Option.some(new Gre.Checksum(random.nextInt(0x1_0000), random.nextInt(0x1_0000))),
              gre.key(),
              gre.sequence(),
              gre.payload());
      assertEquals(Either.right(odd), GrePacket.parse(Damage.framed(odd.toSlice())));
      assertEquals(odd.verifies(), GrePacket.decode(odd.toSlice()).isRight());
      assertTrue(odd.summed().verifies());
      var pptp = pptp();
      assertEquals(Either.right(pptp), GrePacket.decode(Damage.framed(pptp.toSlice())));
    }
  }

  @Test
  void cuts() {
    for (int i = 0; i < 1000; i++) {
      var gre = gre();
      Damage.refusesCuts(gre.toSlice(), gre.length() - gre.payload().length(), GrePacket::parse);
      var pptp = pptp();
      Damage.refusesCuts(pptp.toSlice(), pptp.length(), GrePacket::decode);
    }
  }

  @Test
  void mutations() {
    for (int i = 0; i < VALUES; i++) {
      Damage.mutations(gre().toSlice(), random, GrePacket::parse);
      Damage.mutations(gre().toSlice(), random, GrePacket::decode);
      Damage.mutations(pptp().toSlice(), random, GrePacket::decode);
    }
  }

  @Test
  void versionZero() {
    assertEquals(Gre.of(0x0800, Slice.of(0x45)), GrePacket.decode(Slice.hex("0000 0800 45")).get());
    var full = Slice.hex("b000 6558 0000 0000 00000001 00000002 ffff");
    assertEquals(
        new DecodeError.BadChecksum("gre", 18, 0), GrePacket.decode(Damage.framed(full)).getLeft());
    var gre = (Gre) GrePacket.parse(full).get();
    assertFalse(gre.verifies());
    assertEquals(Option.some(1), gre.key());
    assertEquals(Option.some(2), gre.sequence());
    // b000 + 6558 + 0001 + 0002 + ffff folds to 155c, of which this is the complement
    assertEquals(Option.some(new Gre.Checksum(0xeaa3, 0)), gre.summed().checksum());
    assertEquals("gre: bad flags", GrePacket.decode(Slice.hex("4000 0800")).getLeft().label());
  }

  @Test
  void otherVersions() {
    assertEquals(
        new PptpGre(0x1234, Option.none(), Option.some(7), Slice.EMPTY),
        GrePacket.decode(Slice.hex("2081 880b 0000 1234 00000007 aabb")).get());
    assertEquals(
        new DecodeError.BadField("gre", 16, "protocol", 0x0800, "0x880b"),
        GrePacket.decode(Damage.framed(Slice.hex("2001 0800 0000 1234"))).getLeft());
    assertEquals(
        new GrePacket.Unknown(Slice.hex("0002 0800 45")),
        GrePacket.decode(Slice.hex("0002 0800 45")).get());
  }
}
