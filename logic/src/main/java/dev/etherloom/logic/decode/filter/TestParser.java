package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.decode.filter.Parser.Step;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Reads a single test, as {@code tcp.port == 80}, and checks its types. */
record TestParser(Parser parser) {
  private static final String FIELD = "a field or a protocol";
  private static final Set<String> RESERVED =
      HashSet.of("and", "or", "xor", "not", "any", "all", "in", "contains", "matches")
          .addAll(List.of("eq", "ne", "gt", "lt", "ge", "le"));

  Either<FilterError, Step<Expression>> test(List<Token> tokens) {
    var token = tokens.head();
    boolean quantified = token.is("any", "") || token.is("all", "");
    Option<Boolean> all = quantified ? Option.some(token.is("all", "")) : Option.none();
    return operand(quantified ? tokens.tail() : tokens).flatMap(step -> behind(step, all));
  }

  private Either<FilterError, Step<Operand>> operand(List<Token> tokens) {
    return tokens.head() instanceof Token.Word(_, var name)
        ? Names.find(name)
            .toEither(() -> unknown(tokens.head(), name))
            .flatMap(subject -> masked(subject, tokens.tail()))
        : parser.expected(FIELD, tokens.head());
  }

  private FilterError unknown(Token token, String name) {
    boolean misplaced = RESERVED.contains(name) || Literals.looksLikeValue(name);
    var close = misplaced ? Vector.<String>empty() : Names.closeTo(name);
    var message =
        misplaced
            ? "expected " + FIELD + ", found " + name
            : "there is no field or protocol " + name;
    return new FilterError(
        parser.text(),
        token.at() + 1,
        close.isEmpty() ? message : message + "; close to it: " + close.mkString(", "));
  }

  private Either<FilterError, Step<Operand>> masked(Subject subject, List<Token> tokens) {
    var sign = tokens.head();
    if (!sign.is("bitwise_and", "&")) {
      return Either.right(new Step<>(Operand.of(subject), tokens));
    } else if (subject.kind() != Kind.NUMBER) {
      return parser.error(
          sign, subject.name() + " is " + subject.kind().title() + ", expected a number before &");
    }
    var mask = tokens.tail().head();
    Option<Long> bits =
        mask instanceof Token.Word(_, var word)
            ? Decimal.parse(word).filter(number -> number >= 0)
            : Option.none();
    return bits.isEmpty()
        ? parser.expected("a mask such as 0x02", mask)
        : Either.right(new Step<>(new Operand(subject, bits.get()), tokens.tail().tail()));
  }

  private Either<FilterError, Step<Expression>> behind(Step<Operand> left, Option<Boolean> all) {
    var operator = left.next();
    var rest = left.rest().tail();
    var comparison = Comparison.of(operator);
    var operand = left.value();
    if (comparison.isDefined()) {
      boolean forAll = all.getOrElse(comparison.get().all());
      return compare(operand, comparison.get().relation(), forAll, operator, rest);
    } else if (operator.is("contains", "")) {
      return contains(operand, all.getOrElse(false), operator, rest);
    } else if (operator.is("matches", "~")) {
      return matches(operand, all.getOrElse(false), operator, rest);
    } else if (operator.is("in", "")) {
      return member(operand, all.getOrElse(false), operator, rest);
    } else if (operator.is("not", "") && rest.head().is("in", "")) {
      return member(operand, all.getOrElse(false), rest.head(), rest.tail())
          .map(step -> new Step<>(new Expression.Not(step.value()), step.rest()));
    } else if (all.isDefined()) {
      return parser.expected("a comparison, which any and all need", operator);
    }
    Check check = operand.isMasked() ? new Check.NotZero() : Check.Fixed.PRESENT;
    return Either.right(new Step<>(new Expression.Test(false, operand, check), left.rest()));
  }

  private Either<FilterError, Step<Expression>> compare(
      Operand left, Relation relation, boolean all, Token operator, List<Token> tokens) {
    var subject = left.subject();
    if (subject.kind() == Kind.PROTOCOL) {
      return parser.error(
          operator,
          subject.name() + " is a protocol: expected contains or matches, found " + operator);
    } else if (relation.isOrder() && !subject.kind().isOrdered()) {
      return parser.error(
          operator, subject.name() + " is true or false: expected == or !=, found " + operator);
    }
    var right =
        tokens.head() instanceof Token.Word(_, var name)
            ? Names.find(name).filter(found -> found instanceof Subject.Fields)
            : Option.<Subject>none();
    if (right.isEmpty()) {
      return value(subject, tokens.head())
          .map(value -> new Expression.Test(all, left, new Check.Compare(relation, value)))
          .map(test -> new Step<>(test, tokens.tail()));
    }
    var other = right.get();
    return subject.kind().isComparableWith(other.kind())
        ? masked(other, tokens.tail())
            .map(
                step ->
                    new Step<>(new Expression.Pair(all, left, relation, step.value()), step.rest()))
        : parser.error(
            tokens.head(),
            "%s is %s, %s is %s: they cannot be compared"
                .formatted(
                    subject.name(), subject.kind().title(), other.name(), other.kind().title()));
  }

  private Either<FilterError, Value> value(Subject subject, Token token) {
    var value = Literals.read(subject, token);
    if (value.isDefined()) {
      return within(subject, token, value.get());
    }
    return parser.error(
        token,
        "%s is %s: expected %s, found %s"
            .formatted(subject.name(), subject.kind().title(), subject.kind().expected(), token));
  }

  /** Whether the field can have such a value at all. */
  private Either<FilterError, Value> within(Subject subject, Token token, Value value) {
    Option<Long> most =
        value instanceof Value.Num(var number)
                && subject instanceof Subject.Fields fields
                && fields.most().exists(limit -> number < 0 || number > limit)
            ? fields.most()
            : Option.none();
    return most.isEmpty()
        ? Either.right(value)
        : parser.error(
            token, "%s is from 0 to %d, found %s".formatted(subject.name(), most.get(), token));
  }

  private Either<FilterError, Step<Expression>> contains(
      Operand left, boolean all, Token operator, List<Token> tokens) {
    if (!left.subject().kind().isSearchable() || left.isMasked()) {
      return unsearchable(left, operator);
    }
    var sought = Literals.sought(left.subject().kind(), tokens.head());
    return sought.isEmpty()
        ? parser.expected(
            (left.subject().kind() == Kind.TEXT ? Kind.TEXT : Kind.OCTETS).expected(),
            tokens.head())
        : Either.right(
            new Step<>(
                new Expression.Test(all, left, new Check.Contains(new Needle(sought.get()))),
                tokens.tail()));
  }

  private Either<FilterError, Step<Expression>> matches(
      Operand left, boolean all, Token operator, List<Token> tokens) {
    if (!left.subject().kind().isSearchable() || left.subject().kind() == Kind.MAC) {
      return unsearchable(left, operator);
    }
    return tokens.head() instanceof Token.Quoted(var at, var source)
        ? Automaton.of(source)
            .mapLeft(
                fault ->
                    new FilterError(
                        parser.text(),
                        Quotation.place(parser.text(), at, fault.at()) + 1,
                        "in the regular expression: " + fault.message()))
            .map(expression -> new Expression.Test(all, left, new Check.Matches(expression)))
            .map(test -> new Step<>(test, tokens.tail()))
        : parser.expected("a regular expression between quotes", tokens.head());
  }

  private <T> Either<FilterError, T> unsearchable(Operand left, Token operator) {
    return parser.error(
        operator,
        "%s is %s: expected text, octets or a protocol before %s"
            .formatted(left, left.subject().kind().title(), operator));
  }

  private Either<FilterError, Step<Expression>> member(
      Operand left, boolean all, Token operator, List<Token> tokens) {
    var subject = left.subject();
    if (subject.kind() == Kind.PROTOCOL) {
      return parser.error(
          operator, subject.name() + " is a protocol: expected contains or matches, found in");
    } else if (!tokens.head().is("", "{")) {
      return parser.expected("{ and values, as {80, 8000..8080}", tokens.head());
    }
    @Var Vector<Check.Member.Span> spans = Vector.empty();
    @Var var rest = tokens;
    do {
      var span = span(subject, rest.tail());
      if (span.isLeft()) {
        return Either.left(span.getLeft());
      }
      spans = spans.append(span.get().value());
      rest = span.get().rest();
    } while (rest.head().is("", ","));
    return rest.head().is("", "}")
        ? Either.right(
            new Step<>(new Expression.Test(all, left, new Check.Member(spans)), rest.tail()))
        : parser.expected(", or }", rest.head());
  }

  private Either<FilterError, Step<Check.Member.Span>> span(Subject subject, List<Token> tokens) {
    var low = value(subject, tokens.head());
    var rest = tokens.tail();
    if (low.isLeft() || !rest.head().is("", "..")) {
      return low.map(value -> new Step<>(new Check.Member.Span(value, value), rest));
    } else if (!subject.kind().isOrdered()) {
      return parser.error(rest.head(), subject.name() + " is true or false: it has no ranges");
    }
    return value(subject, rest.tail().head())
        .flatMap(
            high ->
                low.get().compareTo(high) > 0
                    ? parser.error(rest.tail().head(), "the range ends before it begins")
                    : Either.right(
                        new Step<>(new Check.Member.Span(low.get(), high), rest.tail().tail())));
  }
}
