package dev.etherloom.logic.stp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.testkit.Damage;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StpTest {
  private static final int VALUES = 10_000;
  private final SplittableRandom random = new SplittableRandom(42);

  private int u16() {
    return random.nextInt(0x1_0000);
  }

  private int u8() {
    return random.nextInt(256);
  }

  private long u32() {
    return random.nextLong(1L << 32);
  }

  private BridgeId bridge() {
    return new BridgeId(u16(), new MacAddress(random.nextLong() >>> 16));
  }

  private TreeOffer offer() {
    return new TreeOffer(
        new Flags(u8()),
        bridge(),
        u32(),
        bridge(),
        u16(),
        new TreeOffer.Times(u16(), u16(), u16(), u16()));
  }

  private MultipleTree multiple() {
    return new MultipleTree(
        3 + random.nextInt(2),
        offer(),
        new MultipleTree.Region(
            u8(), Damage.noise(random, 32, 32), u16(), Damage.noise(random, 16, 16)),
        u32(),
        bridge(),
        u8(),
        Vector.fill(
            random.nextInt(5),
            () -> new MultipleTree.Instance(new Flags(u8()), bridge(), u32(), u8(), u8(), u8())),
        Damage.noise(random, 20));
  }

  private Bpdu bpdu() {
    return switch (random.nextInt(5)) {
      case 0 -> new Bpdu.TopologyChange(random.nextInt(4));
      case 1 -> new Bpdu.Configuration(random.nextInt(4), offer());
      case 2 -> new Bpdu.RapidTree(2 + random.nextInt(3), offer());
      case 3 -> new Bpdu.Unknown(Slice.of(0, 1 + random.nextInt(255), 7, 8, 9));
      default -> multiple();
    };
  }

  @Test
  void laws() {
    for (int i = 0; i < VALUES; i++) {
      var bpdu = bpdu();
      assertEquals(Either.right(bpdu), Bpdu.decode(Damage.framed(bpdu.toSlice())));
      assertEquals(bpdu.length(), bpdu.toSlice().length());
    }
  }

  @Test
  void cuts() {
    Damage.refusesCuts(new Bpdu.TopologyChange(0).toSlice(), 4, Bpdu::decode);
    Damage.refusesCuts(new Bpdu.Configuration(0, offer()).toSlice(), 35, Bpdu::decode);
    Damage.refusesCuts(new Bpdu.RapidTree(2, offer()).toSlice(), 36, Bpdu::decode);
    for (int i = 0; i < 100; i++) {
      var multiple = multiple();
      int whole = multiple.length() - multiple.rest().length();
      Damage.cuts(
          multiple.toSlice().first(whole),
          (cut, length) -> {
            var read = Bpdu.decode(cut);
            if (length < 36) {
              assertTrue(read.isLeft());
            } else {
              assertEquals(new Bpdu.RapidTree(multiple.version(), multiple.offer()), read.get());
            }
          });
    }
  }

  @Test
  void mutations() {
    for (int i = 0; i < VALUES; i++) {
      Damage.mutations(bpdu().toSlice(), random, Bpdu::decode);
    }
  }

  @Test
  void configuration() {
    var octets =
        Slice.hex(
            """
            0000 00 00 01 8064 001c0e877800 00000004 8064 001c0e877801 8004
            0100 1400 0200 0f00 0000000000000000""");
    var read = (Bpdu.Configuration) Bpdu.decode(octets).get();
    assertTrue(read.offer().flags().topologyChange());
    assertEquals("32768.100.00:1c:0e:87:78:00", read.offer().root().toString());
    assertEquals(4, read.offer().cost());
    assertEquals(0x8004, read.offer().port());
    assertEquals(new TreeOffer.Times(256, 20 * 256, 2 * 256, 15 * 256), read.offer().times());
    assertEquals(octets.first(35), read.toSlice());
  }

  @Test
  void kinds() {
    assertEquals(new Bpdu.TopologyChange(0), Bpdu.decode(Slice.hex("0000 00 80 000000")).get());
    assertEquals(
        new Bpdu.Unknown(Slice.hex("0000 01 02")), Bpdu.decode(Slice.hex("0000 01 02")).get());
    assertEquals(
        new DecodeError.TooShort("stp", 14, 35, 4, "type"),
        Bpdu.decode(Damage.framed(Slice.hex("0000 00 00"))).getLeft());
    var flags = new Flags(0x3e);
    assertTrue(flags.proposal() && flags.learning() && flags.forwarding());
    assertEquals(3, flags.role());
  }
}
