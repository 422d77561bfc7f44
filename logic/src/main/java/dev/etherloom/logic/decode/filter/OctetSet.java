package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.Var;

/** Some of the 256 octets, a bit for each: 0 to 63 in {@code a}, and so on. */
record OctetSet(long a, long b, long c, long d) {
  static final OctetSet NONE = new OctetSet(0, 0, 0, 0);
  static final OctetSet DIGITS = range('0', '9');
  static final OctetSet LETTERS = range('a', 'z').or(range('A', 'Z'));
  static final OctetSet WORD = DIGITS.or(LETTERS).or(of('_'));
  static final OctetSet SPACE = range('\t', '\r').or(of(' '));

  static OctetSet of(int octet) {
    long bit = 1L << (octet & 63);
    return switch (octet >>> 6) {
      case 0 -> new OctetSet(bit, 0, 0, 0);
      case 1 -> new OctetSet(0, bit, 0, 0);
      case 2 -> new OctetSet(0, 0, bit, 0);
      default -> new OctetSet(0, 0, 0, bit);
    };
  }

  static OctetSet range(int first, int last) {
    @Var var set = NONE;
    for (int octet = first; octet <= last; octet++) {
      set = set.or(of(octet));
    }
    return set;
  }

  boolean contains(int octet) {
    long word =
        switch (octet >>> 6) {
          case 0 -> a;
          case 1 -> b;
          case 2 -> c;
          default -> d;
        };
    return (word >>> octet & 1) != 0;
  }

  OctetSet or(OctetSet other) {
    return new OctetSet(a | other.a, b | other.b, c | other.c, d | other.d);
  }

  OctetSet not() {
    return new OctetSet(~a, ~b, ~c, ~d);
  }

  /** With the letters of ASCII in either case. All of them stand in {@code b}, 32 apart. */
  OctetSet foldCase() {
    long upper = b & LETTERS.b & 0xffff_ffffL;
    long lower = b & LETTERS.b & ~0xffff_ffffL;
    return new OctetSet(a, b | upper << 32 | lower >>> 32, c, d);
  }
}
