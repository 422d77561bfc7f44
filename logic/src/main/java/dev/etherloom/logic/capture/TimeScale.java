package dev.etherloom.logic.capture;

import com.google.errorprone.annotations.Var;
import io.vavr.control.Option;

/**
 * What the time stamps of an interface count.
 *
 * @param resolution the option if_tsresol: 0…127 is the n of a unit of 10⁻ⁿ s, 128…255 is 128 more
 *     than the n of a unit of 2⁻ⁿ s
 * @param offset the option if_tsoffset: seconds to be added to each stamp
 */
public record TimeScale(int resolution, long offset) {
  /** What holds where the file says nothing. */
  public static final TimeScale MICROSECONDS = new TimeScale(6, 0);

  static final TimeScale NANOSECONDS = new TimeScale(9, 0);
  static final long SECOND = 1_000_000_000L;
  private static final int BINARY = 0x80;

  /** A power of ten above this one exceeds 64 bits. */
  private static final int MOST_DIGITS = 19;

  /**
   * The time of a stamp in nanoseconds since 1970-01-01 UTC, rounded down.
   *
   * @param stamp unsigned
   * @return none where it does not fit: after the year 2262, or by its offset before 1677
   */
  public Option<Long> unixNanos(long stamp) {
    long nanos =
        (resolution & BINARY) == 0 ? decimal(stamp) : binary(stamp, resolution & BINARY - 1);
    if (nanos < 0) {
      return Option.none();
    }
    if (offset == 0) {
      return Option.some(nanos);
    }
    long shift = offset * SECOND;
    long sum = nanos + shift;
    boolean shiftFits = Math.multiplyHigh(offset, SECOND) == shift >> 63;
    boolean sumFits = ((nanos ^ sum) & (shift ^ sum)) >= 0;
    return shiftFits && sumFits ? Option.some(sum) : Option.none();
  }

  /** Negative where it does not fit; as in {@link #binary}. */
  private long decimal(long stamp) {
    int spare = resolution - 9;
    if (spare > 0) {
      return spare > MOST_DIGITS ? 0 : Long.divideUnsigned(stamp, powerOfTen(spare));
    }
    long factor = powerOfTen(-spare);
    return Math.unsignedMultiplyHigh(stamp, factor) == 0 ? stamp * factor : -1;
  }

  private static long powerOfTen(int exponent) {
    @Var long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  /** The product of 128 bits, shifted. */
  private static long binary(long stamp, int bits) {
    long high = Math.unsignedMultiplyHigh(stamp, SECOND);
    long low = stamp * SECOND;
    if (bits >= 64) {
      return high >>> (bits - 64);
    }
    if (high >>> bits != 0) {
      return -1;
    }
    return bits == 0 ? low : high << (64 - bits) | low >>> bits;
  }
}
