package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.OctetSet;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.List;
import io.vavr.control.Either;

/** Kinds of octets (RFC 9110 §5.5, §5.6.2) and lines (RFC 9112 §2.2). */
final class Grammar {
  static final String LAYER = "http";

  /** What RFC 9112 §3 recommends to support at least. */
  static final int MAX_LINE = 8000;

  static final OctetSet DIGIT = OctetSet.DIGITS;
  static final OctetSet ALPHA = OctetSet.LETTERS;

  /** The characters of a token. */
  static final OctetSet TOKEN = DIGIT.or(ALPHA).or(OctetSet.of("!#$%&'*+-.^_`|~"));

  static final OctetSet BLANK = OctetSet.of(" \t");

  /** Neither blank nor control; octets from 0x80 on, which no grammar has in a target, occur. */
  static final OctetSet VISIBLE = OctetSet.range('!', '~').or(OctetSet.range(0x80, 0xff));

  static final OctetSet TEXT = VISIBLE.or(BLANK);

  static final OctetSet IN_LINE = OctetSet.of("\n").not();
  private static final OctetSet IN_MEMBER = OctetSet.of(",").not();

  private Grammar() {}

  /**
   * A line.
   *
   * @param text without its end
   * @param rest what stands behind its end
   */
  record Line(Slice text, Slice rest) {}

  /** The line at the start of {@code octets}, of at most {@link #MAX_LINE} with CR and LF. */
  static Either<DecodeError, Line> line(Slice octets, String what) {
    int most = Math.min(octets.length(), MAX_LINE);
    int end = octets.span(IN_LINE, 0, most);
    int text = end > 0 && octets.u8(end - 1) == '\r' ? end - 1 : end;
    if (end < most && text <= MAX_LINE - 2) {
      return Either.right(new Line(octets.first(text), octets.from(end + 1)));
    }
    return Either.left(
        most < MAX_LINE
            ? new DecodeError.TooShort(LAYER, octets.offset(), most + 1, most, what)
            : new DecodeError.BadField(
                LAYER, octets.offset(), what, most, "a line of fewer octets"));
  }

  static <T> Either<DecodeError, T> bad(Slice octets, int at, String field, String expected) {
    int found = at < octets.length() ? octets.u8(at) : -1;
    return Either.left(
        new DecodeError.BadField(LAYER, octets.offset() + at, field, found, expected));
  }

  /** Whether {@code name}, a token, is the one given in small letters. */
  static boolean isNamed(Slice name, String small) {
    if (name.length() != small.length()) {
      return false;
    }
    for (int i = 0; i < small.length(); i++) {
      if ((name.u8(i) | 0x20) != small.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the octets are those of {@code ascii}. */
  static boolean is(Slice octets, String ascii) {
    if (octets.length() != ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (octets.u8(i) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The octets from {@code from} to {@code to} without the blanks around them. */
  static Slice trimmed(Slice octets, int from, int to) {
    int start = octets.span(BLANK, from, to);
    @Var int end = to;
    while (end > start && BLANK.has(octets.u8(end - 1))) {
      end--;
    }
    return octets.slice(start, end - start);
  }

  /**
   * The members of a list with commas between, without the blanks around them (RFC 9110 §5.6.1).
   */
  static List<Slice> members(Slice list) {
    @Var List<Slice> members = List.empty();
    @Var int at = 0;
    while (at < list.length()) {
      int end = list.span(IN_MEMBER, at);
      var member = trimmed(list, at, end);
      members = member.isEmpty() ? members : members.prepend(member);
      at = end + 1;
    }
    return members.reverse();
  }
}
