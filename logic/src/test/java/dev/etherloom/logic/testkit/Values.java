package dev.etherloom.logic.testkit;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.collection.Vector;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Generated values, the same in every run. */
public final class Values {
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
}
