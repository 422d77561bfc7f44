package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.control.Option;
import java.util.regex.Pattern;

/** Values as they are written, read as the field beside them wants them. */
final class Literals {
  private static final Pattern OCTETS =
      Pattern.compile("\\p{XDigit}{2}(?:[:.-]?\\p{XDigit}{2})*+[:.-]?|0x\\p{XDigit}{1,2}");

  private Literals() {}

  /** The value; none if it is none of that kind. */
  static Option<? extends Value> read(Subject subject, Token token) {
    return switch (token) {
      case Token.Word(_, var text) -> word(subject, text);
      case Token.Quoted(_, var octets) -> quoted(subject, octets);
      case Token.Symbol _, Token.End _ -> Option.none();
    };
  }

  /** What to look for in text or octets. */
  static Option<Slice> sought(Kind kind, Token token) {
    return switch (token) {
      case Token.Word(_, var text) ->
          kind == Kind.TEXT ? Option.some(Slice.utf8(text)) : octets(text);
      case Token.Quoted(_, var octets) -> Option.some(octets);
      case Token.Symbol _, Token.End _ -> Option.none();
    };
  }

  /** Whether it is rather a value than a misspelled name. */
  static boolean looksLikeValue(String text) {
    char first = text.charAt(0);
    return first == '-' || first == ':' || Character.isDigit(first) || text.indexOf(':') >= 0;
  }

  private static Option<? extends Value> quoted(Subject subject, Slice octets) {
    return switch (subject.kind()) {
      case TEXT -> Option.some(new Value.Text(octets.text()));
      case OCTETS, PROTOCOL -> Option.some(new Value.Octets(octets));
      case NUMBER -> status(subject, octets.text()).map(Value.Num::new);
      case BOOLEAN, TIME, IPV4, IPV6, MAC -> Option.none();
    };
  }

  private static Option<? extends Value> word(Subject subject, String text) {
    return switch (subject.kind()) {
      case NUMBER -> Decimal.parse(text).orElse(() -> status(subject, text)).map(Value.Num::new);
      case BOOLEAN -> truth(text).map(Value.Num::new);
      case TIME -> Decimal.nanos(text).map(Value.Time::new);
      case IPV4 -> network(text, Ipv4Address::parse);
      case IPV6 -> network(text, Ipv6Address::parse);
      case MAC -> mac(text).map(Value.Mac::new);
      case TEXT -> Option.some(new Value.Text(text));
      case OCTETS, PROTOCOL -> octets(text).map(Value.Octets::new);
    };
  }

  /** What a checksum came to, in Wireshark's words. */
  private static Option<Long> status(Subject subject, String word) {
    if (!subject.name().endsWith(".checksum.status")) {
      return Option.none();
    }
    return switch (word) {
      case "Bad" -> Option.some(0L);
      case "Good" -> Option.some(1L);
      case "Unverified" -> Option.some(2L);
      case "Not present" -> Option.some(3L);
      default -> Option.none();
    };
  }

  private static Option<Long> truth(String text) {
    return switch (text) {
      case "true", "True", "TRUE" -> Option.some(1L);
      case "false", "False", "FALSE" -> Option.some(0L);
      default -> Decimal.parse(text).map(number -> number == 0 ? 0L : 1L);
    };
  }

  private interface Reader {
    Option<? extends IpAddress> read(String text);
  }

  /** An address or a network, the bits behind its length cleared. */
  private static Option<Value.Network> network(String text, Reader reader) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return reader.read(text).map(Value.Network::of);
    }
    return reader
        .read(text.substring(0, slash))
        .flatMap(
            address ->
                length(text.substring(slash + 1))
                    .filter(length -> length <= address.width())
                    .map(length -> new Value.Network(address.masked(length), length)));
  }

  private static Option<Integer> length(String text) {
    boolean plain = text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return plain && !text.isEmpty() ? Option.some(Integer.parseInt(text)) : Option.none();
  }

  private static Option<MacAddress> mac(String text) {
    return MacAddress.parse(text)
        .orElse(
            () ->
                octets(text)
                    .filter(octets -> octets.length() == MacAddress.LENGTH)
                    .map(octets -> MacAddress.at(octets, 0)));
  }

  /** Pairs of hexadecimal digits, colons, dashes or points between them, or one octet as 0xff. */
  private static Option<Slice> octets(String text) {
    if (!OCTETS.matcher(text).matches()) {
      return Option.none();
    }
    boolean single = text.startsWith("0x");
    var digits = single ? text.substring(2) : text;
    var out = Writer.allocate(text.length());
    @Var int at = 0;
    while (at < digits.length()) {
      if (Character.digit(digits.charAt(at), 16) < 0) {
        at++;
      } else {
        int end = Math.min(at + 2, digits.length());
        out.u8(Integer.parseInt(digits, at, end, 16));
        at = end;
      }
    }
    return Option.some(out.written());
  }
}
