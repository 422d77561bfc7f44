package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import io.vavr.control.Either;

/**
 * A string in a filter's text: {@code "…"} with the escapes {@code \" \\ \a \b \f \n \r \t \v \NNN
 * \xNN}, or {@code r"…"} without. Any other escape keeps its backslash, so that regular expressions
 * need not double it.
 *
 * @param octets what it says; characters as UTF-8
 * @param end the index of the closing quote, or of the text's end if there is none
 */
record Quotation(Slice octets, int end) {
  private static final String LETTERS = "abfnrtv\"\\'";
  private static final String MEANT = "\u0007\b\f\n\r\t\u000b\"\\'";
  private static final int LONGEST_CHARACTER = 4;

  /** The string whose first character, a quote or r, is at {@code start}. */
  static Either<FilterError, Quotation> at(String text, int start) {
    var all = scan(text, start, Integer.MAX_VALUE);
    return all.end() < text.length()
        ? Either.right(all)
        : Either.left(new FilterError(text, start + 1, "the string does not end: expected \""));
  }

  /** The index in the text from which octet {@code index} of the string at {@code start} comes. */
  static int place(String text, int start, int index) {
    return scan(text, start, index).end();
  }

  /** Reads until the closing quote, or up to the character that would give more than that. */
  private static Quotation scan(String text, int start, int most) {
    boolean raw = text.charAt(start) == 'r';
    var out = Writer.allocate(LONGEST_CHARACTER * (text.length() - start));
    @Var int at = start + (raw ? 2 : 1);
    while (at < text.length() && text.charAt(at) != '"') {
      var piece = piece(text, at, raw);
      if (out.length() + piece.octets().length() > most) {
        break;
      }
      out.put(piece.octets());
      at = piece.end();
    }
    return new Quotation(out.written(), at);
  }

  /** One character or escape, and where the next begins. */
  private static Quotation piece(String text, int at, boolean raw) {
    if (text.charAt(at) != '\\' || at + 1 == text.length()) {
      int end = text.offsetByCodePoints(at, 1);
      return new Quotation(Slice.utf8(text.substring(at, end)), end);
    }
    char letter = text.charAt(at + 1);
    int meant = LETTERS.indexOf(letter);
    if (raw && (letter == '"' || letter == '\\')) {
      return new Quotation(Slice.of('\\', letter), at + 2);
    } else if (raw) {
      return new Quotation(Slice.of('\\'), at + 1);
    } else if (meant >= 0) {
      return new Quotation(Slice.of(MEANT.charAt(meant)), at + 2);
    } else if (letter == 'x' && digits(text, at + 2, 2, 16) > 0) {
      return number(text, at + 2, digits(text, at + 2, 2, 16), 16);
    } else if (digits(text, at + 1, 3, 8) > 0) {
      return number(text, at + 1, digits(text, at + 1, 3, 8), 8);
    }
    return new Quotation(Slice.of('\\'), at + 1);
  }

  private static Quotation number(String text, int at, int size, int radix) {
    return new Quotation(Slice.of(Integer.parseInt(text, at, at + size, radix)), at + size);
  }

  /** How many digits stand at {@code at}, of at most so many. */
  private static int digits(String text, int at, int most, int radix) {
    @Var int count = 0;
    while (count < most
        && at + count < text.length()
        && text.charAt(at + count) < 0x80
        && Character.digit(text.charAt(at + count), radix) >= 0) {
      count++;
    }
    return count;
  }

  /** The string as it may be written. */
  static String write(Slice octets) {
    var out = new StringBuilder("\"");
    var text = octets.text();
    boolean exact = Slice.utf8(text).equals(octets);
    for (int i = 0; !exact && i < octets.length(); i++) {
      out.append("\\x%02x".formatted(octets.u8(i)));
    }
    for (int i = 0; exact && i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f) {
        out.append("\\x%02x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
