package dev.etherloom.logic.net;

import com.google.errorprone.annotations.Var;

/**
 * The per-boot secret that stands in for chance: what has to be unpredictable is a keyed hash of
 * what it is for (SipHash-2-4, Aumasson and Bernstein 2012). The same inputs give the same outputs,
 * so a run can be repeated.
 *
 * @param k0 64 bits of the key
 * @param k1 the other 64
 */
public record Secret(long k0, long k1) {
  /** The keyed hash of the words given. */
  public long hash(long... words) {
    @Var var state = begin();
    for (long word : words) {
      state = state.with(word);
    }
    return state.end(words.length);
  }

  /** The same for three words, as asked for with each packet. */
  public long hash(long first, long second, long third) {
    return begin().with(first).with(second).with(third).end(3);
  }

  private State begin() {
    return new State(
        k0 ^ 0x736f6d6570736575L,
        k1 ^ 0x646f72616e646f6dL,
        k0 ^ 0x6c7967656e657261L,
        k1 ^ 0x7465646279746573L);
  }

  /** What is mixed. */
  private record State(long v0, long v1, long v2, long v3) {
    State with(long word) {
      var mixed = new State(v0, v1, v2, v3 ^ word).round().round();
      return new State(mixed.v0 ^ word, mixed.v1, mixed.v2, mixed.v3);
    }

    private State round() {
      long sum = v0 + v1;
      long one = Long.rotateLeft(v1, 13) ^ sum;
      long two = v2 + v3;
      long three = Long.rotateLeft(v3, 16) ^ two;
      long zero = Long.rotateLeft(sum, 32) + three;
      long crossed = two + one;
      return new State(
          zero,
          Long.rotateLeft(one, 17) ^ crossed,
          Long.rotateLeft(crossed, 32),
          Long.rotateLeft(three, 21) ^ zero);
    }

    long end(int words) {
      var last = with((long) words << 59);
      var end = new State(last.v0, last.v1, last.v2 ^ 0xff, last.v3);
      var mixed = end.round().round().round().round();
      return mixed.v0 ^ mixed.v1 ^ mixed.v2 ^ mixed.v3;
    }
  }

  /** A number in 0…bound-1 that only this secret and these words determine. */
  public int below(int bound, long... words) {
    return (int) Long.remainderUnsigned(hash(words), bound);
  }
}
