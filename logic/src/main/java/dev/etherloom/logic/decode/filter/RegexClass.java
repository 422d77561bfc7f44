package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.OctetSet;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.decode.filter.RegexParser.Fault;
import dev.etherloom.logic.decode.filter.RegexParser.Step;
import io.vavr.control.Either;

/** The classes of characters of a regular expression: {@code [a-z_]}, {@code \d}. */
final class RegexClass {
  static final OctetSet WORD = OctetSet.DIGITS.or(OctetSet.LETTERS).or(OctetSet.of('_'));
  private static final OctetSet SPACE = OctetSet.range('\t', '\r').or(OctetSet.of(' '));

  private RegexClass() {}

  private static int octet(Slice source, int at) {
    return at < source.length() ? source.u8(at) : -1;
  }

  private static Either<Fault, Step<OctetSet>> fault(int at, String message) {
    return Either.left(new Fault(at, message));
  }

  /** The class whose bracket is at {@code start}. */
  static Either<Fault, Step<OctetSet>> parse(Slice source, int start, boolean caseless) {
    boolean negated = octet(source, start + 1) == '^';
    int first = start + (negated ? 2 : 1);
    @Var var set = OctetSet.NONE;
    @Var int at = first;
    while (octet(source, at) != ']' || at == first) {
      if (at >= source.length()) {
        return fault(start, "a [ without its ]");
      }
      var item = range(source, at);
      if (item.isLeft()) {
        return item;
      }
      set = set.or(item.get().value());
      at = item.get().end();
    }
    var folded = caseless ? set.caseless() : set;
    return Either.right(new Step<>(negated ? folded.not() : folded, at + 1));
  }

  private static Either<Fault, Step<OctetSet>> range(Slice source, int at) {
    var low = member(source, at);
    if (low.isLeft()) {
      return low;
    }
    int dash = low.get().end();
    boolean isRange =
        octet(source, dash) == '-'
            && octet(source, dash + 1) >= 0
            && octet(source, dash + 1) != ']';
    if (!isRange) {
      return low;
    }
    return member(source, dash + 1)
        .flatMap(
            high -> {
              int from = single(low.get().value());
              int to = single(high.value());
              return from < 0 || to < from
                  ? fault(at, "a range from a lower to a higher character is expected")
                  : Either.right(new Step<>(OctetSet.range(from, to), high.end()));
            });
  }

  private static Either<Fault, Step<OctetSet>> member(Slice source, int at) {
    int octet = octet(source, at);
    if (octet == '\\') {
      return octet(source, at + 1) == 'b'
          ? Either.right(new Step<>(OctetSet.of('\b'), at + 2))
          : escape(source, at);
    } else if (octet >= 0x80) {
      return fault(at, "only characters of ASCII may stand between brackets");
    } else if (octet == '[' && octet(source, at + 1) == ':') {
      return fault(at, "named classes are not offered; \\d, \\w and \\s are");
    }
    return Either.right(new Step<>(OctetSet.of(octet), at + 1));
  }

  /** The octet if it is one, otherwise -1. */
  private static int single(OctetSet set) {
    for (int octet = 0; octet < 0x100; octet++) {
      if (set.has(octet)) {
        return set.equals(OctetSet.of(octet)) ? octet : -1;
      }
    }
    return -1;
  }

  /** The escape whose backslash is at {@code at}. */
  static Either<Fault, Step<OctetSet>> escape(Slice source, int at) {
    int letter = octet(source, at + 1);
    int end = at + 2;
    return switch (letter) {
      case -1 -> fault(at, "a character is expected behind \\");
      case 'd' -> Either.right(new Step<>(OctetSet.DIGITS, end));
      case 'D' -> Either.right(new Step<>(OctetSet.DIGITS.not(), end));
      case 'w' -> Either.right(new Step<>(WORD, end));
      case 'W' -> Either.right(new Step<>(WORD.not(), end));
      case 's' -> Either.right(new Step<>(SPACE, end));
      case 'S' -> Either.right(new Step<>(SPACE.not(), end));
      case 'n' -> Either.right(new Step<>(OctetSet.of('\n'), end));
      case 'r' -> Either.right(new Step<>(OctetSet.of('\r'), end));
      case 't' -> Either.right(new Step<>(OctetSet.of('\t'), end));
      case 'f' -> Either.right(new Step<>(OctetSet.of('\f'), end));
      case 'x' -> hexadecimal(source, at);
      default ->
          WORD.has(letter) || letter >= 0x80
              ? fault(at, "the escape \\" + (char) letter + " is not offered")
              : Either.right(new Step<>(OctetSet.of(letter), end));
    };
  }

  private static Either<Fault, Step<OctetSet>> hexadecimal(Slice source, int at) {
    int high = Character.digit(Math.max(0, octet(source, at + 2)), 16);
    int low = Character.digit(Math.max(0, octet(source, at + 3)), 16);
    return high < 0 || low < 0
        ? fault(at, "two hexadecimal digits are expected behind \\x")
        : Either.right(new Step<>(OctetSet.of(high * 16 + low), at + 4));
  }
}
