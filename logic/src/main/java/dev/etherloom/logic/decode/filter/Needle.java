package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;

/**
 * Octets to look for, in linear time (D. Knuth, J. Morris, V. Pratt, Fast Pattern Matching in
 * Strings, 1977).
 */
final class Needle {
  private final Slice octets;

  /** For each count of octets that agree: how many still do if the next one does not. */
  private final int[] back;

  Needle(Slice octets) {
    this.octets = octets;
    this.back = new int[octets.length() + 1];
    back[0] = -1;
    for (int i = 1; i <= octets.length(); i++) {
      back[i] = extend(back[i - 1], octets.u8(i - 1)) + 1;
    }
  }

  /** The longest beginning, no longer than {@code agreed}, behind which {@code octet} follows. */
  private int extend(int agreed, int octet) {
    @Var int count = agreed;
    while (count >= 0 && octets.u8(count) != octet) {
      count = back[count];
    }
    return count;
  }

  boolean isIn(Slice hay) {
    @Var int agreed = 0;
    for (int at = 0; at < hay.length() && agreed < octets.length(); at++) {
      agreed = extend(agreed, hay.u8(at)) + 1;
    }
    return agreed == octets.length();
  }

  Slice octets() {
    return octets;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Needle that && octets.equals(that.octets);
  }

  @Override
  public int hashCode() {
    return octets.hashCode();
  }
}
