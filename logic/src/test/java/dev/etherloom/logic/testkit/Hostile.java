package dev.etherloom.logic.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/** Generated values, and what a hostile link makes of them. */
public final class Hostile {
  private static final int BEFORE = 14;
  public final SplittableRandom random = new SplittableRandom(42);

  public int below(int bound) {
    return random.nextInt(bound);
  }

  public Slice noise(int size) {
    var octets = new byte[size];
    random.nextBytes(octets);
    return Slice.owning(octets);
  }

  public Slice noiseUpTo(int most) {
    return noise(below(most + 1));
  }

  public Ipv6Address ipv6() {
    return new Ipv6Address(random.nextLong(), random.nextLong());
  }

  public IpProtocol protocol() {
    return new IpProtocol(below(256));
  }

  public <T> Vector<T> some(int most, Supplier<T> one) {
    return Vector.fill(below(most + 1), one);
  }

  /** The octets as they stand in a frame, behind a link header. */
  public static Slice framed(Emit octets) {
    var out = Writer.allocate(BEFORE + octets.length());
    return out.zeros(BEFORE).put(octets).written().from(BEFORE);
  }

  /** Cut at every length: whatever is refused is refused inside the frame. */
  public static void cuts(Slice octets, Function<Slice, Either<DecodeError, ?>> decode) {
    for (int length = 0; length <= octets.length(); length++) {
      looksInside(octets.first(length), decode);
    }
  }

  /** 100,000 times up to eight octets changed, and at times a cut; never an exception. */
  public void mutations(Vector<Slice> samples, Function<Slice, Either<DecodeError, ?>> decode) {
    for (int i = 0; i < 100_000; i++) {
      var octets = samples.get(i % samples.length()).toBytes();
      for (int n = below(8); n >= 0; n--) {
        octets[below(octets.length)] = (byte) (random.nextBoolean() ? below(256) : below(4) * 85);
      }
      var mutated = framed(Slice.owning(octets));
      looksInside(below(4) == 0 ? mutated.first(below(mutated.length() + 1)) : mutated, decode);
    }
  }

  private static void looksInside(Slice octets, Function<Slice, Either<DecodeError, ?>> decode) {
    var result = decode.apply(octets);
    if (result.isLeft()) {
      int at = result.getLeft().offset();
      assertTrue(
          at >= octets.offset() && at <= octets.offset() + octets.length(),
          () -> result.toString());
    }
  }
}
