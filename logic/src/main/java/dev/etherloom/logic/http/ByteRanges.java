package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.OctetSet;
import dev.etherloom.frames.Slice;
import io.vavr.collection.List;
import io.vavr.collection.Vector;

/** Which parts of a content a request asks for (RFC 9110 §14). */
sealed interface ByteRanges {
  /** Ranges in one request; more are ignored, as are those that together exceed the content. */
  int MAX_RANGES = 64;

  OctetSet UNIT = OctetSet.of("=").not();

  /**
   * Octets of a content.
   *
   * @param first at least 0
   * @param last the last one that belongs to it, at least {@code first}
   */
  record Part(int first, int last) {
    int length() {
      return last - first + 1;
    }
  }

  /** The field is to be ignored, so all is wanted (§14.2). */
  record All() implements ByteRanges {}

  /** These, in the order asked for; at least one. */
  record Some(Vector<Part> parts) implements ByteRanges {}

  /** None of the ranges begins within the content (§15.5.17). */
  record Nothing() implements ByteRanges {}

  /** Reads a Range field for a content of {@code length} octets. */
  static ByteRanges of(Slice field, int length) {
    int equals = field.span(UNIT, 0);
    if (equals == field.length() || !Grammar.isNamed(field.first(equals), "bytes")) {
      return new All();
    }
    var specs = Grammar.members(field.from(equals + 1));
    if (specs.isEmpty() || specs.length() > MAX_RANGES || !specs.forAll(ByteRanges::isSpec)) {
      return new All();
    }
    return some(specs, length);
  }

  private static ByteRanges some(List<Slice> specs, int length) {
    @Var Vector<Part> parts = Vector.empty();
    @Var long total = 0;
    for (var spec : specs) {
      int dash = dash(spec);
      var last = spec.from(dash + 1);
      long first = dash == 0 ? Math.max(0, length - number(last)) : number(spec.first(dash));
      if (first < length && !(dash == 0 && number(last) == 0)) {
        long end = dash == 0 || last.isEmpty() ? length - 1 : Math.min(number(last), length - 1);
        var part = new Part((int) first, (int) end);
        parts = parts.append(part);
        total += part.length();
      }
    }
    if (parts.isEmpty()) {
      return new Nothing();
    }
    return total > length ? new All() : new Some(parts);
  }

  /** {@code first-last}, {@code first-} or {@code -suffix} (§14.1.2), and not the wrong way. */
  private static boolean isSpec(Slice spec) {
    int dash = dash(spec);
    if (dash == spec.length() || spec.length() == 1) {
      return false;
    }
    var last = spec.from(dash + 1);
    return last.span(Grammar.DIGIT, 0) == last.length()
        && (dash == 0 || last.isEmpty() || number(spec.first(dash)) <= number(last));
  }

  private static int dash(Slice spec) {
    int digits = spec.span(Grammar.DIGIT, 0);
    return digits < spec.length() && spec.u8(digits) == '-' ? digits : spec.length();
  }

  /** The number of these digits; one beyond any content is cut there. */
  private static long number(Slice digits) {
    @Var long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      number = Math.min(number * 10 + digits.u8(i) - '0', Integer.MAX_VALUE);
    }
    return number;
  }
}
