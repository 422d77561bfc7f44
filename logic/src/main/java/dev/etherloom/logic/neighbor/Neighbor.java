package dev.etherloom.logic.neighbor;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.collection.Queue;
import io.vavr.control.Option;

/**
 * What is known of a neighbor; each state carries only its own data. The states are those of RFC
 * 4861 §7.3.2; ARP passes through {@link Delay} in no time.
 *
 * @param <P> what is parked
 */
sealed interface Neighbor<P> {
  /** When something is to be done about it; none: when it is used. */
  default Option<MonotonicTime> due() {
    return switch (this) {
      case Incomplete<P>(_, _, _, var retryAt) -> Option.some(retryAt);
      case Delay<P>(_, var probeAt) -> Option.some(probeAt);
      case Probing<P>(_, _, var retryAt) -> Option.some(retryAt);
      case Reachable<P> _, Stale<P> _, Fixed<P> _ -> Option.none();
    };
  }

  /**
   * Asked for and not yet answered.
   *
   * @param since when it was asked for first
   * @param asked how often
   * @param retryAt when to ask again, or to give up
   */
  record Incomplete<P>(Queue<P> parked, MonotonicTime since, int asked, MonotonicTime retryAt)
      implements Neighbor<P> {}

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
