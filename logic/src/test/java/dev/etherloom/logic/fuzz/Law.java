package dev.etherloom.logic.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.testkit.Damage;
import io.vavr.control.Either;
import java.util.function.Function;

/** What holds of every codec, whatever octets it is shown. */
final class Law {
  private Law() {}

  /**
   * Octets as the end of a frame are refused within the frame; or read as a value that says its
   * length, and that is read again from what it emits.
   */
  static <T extends Emit> void holds(Slice input, Function<Slice, Either<DecodeError, T>> decode) {
    var read = looks(input, decode);
    if (read.isRight()) {
      var value = read.get();
      var emitted = value.toSlice();
      assertEquals(value.length(), emitted.length(), "length");
      assertEquals(Either.right(value), decode.apply(emitted), () -> "emitted as " + emitted);
    }
  }

  /** The same of a codec that only reads. */
  static <T> Either<DecodeError, T> looks(
      Slice input, Function<Slice, Either<DecodeError, T>> decode) {
    var octets = Damage.framed(input);
    var read = decode.apply(octets);
    read.peekLeft(error -> within(octets, error));
    return read;
  }

  /** An error that is within what was read, and says so in words and as a label. */
  static void within(Slice octets, DecodeError error) {
    Damage.within(octets, error);
    assertTrue(error.toString().contains(error.layer()) && !error.label().isEmpty());
  }

  /** The same octets with the 16 bits at {@code at} changed; as they are if they are too few. */
  static Slice with(Slice octets, int at, int value) {
    if (octets.length() < at + 2) {
      return octets;
    }
    var bytes = octets.toBytes();
    bytes[at] = (byte) (value >>> 8);
    bytes[at + 1] = (byte) value;
    return Slice.owning(bytes);
  }
}
