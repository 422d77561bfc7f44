package dev.etherloom.logic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;

/** What the wire does to octets: it ends early and it flips bits. All of it in a frame. */
public final class Damage {
  /** Where the octets stand in their frame, so that errors have to count from its start. */
  public static final int AT = 14;

  private Damage() {}

  /** The same octets as the end of a frame. */
  public static Slice framed(Emit octets) {
    return Writer.allocate(AT + octets.length()).zeros(AT).put(octets).written().from(AT);
  }

  /** Cut at every length: whatever is refused is refused within the frame. */
  public static void everyCut(Slice octets, Function<Slice, Either<DecodeError, ?>> decode) {
    for (int length = 0; length <= octets.length(); length++) {
      refusesWithin(octets.first(length), decode);
    }
  }

  /**
   * 100,000 times up to eight octets of a sample changed, and at times a cut: never an exception,
   * and whatever is refused is refused within the frame.
   */
  public static void mutations(
      Vector<Slice> samples,
      SplittableRandom random,
      Function<Slice, Either<DecodeError, ?>> decode) {
    for (int i = 0; i < 100_000; i++) {
      var octets = samples.get(i % samples.length()).toBytes();
      for (int n = random.nextInt(8); n >= 0; n--) {
        octets[random.nextInt(octets.length)] =
            (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(4) * 85);
      }
      var changed = framed(Slice.owning(octets));
      boolean cut = random.nextInt(4) == 0;
      refusesWithin(cut ? changed.first(random.nextInt(changed.length() + 1)) : changed, decode);
    }
  }

  private static void refusesWithin(Slice octets, Function<Slice, Either<DecodeError, ?>> decode) {
    var result = decode.apply(octets);
    if (result.isLeft()) {
      within(octets, result.getLeft());
    }
  }

  /** Shows every proper prefix with its length. */
  public static void cuts(Slice whole, ObjIntConsumer<Slice> each) {
    for (int length = 0; length < whole.length(); length++) {
      each.accept(framed(whole.first(length)), length);
    }
  }

  /** Every shorter prefix is refused as too short, at an offset within it. */
  public static void refusesCuts(
      Slice whole, int complete, Function<Slice, ? extends Either<DecodeError, ?>> decode) {
    cuts(
        whole.first(complete),
        (cut, length) -> {
          var refusal = decode.apply(cut);
          assertTrue(refusal.isLeft(), () -> "read from " + cut);
          var error = refusal.getLeft();
          assertTrue(error instanceof DecodeError.TooShort, error::toString);
          within(cut, error);
        });
  }

  public static void within(Slice octets, DecodeError error) {
    int at = error.offset() - octets.offset();
    assertTrue(at >= 0 && at <= octets.length(), error::toString);
  }

  /** One to three octets changed, and now and then an end that comes early. */
  public static Slice mutated(Slice whole, SplittableRandom random) {
    var octets = whole.toBytes();
    @Var int left = 1 + random.nextInt(3);
    while (left-- > 0 && octets.length > 0) {
      octets[random.nextInt(octets.length)] ^=
          (byte) (random.nextBoolean() ? 1 << random.nextInt(8) : random.nextInt(256));
    }
    var changed = framed(Slice.owning(octets));
    return random.nextInt(4) == 0 ? changed.first(random.nextInt(octets.length + 1)) : changed;
  }

  /** Whatever is read from damaged octets is a value that holds the law; or the error is within. */
  public static <T extends Emit> void mutations(
      Slice whole, SplittableRandom random, Function<Slice, Either<DecodeError, T>> decode) {
    var octets = mutated(whole, random);
    var read = decode.apply(octets);
    if (read.isLeft()) {
      within(octets, read.getLeft());
      return;
    }
    var again = read.get().toSlice();
    assertEquals(again.length(), read.get().length());
    assertEquals(read, decode.apply(again));
  }

  /** At most {@code most} octets of noise. */
  public static Slice noise(SplittableRandom random, int most) {
    return noise(random, 0, most);
  }

  public static Slice noise(SplittableRandom random, int least, int most) {
    var octets = new byte[least + random.nextInt(most - least + 1)];
    random.nextBytes(octets);
    return Slice.owning(octets);
  }
}
