package dev.etherloom.logic.decode.filter;

import dev.etherloom.frames.OctetSet;
import io.vavr.collection.Vector;

/** A regular expression over octets, parsed. */
sealed interface Regex {
  int UNBOUNDED = -1;

  /** One octet. */
  record One(OctetSet octets) implements Regex {}

  record Sequence(Vector<Regex> parts) implements Regex {}

  record Choice(Vector<Regex> parts) implements Regex {}

  /**
   * The same several times.
   *
   * @param most {@link #UNBOUNDED} if there is no limit
   */
  record Repeat(Regex part, int least, int most) implements Regex {}

  /** What must hold between two octets. */
  enum Place implements Regex {
    START,
    END,
    BOUNDARY,
    NO_BOUNDARY
  }

  /** How many states its automaton has, at least; the count ends where it is more than enough. */
  default long size() {
    return switch (this) {
      case One _, Place _ -> 1;
      case Sequence(var parts) -> bounded(parts.foldLeft(0L, (sum, part) -> sum + part.size()));
      case Choice(var parts) -> bounded(parts.foldLeft(0L, (sum, part) -> sum + part.size() + 2));
      case Repeat(var part, var least, var most) ->
          bounded((part.size() + 2) * (most == UNBOUNDED ? least + 1L : Math.max(most, 1)));
    };
  }

  private static long bounded(long size) {
    return Math.min(size, Integer.MAX_VALUE);
  }
}
