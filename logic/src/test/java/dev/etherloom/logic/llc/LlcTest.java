package dev.etherloom.logic.llc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.testkit.Damage;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LlcTest {
  private static final int VALUES = 10_000;
  private final SplittableRandom random = new SplittableRandom(42);

  private LlcControl control() {
    return switch (random.nextInt(3)) {
      case 0 ->
          new LlcControl.Information(
              random.nextInt(128), random.nextInt(128), random.nextBoolean());
      case 1 ->
          new LlcControl.Supervisory(
              random.nextInt(4), random.nextInt(16), random.nextInt(128), random.nextBoolean());
      default -> new LlcControl.Unnumbered((random.nextInt(256) & 0xec) | 3, random.nextBoolean());
    };
  }

  private LlcFrame frame() {
    return new LlcFrame(
        random.nextInt(256), random.nextInt(256), control(), Damage.noise(random, 60));
  }

  private Snap snap() {
    return new Snap(random.nextInt(0x100_0000), random.nextInt(0x1_0000), Damage.noise(random, 60));
  }

  @Test
  void laws() {
    for (int i = 0; i < VALUES; i++) {
      var frame = frame();
      assertEquals(Either.right(frame), LlcFrame.decode(Damage.framed(frame.toSlice())));
      assertEquals(frame.length(), frame.toSlice().length());
      var snap = snap();
      assertEquals(Either.right(snap), Snap.decode(Damage.framed(snap.toSlice())));
    }
  }

  @Test
  void cuts() {
    for (int i = 0; i < 1000; i++) {
      var frame = frame();
      Damage.refusesCuts(frame.toSlice(), 2 + frame.control().length(), LlcFrame::decode);
      Damage.refusesCuts(snap().toSlice(), Snap.HEADER, Snap::decode);
    }
    assertEquals(
        new DecodeError.TooShort("llc", 16, 2, 1, "control"),
        LlcFrame.decode(Damage.framed(Slice.hex("424201"))).getLeft());
  }

  @Test
  void mutations() {
    for (int i = 0; i < VALUES; i++) {
      Damage.mutations(frame().toSlice(), random, LlcFrame::decode);
      Damage.mutations(snap().toSlice(), random, Snap::decode);
    }
  }

  @Test
  void spanningTreeAndSnap() {
    var bridge = LlcFrame.decode(Slice.hex("42 42 03 00 00")).get();
    assertEquals(
        new LlcFrame(LlcFrame.BRIDGE, LlcFrame.BRIDGE, LlcControl.Unnumbered.UI, Slice.of(0, 0)),
        bridge);
    assertFalse(bridge.isSnap());

    var frame = LlcFrame.decode(Slice.hex("aa aa 03 00 00 00 08 00 45")).get();
    assertTrue(frame.isSnap());
    var ip = Snap.decode(frame.payload()).get();
    assertEquals(new Snap(Snap.ENCAPSULATED, 0x0800, Slice.of(0x45)), ip);
    assertEquals(Option.some(EtherType.IPV4), ip.etherType());

    var discovery = Snap.decode(Slice.hex("00 00 0c 20 00")).get();
    assertEquals(new Snap(0x00000c, 0x2000, Slice.EMPTY), discovery);
    assertEquals(Option.none(), discovery.etherType());
  }

  @Test
  void controls() {
    assertEquals(
        new LlcControl.Unnumbered(LlcControl.Unnumbered.EXCHANGE_IDENTIFICATION, true),
        LlcControl.decode(Slice.of(0xbf)).get());
    assertEquals(
        new LlcControl.Supervisory(LlcControl.Supervisory.REJECT, 0, 5, true),
        LlcControl.decode(Slice.of(0x09, 0x0b)).get());
    assertEquals(
        new LlcControl.Information(3, 4, false), LlcControl.decode(Slice.of(0x06, 0x08)).get());
  }
}
