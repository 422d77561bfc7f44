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

  /** Reads part after part until the octets end; a part is as long as it says. */
  public static <T extends Emit> Walk<T> over(
      Slice octets, Function<Slice, Either<DecodeError, T>> decode) {
    @Var Vector<Located<T>> found = Vector.empty();
    @Var var rest = octets;
    while (!rest.isEmpty()) {
      var part = decode.apply(rest);
      if (part.isLeft()) {
        return new Walk<>(found, Option.some(part.getLeft()));
      }
      found = found.append(new Located<>(rest.offset(), part.get()));
      rest = rest.from(part.get().length());
    }
    return new Walk<>(found, Option.none());
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
