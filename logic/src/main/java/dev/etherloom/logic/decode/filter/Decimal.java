package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.Var;
import io.vavr.control.Option;
import java.util.regex.Pattern;

/** Numbers as text. */
final class Decimal {
  private static final Pattern SECONDS = Pattern.compile("(-?)(\\d{1,10})(?:\\.(\\d{1,9}))?");
  private static final int NANOS_DIGITS = 9;
  private static final long SECOND = 1_000_000_000L;

  private Decimal() {}

  /** Decimal, {@code 0x} hexadecimal, {@code 0b} binary, or octal with a zero in front. */
  static Option<Long> parse(String text) {
    boolean negative = text.startsWith("-");
    var digits = negative ? text.substring(1) : text;
    var value =
        digits.startsWith("0x") || digits.startsWith("0X")
            ? parse(digits.substring(2), 16)
            : digits.startsWith("0b") || digits.startsWith("0B")
                ? parse(digits.substring(2), 2)
                : parse(digits, digits.startsWith("0") ? 8 : 10);
    return value.map(number -> negative ? -number : number);
  }

  /** The digits' value, none if there are none, one is no digit, or they are more than 63 bits. */
  private static Option<Long> parse(String digits, int radix) {
    @Var long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0 || value > (Long.MAX_VALUE - digit) / radix) {
        return Option.none();
      }
      value = value * radix + digit;
    }
    return digits.isEmpty() ? Option.none() : Option.some(value);
  }

  /** Seconds with up to nine digits behind the point, as nanoseconds. */
  static Option<Long> nanos(String text) {
    var match = SECONDS.matcher(text);
    if (!match.matches() || Long.parseLong(match.group(2)) >= Long.MAX_VALUE / SECOND) {
      return Option.none();
    }
    var part = Option.of(match.group(3)).getOrElse("");
    long nanos =
        Long.parseLong(match.group(2)) * SECOND
            + Long.parseLong((part + "000000000").substring(0, NANOS_DIGITS));
    return Option.some(match.group(1).isEmpty() ? nanos : -nanos);
  }

  /** The shortest text for them. */
  static String seconds(long nanos) {
    long size = Math.abs(nanos);
    var part = Long.toString(SECOND + size % SECOND).substring(1);
    var whole = (nanos < 0 ? "-" : "") + size / SECOND;
    return size % SECOND == 0 ? whole : whole + "." + part;
  }
}
