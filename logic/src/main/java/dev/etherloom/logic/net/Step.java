package dev.etherloom.logic.net;

import com.google.errorprone.annotations.Var;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What one input did: the state that follows, and the effects to carry out, in order.
 *
 * @param <S> the state
 * @param <E> the effects, a sealed type of the room that carries them out
 */
public record Step<S, E>(S state, List<E> effects) {
  /** Goes on with {@code state}; nothing else happens. */
  public static <S, E> Step<S, E> to(S state) {
    return new Step<>(state, List.empty());
  }

  public static <S, E> Step<S, E> to(S state, E effect) {
    return new Step<>(state, List.of(effect));
  }

  /** Takes one step for each input, in order, from the state that the one before reached. */
  public static <S, E, I> Step<S, E> forEach(
      S start, Seq<? extends I> inputs, BiFunction<? super S, ? super I, Step<S, E>> step) {
    if (inputs.length() == 1) {
      return step.apply(start, inputs.head());
    }
    @Var S state = start;
    @Var List<E> reversed = List.empty();
    for (var input : inputs) {
      var one = step.apply(state, input);
      state = one.state;
      for (var effect : one.effects) {
        reversed = reversed.prepend(effect);
      }
    }
    return new Step<>(state, reversed.reverse());
  }

  public <T> Step<T, E> map(Function<? super S, ? extends T> next) {
    return new Step<>(next.apply(state), effects);
  }

  /** Takes a further step from the state reached; its effects come after those so far. */
  public Step<S, E> andThen(Function<? super S, Step<S, E>> further) {
    var second = further.apply(state);
    return effects.isEmpty() ? second : new Step<>(second.state, effects.appendAll(second.effects));
  }

  /** The same step with one more effect behind the others. */
  public Step<S, E> with(E effect) {
    return new Step<>(state, effects.append(effect));
  }
}
