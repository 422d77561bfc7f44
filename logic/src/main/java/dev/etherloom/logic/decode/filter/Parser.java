package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.decode.filter.Expression.Joint;
import io.vavr.collection.List;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * Reads expressions: {@code or} joins what {@code xor} joins of what {@code and} joins of what
 * {@code not} may stand before.
 */
record Parser(String text) {
  static final int MAX_DEPTH = 64;

  /** What was read, and what is left; of that there is at least the end. */
  record Step<T>(T value, List<Token> rest) {
    Token next() {
      return rest.head();
    }
  }

  static Either<FilterError, Expression> parse(String text) {
    var parser = new Parser(text);
    return Lexer.tokens(text)
        .flatMap(tokens -> parser.joined(Joint.OR, tokens, 0))
        .flatMap(
            step ->
                step.next() instanceof Token.End
                    ? Either.right(step.value())
                    : parser.expected("and, or, or the end", step.next()));
  }

  <T> Either<FilterError, T> error(Token token, String message) {
    return Either.left(new FilterError(text, token.at() + 1, message));
  }

  <T> Either<FilterError, T> expected(String what, Token found) {
    return error(found, "expected " + what + ", found " + found);
  }

  private Either<FilterError, Step<Expression>> joined(Joint joint, List<Token> tokens, int depth) {
    @Var Vector<Expression> parts = Vector.empty();
    @Var var step = below(joint, tokens, depth);
    while (step.isRight()) {
      parts = parts.append(step.get().value());
      var rest = step.get().rest();
      if (!joint.is(rest.head())) {
        return Either.right(
            new Step<>(
                parts.length() == 1 ? parts.head() : new Expression.Joined(joint, parts), rest));
      }
      step = below(joint, rest.tail(), depth);
    }
    return step;
  }

  private Either<FilterError, Step<Expression>> below(Joint joint, List<Token> tokens, int depth) {
    return switch (joint) {
      case OR -> joined(Joint.XOR, tokens, depth);
      case XOR -> joined(Joint.AND, tokens, depth);
      case AND -> single(tokens, depth);
    };
  }

  private Either<FilterError, Step<Expression>> single(List<Token> tokens, int depth) {
    var token = tokens.head();
    boolean nests = token.is("not", "!") || token.is("", "(");
    if (nests && depth == MAX_DEPTH) {
      return error(token, "more than " + MAX_DEPTH + " parentheses or negations within each other");
    } else if (token.is("not", "!")) {
      return single(tokens.tail(), depth + 1)
          .map(step -> new Step<>(new Expression.Not(step.value()), step.rest()));
    } else if (token.is("", "(")) {
      return joined(Joint.OR, tokens.tail(), depth + 1)
          .flatMap(
              step ->
                  step.next().is("", ")")
                      ? Either.right(new Step<>(step.value(), step.rest().tail()))
                      : expected(") for the ( at column " + (token.at() + 1), step.next()));
    }
    return new TestParser(this).test(tokens);
  }
}
