package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import java.util.SplittableRandom;

/**
 * Streams whose every octet is known by its position: one long noise, begun elsewhere for each.
 * Nothing is stored but the noise.
 *
 * @param start where in the noise the stream begins
 */
record SimNoise(int start) {
  /** A prime, so that octets which are a round number too far are not the same again. */
  private static final int LENGTH = 1_048_573;

  private static final Slice NOISE = noise();

  private static Slice noise() {
    var octets = new byte[LENGTH];
    new SplittableRandom(9293).nextBytes(octets);
    return Slice.owning(octets);
  }

  static SimNoise of(SplittableRandom random) {
    return new SimNoise(random.nextInt(LENGTH));
  }

  /** Octets from {@code position} on: as many as there are in one piece, at most {@code most}. */
  Slice from(long position, int most) {
    int at = (int) ((start + position) % LENGTH);
    return NOISE.slice(at, Math.min(most, LENGTH - at));
  }

  /** Whether these are the stream's octets at {@code position}. */
  boolean has(long position, Slice octets) {
    @Var int done = 0;
    while (done < octets.length()) {
      var expected = from(position + done, octets.length() - done);
      if (!expected.equals(octets.slice(done, expected.length()))) {
        return false;
      }
      done += expected.length();
    }
    return true;
  }
}
