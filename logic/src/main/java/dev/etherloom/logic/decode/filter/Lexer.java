package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.Var;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;

/** Cuts a filter's text into tokens. */
final class Lexer {
  static final int MAX_LENGTH = 4096;

  /** Longer ones before those that they begin with. */
  private static final List<String> SYMBOLS =
      List.of(
          "===", "!==", "==", "!=", "~=", ">=", "<=", "&&", "||", "^^", "..", ">", "<", "!", "&",
          "~", "(", ")", "{", "}", ",");

  private Lexer() {}

  /** The tokens, the last one an end. */
  static Either<FilterError, List<Token>> tokens(String text) {
    if (text.length() > MAX_LENGTH) {
      return Either.left(
          new FilterError(
              text,
              MAX_LENGTH + 1,
              "too long: a filter has at most " + MAX_LENGTH + " characters"));
    }
    var found = new ArrayList<Token>();
    @Var int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '"' || (c == 'r' && text.startsWith("\"", at + 1))) {
        var string = Quotation.at(text, at);
        if (string.isLeft()) {
          return Either.left(string.getLeft());
        }
        found.add(new Token.Quoted(at, string.get().octets()));
        at = string.get().end() + 1;
      } else if (isWord(text, at)) {
        int end = wordEnd(text, at);
        found.add(new Token.Word(at, text.substring(at, end)));
        at = end;
      } else {
        var symbol = symbol(text, at);
        if (symbol.isEmpty()) {
          return Either.left(new FilterError(text, at + 1, unknown(text, at)));
        }
        found.add(new Token.Symbol(at, symbol.get()));
        at += symbol.get().length();
      }
    }
    found.add(new Token.End(text.length()));
    return Either.right(List.ofAll(found));
  }

  private static boolean isWord(String text, int at) {
    char c = text.charAt(at);
    return Character.isLetterOrDigit(c)
        || c == '_'
        || c == ':'
        || c == '/'
        || c == '-'
        || (c == '.' && !text.startsWith("..", at));
  }

  private static int wordEnd(String text, int start) {
    @Var int at = start;
    while (at < text.length() && isWord(text, at)) {
      at++;
    }
    return at;
  }

  private static Option<String> symbol(String text, int at) {
    return SYMBOLS.find(symbol -> text.startsWith(symbol, at));
  }

  private static String unknown(String text, int at) {
    return switch (text.charAt(at)) {
      case '=' -> "expected == for a comparison, found =";
      case '|' -> "expected ||, found |";
      case '^' -> "expected ^^, found ^";
      case '\'' -> "strings stand between double quotes";
      case '[' -> "slices are not offered";
      case '#' -> "the layer operator # is not offered";
      default ->
          Character.isISOControl(text.charAt(at))
              ? "unexpected control character"
              : "unexpected " + text.substring(at, text.offsetByCodePoints(at, 1));
    };
  }
}
