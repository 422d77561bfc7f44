package dev.etherloom.logic.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.testkit.Damage;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NtpTest {
  private static final int VALUES = 10_000;
  private final SplittableRandom random = new SplittableRandom(42);

  private NtpTimestamp stamp() {
    return new NtpTimestamp(random.nextLong());
  }

  private NtpMessage.Time time() {
    return new NtpMessage.Time(
        random.nextInt(4),
        1 + random.nextInt(4),
        random.nextInt(6),
        new NtpMessage.Clock(
            random.nextInt(256),
            random.nextInt(-128, 128),
            random.nextInt(-128, 128),
            random.nextLong(1L << 32),
            random.nextLong(1L << 32),
            random.nextInt()),
        new NtpMessage.Stamps(stamp(), stamp(), stamp(), stamp()),
        Damage.noise(random, 60));
  }

  @Test
  void laws() {
    for (int i = 0; i < VALUES; i++) {
      var time = time();
      assertEquals(Either.right(time), NtpMessage.decode(Damage.framed(time.toSlice())));
    }
  }

  @Test
  void damage() {
    Damage.refusesCuts(time().toSlice(), NtpMessage.HEADER, NtpMessage::decode);
    for (int i = 0; i < VALUES; i++) {
      Damage.mutations(time().toSlice(), random, NtpMessage::decode);
    }
  }

  @Test
  void serverAnswers() {
    var octets =
        Slice.hex(
            """
            24 01 06 ec 00000000 00000010 47505300
            e9a1b2c3 00000000 e9a1b2c4 80000000 e9a1b2c4 c0000000 e9a1b2c4 c0000001""");
    var time = (NtpMessage.Time) NtpMessage.decode(octets).get();
    assertEquals(0, time.leap());
    assertEquals(4, time.version());
    assertEquals(4, time.mode());
    assertEquals(new NtpMessage.Clock(1, 6, -20, 0, 16, 0x47505300), time.clock());
    assertEquals(Option.some("GPS"), time.clock().code());
    assertEquals(0xe9a1b2c4L, time.stamps().origin().seconds());
    assertEquals(500_000_000, time.stamps().origin().nanos());
    assertEquals(999_999_999, new NtpTimestamp(-1).nanos());
  }

  @Test
  void notTheTime() {
    var control = Slice.hex("16 02 0001 0000 0000 0000 0000");
    assertEquals(new NtpMessage.Other(control), NtpMessage.decode(control).get());
    assertEquals(6, ((NtpMessage.Other) NtpMessage.decode(control).get()).mode());
    assertEquals(2, ((NtpMessage.Other) NtpMessage.decode(control).get()).version());
  }
}
