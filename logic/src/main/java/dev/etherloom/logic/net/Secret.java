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
    @Var long v0 = k0 ^ 0x736f6d6570736575L;
    @Var long v1 = k1 ^ 0x646f72616e646f6dL;
    @Var long v2 = k0 ^ 0x6c7967656e657261L;
    @Var long v3 = k1 ^ 0x7465646279746573L;
    int rounds = words.length + 1;
    for (int i = 0; i < rounds + 2; i++) {
      long word = i < words.length ? words[i] : i < rounds ? (long) words.length << 59 : 0;
      v3 ^= word;
      if (i == rounds) {
        v2 ^= 0xff;
      }
      for (int j = 0; j < 2; j++) {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
      }
      v0 ^= word;
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  /** A number in 0…bound-1 that only this secret and these words determine. */
  public int below(int bound, long... words) {
    return (int) Long.remainderUnsigned(hash(words), bound);
  }
}
