package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.OctetSet;
import dev.etherloom.frames.Slice;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * Reads regular expressions as Perl writes them: {@code . [] () (?:) | * + ? {m,n} ^ $ \b \B \d \w
 * \s \D \W \S}, lazy forms, and {@code (?i) (?-i) (?s)}. Letters of ASCII match in either case
 * until {@code (?-i)} says otherwise.
 */
record RegexParser(Slice source) {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_REPEAT = 1000;

  /** What is wrong, and at which octet. */
  record Fault(int at, String message) {}

  /** What was read, and where the rest begins. */
  record Step<T>(T value, int end) {}

  private record Flags(boolean caseless, boolean dotAll) {}

  private record Span(int least, int most) {}

  static Either<Fault, Regex> parse(Slice source) {
    var parser = new RegexParser(source);
    return parser
        .choice(0, new Flags(true, false), 0)
        .flatMap(
            step ->
                step.end() == source.length()
                    ? Either.right(step.value())
                    : fault(step.end(), "a ) without its ("));
  }

  private static <T> Either<Fault, T> fault(int at, String message) {
    return Either.left(new Fault(at, message));
  }

  private boolean has(int at, String text) {
    return at + text.length() <= source.length()
        && source.slice(at, text.length()).equals(Slice.utf8(text));
  }

  private int octet(int at) {
    return at < source.length() ? source.u8(at) : -1;
  }

  /** Everything up to a closing parenthesis or the end. */
  private Either<Fault, Step<Regex>> choice(int start, Flags given, int depth) {
    @Var Vector<Regex> choices = Vector.empty();
    @Var Vector<Regex> parts = Vector.empty();
    @Var var flags = given;
    @Var int at = start;
    while (at < source.length() && octet(at) != ')') {
      if (octet(at) == '|') {
        choices = choices.append(new Regex.Sequence(parts));
        parts = Vector.empty();
        at++;
      } else if (isFlags(at)) {
        var changed = flags(at + 2, flags);
        if (changed.isLeft()) {
          return Either.left(changed.getLeft());
        } else if (octet(changed.get().end()) != ')') {
          return fault(changed.get().end(), "expected ) behind flags");
        }
        flags = changed.get().value();
        at = changed.get().end() + 1;
      } else {
        var part = repeated(at, flags, depth);
        if (part.isLeft()) {
          return part;
        }
        parts = parts.append(part.get().value());
        at = part.get().end();
      }
    }
    var last = new Regex.Sequence(parts);
    return Either.right(
        new Step<>(choices.isEmpty() ? last : new Regex.Choice(choices.append(last)), at));
  }

  /** Whether flags for the rest of a group stand there, as {@code (?-i)}. */
  private boolean isFlags(int at) {
    @Var int end = at + 2;
    while (octet(end) == '-' || Character.isLetter(octet(end))) {
      end++;
    }
    return has(at, "(?") && end > at + 2 && octet(end) == ')' && octet(at + 2) != 'P';
  }

  private Either<Fault, Step<Flags>> flags(int start, Flags given) {
    @Var var flags = given;
    @Var boolean on = true;
    @Var int at = start;
    while (octet(at) != ')' && octet(at) != ':') {
      switch (octet(at)) {
        case '-' -> on = false;
        case 'i' -> flags = new Flags(on, flags.dotAll());
        case 's' -> flags = new Flags(flags.caseless(), on);
        default -> {
          return fault(at, "of (?…) only (?:, (?i and (?s are offered");
        }
      }
      at++;
    }
    return Either.right(new Step<>(flags, at));
  }

  private Either<Fault, Step<Regex>> repeated(int start, Flags flags, int depth) {
    return atom(start, flags, depth)
        .flatMap(
            atom ->
                span(atom.end())
                    .flatMap(
                        span -> {
                          int end = span.end();
                          if (end == atom.end()) {
                            return Either.right(atom);
                          } else if (octet(end) == '+') {
                            return fault(end, "possessive quantifiers are not offered");
                          } else if (atom.value() instanceof Regex.Place) {
                            return fault(atom.end(), "nothing there to repeat");
                          }
                          int rest = octet(end) == '?' ? end + 1 : end;
                          return span(rest).isRight() && span(rest).get().end() == rest
                              ? Either.right(new Step<>(repeat(atom.value(), span.value()), rest))
                              : fault(rest, "a quantifier behind a quantifier");
                        }));
  }

  private static Regex repeat(Regex part, Span span) {
    return new Regex.Repeat(part, span.least(), span.most());
  }

  /** The quantifier there; of no length if there is none. */
  private Either<Fault, Step<Span>> span(int at) {
    return switch (octet(at)) {
      case '*' -> Either.right(new Step<>(new Span(0, Regex.UNBOUNDED), at + 1));
      case '+' -> Either.right(new Step<>(new Span(1, Regex.UNBOUNDED), at + 1));
      case '?' -> Either.right(new Step<>(new Span(0, 1), at + 1));
      case '{' -> braces(at);
      default -> Either.right(new Step<>(new Span(1, 1), at));
    };
  }

  /** As {@code {2}}, {@code {2,}}, {@code {2,5}}; a brace before anything else is a character. */
  private Either<Fault, Step<Span>> braces(int at) {
    int first = digits(at + 1);
    int second = octet(first) == ',' ? digits(first + 1) : first;
    if (first == at + 1 || octet(second) != '}') {
      return Either.right(new Step<>(new Span(1, 1), at));
    }
    int least = number(at + 1, first);
    int most =
        second == first ? least : second == first + 1 ? Regex.UNBOUNDED : number(first + 1, second);
    if (least > MAX_REPEAT || most > MAX_REPEAT) {
      return fault(at, "more than " + MAX_REPEAT + " repetitions");
    }
    return most != Regex.UNBOUNDED && most < least
        ? fault(at, "the repetitions are in the wrong order")
        : Either.right(new Step<>(new Span(least, most), second + 1));
  }

  private int digits(int start) {
    @Var int at = start;
    while (octet(at) >= '0' && octet(at) <= '9') {
      at++;
    }
    return at;
  }

  private int number(int from, int to) {
    @Var int value = 0;
    for (int at = from; at < to; at++) {
      value = Math.min(value * 10 + octet(at) - '0', MAX_REPEAT + 1);
    }
    return value;
  }

  private Either<Fault, Step<Regex>> atom(int at, Flags flags, int depth) {
    return switch (octet(at)) {
      case '(' -> group(at, flags, depth);
      case '[' ->
          RegexClass.parse(source, at, flags.caseless())
              .map(step -> new Step<>(new Regex.One(step.value()), step.end()));
      case '.' ->
          Either.right(
              new Step<>(
                  new Regex.One(flags.dotAll() ? OctetSet.NONE.not() : OctetSet.of('\n').not()),
                  at + 1));
      case '^' -> Either.right(new Step<>(Regex.Place.START, at + 1));
      case '$' -> Either.right(new Step<>(Regex.Place.END, at + 1));
      case '*', '+', '?' -> fault(at, "nothing there to repeat");
      case '\\' ->
          switch (octet(at + 1)) {
            case 'b' -> Either.right(new Step<>(Regex.Place.BOUNDARY, at + 2));
            case 'B' -> Either.right(new Step<>(Regex.Place.NO_BOUNDARY, at + 2));
            default -> RegexClass.escape(source, at).map(step -> one(step, flags));
          };
      default -> Either.right(character(at, flags));
    };
  }

  /** A character is one octet, or the several of its UTF-8, which one repeats as one. */
  private Step<Regex> character(int start, Flags flags) {
    @Var int at = start + 1;
    @Var
    Vector<Regex> parts = Vector.of(one(new Step<>(OctetSet.of(octet(start)), at), flags).value());
    while (octet(start) >= 0xc0 && (octet(at) & 0xc0) == 0x80 && octet(at) > 0) {
      parts = parts.append(new Regex.One(OctetSet.of(octet(at))));
      at++;
    }
    return new Step<>(parts.length() == 1 ? parts.head() : new Regex.Sequence(parts), at);
  }

  private static Step<Regex> one(Step<OctetSet> step, Flags flags) {
    var set = flags.caseless() ? step.value().caseless() : step.value();
    return new Step<>(new Regex.One(set), step.end());
  }

  private Either<Fault, Step<Regex>> group(int at, Flags flags, int depth) {
    if (depth == MAX_DEPTH) {
      return fault(at, "more than " + MAX_DEPTH + " groups within each other");
    }
    Either<Fault, Step<Flags>> head =
        has(at, "(?") ? flags(at + 2, flags) : Either.right(new Step<>(flags, at));
    return head.flatMap(
            step ->
                step.end() == at || octet(step.end()) == ':'
                    ? choice(step.end() + 1, step.value(), depth + 1)
                    : fault(step.end(), "expected : behind (?"))
        .flatMap(
            step ->
                octet(step.end()) == ')'
                    ? Either.right(new Step<>(step.value(), step.end() + 1))
                    : fault(at, "a ( without its )"));
  }
}
