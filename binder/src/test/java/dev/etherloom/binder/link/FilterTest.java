package dev.etherloom.binder.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.errorprone.annotations.Var;
import dev.etherloom.binder.policy.MacPattern;
import dev.etherloom.frames.Slice;
import io.vavr.collection.Vector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
  private final Filter filter =
      Filter.forMacs(
          Vector.of("02:00:00:00:00:10", "06:01:02:00:00:00/24")
              .map(text -> MacPattern.parse(text).get()));

  /** Runs the program as the kernel would (bpf(4)). */
  private long run(Slice frame) {
    @Var long accumulator = 0;
    for (@Var int at = 0; ; at++) {
      var one = filter.instructions().get(at);
      switch (one.code()) {
        case 0x30 -> accumulator = frame.u8((int) one.constant());
        case 0x28 -> accumulator = frame.u16((int) one.constant());
        case 0x20 -> accumulator = frame.u32((int) one.constant());
        case 0x54 -> accumulator &= one.constant();
        case 0x15 -> at += accumulator == one.constant() ? one.jumpTrue() : one.jumpFalse();
        case 0x45 -> at += (accumulator & one.constant()) != 0 ? one.jumpTrue() : one.jumpFalse();
        case 0x06 -> {
          return one.constant();
        }
        default -> throw new AssertionError("code " + one.code());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ffffffffffff, true",
    "01005e000001, true",
    "333300000001, true",
    "020000000010, true",
    "020000000011, false",
    "060102aabbcc, true",
    "060103000000, false",
    "020100000010, false"
  })
  void passesOnlyWhatMayBeForTheStack(String destination, boolean passes) {
    assertEquals(passes, run(Slice.hex(destination + "0200000000010800")) > 0);
  }
}
