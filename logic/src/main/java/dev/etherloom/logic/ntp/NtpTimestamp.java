package dev.etherloom.logic.ntp;

/**
 * A time of RFC 5905 §6: seconds since the start of an era, the first of which began with 1900, and
 * fractions. Which era is not said.
 *
 * @param bits seconds in the high 32 bits, 2⁻³² seconds in the low ones
 */
public record NtpTimestamp(long bits) {
  /** Unknown or not synchronized. */
  public static final NtpTimestamp UNKNOWN = new NtpTimestamp(0);

  /** 0…2³² − 1. */
  public long seconds() {
    return bits >>> 32;
  }

  /** In units of 2⁻³² seconds. */
  public long fraction() {
    return bits & 0xffff_ffffL;
  }

  /** The fraction in whole nanoseconds, rounded down: 0…999 999 999. */
  public int nanos() {
    return (int) ((fraction() * 1_000_000_000L) >>> 32);
  }
}
