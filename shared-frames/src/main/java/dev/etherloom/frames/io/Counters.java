package dev.etherloom.frames.io;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Event counts by name; any thread counts, any reads.
 *
 * @param <E> the names
 */
public final class Counters<E extends Enum<E>> {
  private final E[] names;
  private final Function<E, String> label;
  private final AtomicLongArray counts;

  /** All counts start at 0. {@code label} says each name for a person. */
  public Counters(Class<E> names, Function<E, String> label) {
    this.names = names.getEnumConstants();
    this.label = label;
    this.counts = new AtomicLongArray(this.names.length);
  }

  public void add(E name, long number) {
    var _ = counts.getAndAdd(name.ordinal(), number);
  }

  public long get(E name) {
    return counts.getOpaque(name.ordinal());
  }

  /** All counts that are not zero, as {@code "label 12, label 3"}. */
  @Override
  public String toString() {
    var shown =
        Stream.of(names)
            .filter(name -> get(name) != 0)
            .map(name -> label.apply(name) + " " + get(name))
            .collect(Collectors.joining(", "));
    return shown.isEmpty() ? "nothing yet" : shown;
  }
}
