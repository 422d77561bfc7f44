package dev.etherloom.logic.neighbor;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.collection.Queue;

/**
 * What is known of a neighbor; each state carries only its own data. The states are those of RFC
 * 4861 §7.3.2; ARP passes through {@link Delay} in no time.
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

  /** Proved reachable lately; from {@code checkAt} on it is as one that is stale. */
  record Reachable<P>(MacAddress mac, MonotonicTime checkAt) implements Neighbor<P> {}

  /** To be checked once it is used. */
  record Stale<P>(MacAddress mac) implements Neighbor<P> {}

  /** Used though it is not sure; asked at {@code probeAt}, unless it is heard until then. */
  record Delay<P>(MacAddress mac, MonotonicTime probeAt) implements Neighbor<P> {}

  /** Used though it is not sure; a question to it alone is under way. */
  record Probing<P>(MacAddress mac, int asked, MonotonicTime retryAt) implements Neighbor<P> {}

  /** Set by hand; never asked for, never forgotten. */
  record Fixed<P>(MacAddress mac) implements Neighbor<P> {}
}
