package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.function.Function;

/**
 * What was found in a run of parts that follow one another, up to the first damaged one. A stack
 * wants {@link #all}: everything or the error; a decoder shows what stands before the damage too.
 *
 * @param error none: all parts are sound
 */
public record Walk<T>(Vector<Located<T>> found, Option<DecodeError> error) {
  private static final Walk<?> NOTHING = new Walk<>(Vector.empty(), Option.none());

  @SuppressWarnings("unchecked") // nothing of any kind
  public static <T> Walk<T> nothing() {
    return (Walk<T>) NOTHING;
  }

  /** Reads part after part until the octets end; a part is as long as it says, never empty. */
  public static <T extends Emit> Walk<T> over(
      Slice octets, Function<Slice, Either<DecodeError, T>> decode) {
    @Var Walk<T> walk = nothing();
    @Var var rest = octets;
    while (!rest.isEmpty() && walk.error.isEmpty()) {
      var part = decode.apply(rest);
      walk = walk.with(rest, part);
      rest = part.isRight() ? rest.from(part.get().length()) : rest;
    }
    return walk;
  }

  /** Reads {@code count} parts; what stands behind them is not looked at. */
  public static <T extends Emit> Walk<T> over(
      Slice octets, int count, Function<Slice, Either<DecodeError, T>> decode) {
    @Var Walk<T> walk = nothing();
    @Var var rest = octets;
    while (walk.found.length() < count && walk.error.isEmpty()) {
      var part = decode.apply(rest);
      walk = walk.with(rest, part);
      rest = part.isRight() ? rest.from(part.get().length()) : rest;
    }
    return walk;
  }

  private Walk<T> with(Slice octets, Either<DecodeError, T> part) {
    return part.fold(
        refusal -> new Walk<>(found, Option.some(refusal)),
        it -> new Walk<>(found.append(new Located<>(octets.offset(), it)), error));
  }

  /** The parts without their places. */
  public Vector<T> values() {
    return found.map(Located::value);
  }

  /** All parts, or what is wrong with the first damaged one. */
  public Either<DecodeError, Vector<T>> all() {
    return error.isDefined() ? Either.left(error.get()) : Either.right(values());
  }
}
