package dev.etherloom.logic.decode.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regular expressions and needles, beside what the platform finds. */
class AutomatonTest {
  private static final int VALUES = 50_000;
  private final SplittableRandom random = new SplittableRandom(42);

  private static boolean found(String expression, String text) {
    return Automaton.of(Slice.utf8(expression)).get().isIn(Slice.utf8(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "abc xxABCxx true",
        "(?-i)abc xxABCxx false",
        "(?-i:a)bc aBC true",
        "(?-i:a)bc ABC false",
        "a(?-i)b aB false",
        "^www\\. www.example true",
        "^www\\. wwwxexample false",
        "\\.(com|net)$ example.net true",
        "\\.(com|net)$ example.network false",
        "^[^.]{3,5}\\. abcd.e true",
        "^[^.]{3,5}\\. abcdef.e false",
        "^(a|b)+?c$ abbac true",
        "\\bno\\b a.no.b true",
        "\\bno\\b a.nob false",
        "^\\x41\\d{2}$ a12 true",
        "[\\w-]+@[a-c\\]x]+$ me-2@abx] true",
        "^é+$ ééé true",
        "^é+$ éê false",
        "a{,3} a{,3} true",
        "^()*$ x false"
      })
  void table(String expression, String text, String outcome) {
    assertEquals(outcome.equals("true"), found(expression, text));
  }

  @ParameterizedTest
  @DisplayName("what makes others go back takes linear time")
  @ValueSource(strings = {"(a+)+b", "(a|a)*b", "(a*)*b", "(.*)(.*)(.*)(.*)b", "(a?){50}a{50}b"})
  void linear(String expression) {
    var automaton = Automaton.of(Slice.utf8(expression)).get();
    var text = Slice.utf8("a".repeat(65_000));
    assertTimeout(Duration.ofSeconds(5), () -> assertEquals(false, automaton.isIn(text)));
    var needle = new Needle(Slice.utf8("a".repeat(2000) + "b"));
    assertTimeout(Duration.ofSeconds(1), () -> assertEquals(false, needle.isIn(text)));
  }

  @Test
  @DisplayName("generated expressions find what java.util.regex finds")
  void agrees() {
    for (int i = 0; i < VALUES; i++) {
      var expression = expression(3);
      var automaton = Automaton.of(Slice.utf8(expression));
      assertTrue(automaton.isRight(), () -> expression + ": " + automaton.getLeft());
      var text = text();
      boolean expected =
          Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNIX_LINES)
              .matcher(text)
              .find();
      assertEquals(
          expected, automaton.get().isIn(Slice.utf8(text)), () -> expression + " in " + text);
    }
  }

  @Test
  @DisplayName("any octets are an expression, or a mistake within them")
  void noise() {
    var alphabet = "ab(|)[]{}*+?\\^$.-,:0129=!<idwsx\n\u00e9";
    for (int i = 0; i < VALUES; i++) {
      var source = new StringBuilder();
      int length = random.nextInt(12);
      for (int j = 0; j < length; j++) {
        source.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      var octets = Slice.utf8(source.toString());
      var automaton = Automaton.of(octets);
      if (automaton.isRight()) {
        var text = text();
        boolean found = automaton.get().isIn(Slice.utf8(text));
        compare(source.toString(), text, found);
      } else {
        int at = automaton.getLeft().at();
        assertTrue(at >= 0 && at <= octets.length(), source::toString);
      }
    }
  }

  /** Where the platform reads it as an expression too, and in the same way. */
  private static void compare(String source, String text, boolean found) {
    if (source.matches("[ab(|)*+?^$.]*")) {
      try {
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNIX_LINES;
        assertEquals(Pattern.compile(source, flags).matcher(text).find(), found, source);
      } catch (PatternSyntaxException e) {
        throw new AssertionError(source, e);
      }
    }
  }

  private String text() {
    var text = new StringBuilder();
    int length = random.nextInt(10);
    for (int i = 0; i < length; i++) {
      text.append("aAbBc1_ -\n".charAt(random.nextInt(10)));
    }
    return text.toString();
  }

  private String expression(int depth) {
    return switch (random.nextInt(depth == 0 ? 8 : 14)) {
      case 0 -> "a";
      case 1 -> "b";
      case 2 -> ".";
      case 3 -> "[ab-]";
      case 4 -> "[^a\\d]";
      case 5 -> "\\w";
      case 6 -> "\\S";
      case 7 -> "1";
      case 8 -> "^" + expression(depth - 1);
      case 9 -> expression(depth - 1) + "$";
      case 10 -> expression(depth - 1) + expression(depth - 1);
      case 11 -> "(" + expression(depth - 1) + "|" + expression(depth - 1) + ")";
      case 12 -> "(?:" + expression(depth - 1) + ")" + quantifier();
      default -> "\\b" + expression(depth - 1);
    };
  }

  private String quantifier() {
    var quantifiers = new String[] {"*", "+", "?", "*?", "{2}", "{1,3}", "{0,2}?", "{2,}"};
    return quantifiers[random.nextInt(quantifiers.length)];
  }

  @Test
  void needles() {
    for (int i = 0; i < VALUES; i++) {
      var hay = text();
      var needle = random.nextBoolean() ? text() : text().substring(0, 0) + "aB".substring(0, 1);
      assertEquals(
          hay.contains(needle), new Needle(Slice.utf8(needle)).isIn(Slice.utf8(hay)), needle);
    }
    var raw = "aabaabaaa".getBytes(StandardCharsets.US_ASCII);
    assertTrue(new Needle(Slice.utf8("aabaaa")).isIn(Slice.owning(raw)));
  }
}
