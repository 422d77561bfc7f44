package dev.etherloom.logic.shell;

import com.google.errorprone.annotations.Var;
import io.vavr.control.Either;
import java.util.regex.Pattern;

/**
 * How bad a link is: {@code drop=2%,dup=1%,reorder=5%,delay=10ms,seed=42}. Probabilities are those
 * of one frame in one direction.
 *
 * @param drop probability of a loss, 0…1
 * @param duplicate probability that a frame comes twice, 0…1
 * @param reorder probability that a frame is held back so that others overtake it, 0…1
 * @param delayNanos delay of each frame, in nanoseconds
 * @param seed the same seed decides the same way
 */
record ImpairmentOptions(
    double drop, double duplicate, double reorder, long delayNanos, long seed) {
  private static final ImpairmentOptions NONE = new ImpairmentOptions(0, 0, 0, 0, 1);
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?)%");
  private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(us|ms|s)");
  private static final long MIN_OVERTAKING_NANOS = 2_000_000;

  /** Reads the option's text; a mistake is described, with the part that is wrong. */
  static Either<String, ImpairmentOptions> parse(String text) {
    @Var Either<String, ImpairmentOptions> options = Either.right(NONE);
    for (var part : text.split(",", -1)) {
      options = options.flatMap(so -> so.with(part.strip()));
    }
    return options;
  }

  private Either<String, ImpairmentOptions> with(String part) {
    int equals = part.indexOf('=');
    var key = equals < 0 ? part : part.substring(0, equals);
    var value = equals < 0 ? "" : part.substring(equals + 1);
    return switch (key) {
      case "drop" ->
          percent(part, value)
              .map(p -> new ImpairmentOptions(p, duplicate, reorder, delayNanos, seed));
      case "dup" ->
          percent(part, value).map(p -> new ImpairmentOptions(drop, p, reorder, delayNanos, seed));
      case "reorder" ->
          percent(part, value)
              .map(p -> new ImpairmentOptions(drop, duplicate, p, delayNanos, seed));
      case "delay" ->
          span(part, value).map(d -> new ImpairmentOptions(drop, duplicate, reorder, d, seed));
      case "seed" ->
          value.matches("\\d{1,18}")
              ? Either.right(
                  new ImpairmentOptions(
                      drop, duplicate, reorder, delayNanos, Long.parseLong(value)))
              : Either.left("'" + part + "': a seed is a whole number");
      default -> Either.left("'" + part + "': known are drop=, dup=, reorder=, delay= and seed=");
    };
  }

  private static Either<String, Double> percent(String part, String value) {
    var match = PERCENT.matcher(value);
    double share = match.matches() ? Double.parseDouble(match.group(1)) / 100 : -1;
    return share >= 0 && share <= 1
        ? Either.right(share)
        : Either.left("'" + part + "': a percentage from 0% to 100% is needed, as 2.5%");
  }

  private static Either<String, Long> span(String part, String value) {
    var match = SPAN.matcher(value);
    if (!match.matches()) {
      return Either.left("'" + part + "': a time is needed, as 10ms, 500us or 1s");
    }
    long unit =
        switch (match.group(2)) {
          case "us" -> 1_000L;
          case "ms" -> 1_000_000L;
          default -> 1_000_000_000L;
        };
    long nanos = Long.parseLong(match.group(1)) * unit;
    return nanos <= 60_000_000_000L
        ? Either.right(nanos)
        : Either.left("'" + part + "': at most 60s");
  }

  /** How much longer a frame is held that others shall overtake. */
  long reorderNanos() {
    return Math.max(delayNanos, MIN_OVERTAKING_NANOS);
  }
}
