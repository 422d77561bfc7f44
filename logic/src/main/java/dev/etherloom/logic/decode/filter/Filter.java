package dev.etherloom.logic.decode.filter;

import dev.etherloom.logic.decode.Decoded;
import io.vavr.control.Either;

/**
 * A display filter, as {@code dns || tcp.port in {80, 8000..8080}}: parsed and checked once, then
 * tried on any number of frames. It does not change; threads may share it.
 */
public final class Filter {
  private final Expression expression;
  private final Plan plan;

  private Filter(Expression expression) {
    this.expression = expression;
    this.plan = Plan.of(expression);
  }

  /** Reads a filter. What the language offers is told at the package. */
  public static Either<FilterError, Filter> parse(String text) {
    return Parser.parse(text).map(Filter::new);
  }

  /** Whether the frame is one of those that the filter describes. */
  public boolean matches(Decoded frame) {
    return new Trial(plan, frame).run();
  }

  /** The filter in words that {@link #parse} reads as the same one. */
  @Override
  public String toString() {
    return expression.toString();
  }
}
