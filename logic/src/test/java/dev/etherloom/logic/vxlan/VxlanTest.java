package dev.etherloom.logic.vxlan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.testkit.Damage;
import io.vavr.control.Either;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VxlanTest {
  private static final int VALUES = 10_000;
  private final SplittableRandom random = new SplittableRandom(42);

  private VxlanPacket packet() {
    return new VxlanPacket(
        random.nextInt(256),
        random.nextInt(0x100_0000),
        random.nextInt(0x100_0000),
        random.nextInt(256),
        Damage.noise(random, 60));
  }

  @Test
  void laws() {
    for (int i = 0; i < VALUES; i++) {
      var packet = packet();
      var octets = Damage.framed(packet.toSlice());
      assertEquals(Either.right(packet), VxlanPacket.parse(octets));
      assertEquals(packet.isValid(), VxlanPacket.decode(octets).isRight());
      var sent = VxlanPacket.of(packet.network(), packet.payload());
      assertEquals(Either.right(sent), VxlanPacket.decode(sent.toSlice()));
    }
  }

  @Test
  void damage() {
    Damage.refusesCuts(packet().toSlice(), VxlanPacket.HEADER, VxlanPacket::decode);
    for (int i = 0; i < VALUES; i++) {
      Damage.mutations(packet().toSlice(), random, VxlanPacket::decode);
      Damage.mutations(packet().toSlice(), random, VxlanPacket::parse);
    }
  }

  @Test
  void header() {
    assertEquals(
        VxlanPacket.of(0x123456, Slice.of(0xff)),
        VxlanPacket.decode(Slice.hex("08000000 12345600 ff")).get());
    assertEquals(
        new DecodeError.BadField("vxlan", 14, "flags", 0, "the I flag set"),
        VxlanPacket.decode(Damage.framed(Slice.hex("00000000 12345600"))).getLeft());
  }
}
