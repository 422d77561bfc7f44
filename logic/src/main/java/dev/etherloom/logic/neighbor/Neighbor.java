package dev.etherloom.logic.neighbor;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.collection.Queue;

/**
 * What is known of a neighbor; each state carries only its own data.
 *
 * @param <P> what is parked
 */
sealed interface Neighbor<P> {
  /**
   * Asked for and not yet answered.
   *
   * @param asked how often
   * @param retryAt when to ask again, or to give up
   */
  record Incomplete<P>(Queue<P> parked, int asked, MonotonicTime retryAt) implements Neighbor<P> {}

  /** Answered lately; after {@code checkAt} it has to be checked before it is trusted again. */
  record Reachable<P>(MacAddress mac, MonotonicTime checkAt) implements Neighbor<P> {}

  /** Used though its answer is old; a question to it alone is under way. */
  record Probing<P>(MacAddress mac, int asked, MonotonicTime retryAt) implements Neighbor<P> {}

  /** Set by hand; never asked for, never forgotten. */
  record Fixed<P>(MacAddress mac) implements Neighbor<P> {}
}
