package dev.etherloom.frames;

import com.google.errorprone.annotations.Var;

/**
 * The ones' complement sum of RFC 1071, kept in 64 bits and folded only when it is asked for. Only
 * the part added last may have an odd length.
 *
 * @param sum the sum so far, not yet folded
 */
public record InternetChecksum(long sum) {
  /**
   * No link takes more octets at once, jumbo frames included: what is longer was coalesced, and
   * whoever did that, or the binder, has seen to its checksum.
   */
  public static final int LOOKED_AT = 9_216;

  public static final InternetChecksum ZERO = new InternetChecksum(0);

  public static InternetChecksum of(Slice octets) {
    return new InternetChecksum(octets.sum());
  }

  public InternetChecksum plus(Slice octets) {
    return new InternetChecksum(sum + octets.sum());
  }

  /** Adds a number of at most 32 bits as the words that it has on the wire. */
  public InternetChecksum plus(long word) {
    return new InternetChecksum(sum + word);
  }

  public InternetChecksum plus(InternetChecksum other) {
    return new InternetChecksum(sum + other.sum);
  }

  /**
   * The sum of words that were read in little-endian order, as it is in the order of the wire (RFC
   * 1071 §2(B)).
   */
  public static long swapped(long sum) {
    return Short.toUnsignedLong(Short.reverseBytes((short) new InternetChecksum(sum).fold()));
  }

  /** What goes into the checksum field: the complement of the folded sum, 0…0xffff. */
  public int value() {
    return ~fold() & 0xffff;
  }

  /** Whether octets that hold their own checksum are intact. */
  public boolean verifies() {
    return fold() == 0xffff;
  }

  private int fold() {
    @Var long folded = (sum & 0xffff_ffffL) + (sum >>> 32);
    folded = (folded & 0xffff) + (folded >>> 16);
    folded = (folded & 0xffff) + (folded >>> 16);
    folded = (folded & 0xffff) + (folded >>> 16);
    return (int) folded;
  }
}
