package dev.etherloom.frames;

import com.google.errorprone.annotations.Var;

/**
 * Octets of one kind, such as the digits: what a grammar is made of. Looking one up costs a shift.
 *
 * @param first a bit for each of 0…63, the lowest for 0
 * @param second the same for 64…127
 * @param third for 128…191
 * @param fourth for 192…255
 */
public record OctetSet(long first, long second, long third, long fourth) {
  public static final OctetSet NONE = new OctetSet(0, 0, 0, 0);
  public static final OctetSet DIGITS = range('0', '9');

  /** Those of ASCII, in either case. */
  public static final OctetSet LETTERS = range('A', 'Z').or(range('a', 'z'));

  private static final int WORD = 64;

  /** One octet, 0…255. */
  public static OctetSet of(int octet) {
    return range(octet, octet);
  }

  /** These characters, all below 0x100. */
  public static OctetSet of(String characters) {
    @Var var set = NONE;
    for (int i = 0; i < characters.length(); i++) {
      set = set.or(of(characters.charAt(i)));
    }
    return set;
  }

  /** All from {@code least} to {@code most}, these among them. */
  public static OctetSet range(int least, int most) {
    return new OctetSet(
        word(least, most),
        word(least - WORD, most - WORD),
        word(least - 2 * WORD, most - 2 * WORD),
        word(least - 3 * WORD, most - 3 * WORD));
  }

  private static long word(int least, int most) {
    int from = Math.max(0, least);
    int to = Math.min(WORD - 1, most);
    return from > to ? 0 : -1L >>> (WORD - 1 - to) & -1L << from;
  }

  /** All of this, and all of {@code other}. */
  public OctetSet or(OctetSet other) {
    return new OctetSet(
        first | other.first, second | other.second, third | other.third, fourth | other.fourth);
  }

  /** All others. */
  public OctetSet not() {
    return new OctetSet(~first, ~second, ~third, ~fourth);
  }

  /** With its letters in either case. All letters stand in {@code second}, 32 apart. */
  public OctetSet caseless() {
    long upper = second & LETTERS.second & 0xffff_ffffL;
    long lower = second & LETTERS.second & ~0xffff_ffffL;
    return new OctetSet(first, second | upper << 32 | lower >>> 32, third, fourth);
  }

  /** Whether {@code octet}, 0…255, is one of them. */
  public boolean has(int octet) {
    long word =
        octet < 2 * WORD ? octet < WORD ? first : second : octet < 3 * WORD ? third : fourth;
    return (word >>> octet & 1) != 0;
  }
}
