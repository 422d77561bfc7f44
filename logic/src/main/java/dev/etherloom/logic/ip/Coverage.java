package dev.etherloom.logic.ip;

import java.util.Arrays;

/** Which octets of a payload are there, in units of eight; immutable. */
final class Coverage {
  static final Coverage NONE = new Coverage(new long[128]);

  private final long[] units;

  private Coverage(long[] units) {
    this.units = units;
  }

  /** Whether any octet of {@code from}…{@code to}-1 is there; {@code from} is a multiple of 8. */
  boolean intersects(int from, int to) {
    for (int unit = from / 8; unit < (to + 7) / 8; unit++) {
      if ((units[unit >> 6] & 1L << unit) != 0) {
        return true;
      }
    }
    return false;
  }

  Coverage plus(int from, int to) {
    var more = units.clone();
    for (int unit = from / 8; unit < (to + 7) / 8; unit++) {
      more[unit >> 6] |= 1L << unit;
    }
    return new Coverage(more);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Coverage that && Arrays.equals(units, that.units);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(units);
  }
}
