package dev.etherloom.logic.neighbor;

import java.time.Duration;

/**
 * What differs between the families.
 *
 * @param reachable how long a proof is trusted
 * @param delay how long one that is not sure is used before it is asked
 * @param retry between two questions for the same address, at least
 */
public record NeighborTimes(Duration reachable, Duration delay, Duration retry) {
  /** RFC 1122 §2.3.2.1: about a minute, one question a second. */
  static final NeighborTimes ARP =
      new NeighborTimes(Duration.ofSeconds(60), Duration.ZERO, Duration.ofSeconds(1));

  /** RFC 4861 §10, until a router or chance say otherwise. */
  static final NeighborTimes NDP =
      new NeighborTimes(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(1));

  /** The same as far as neither a router nor chance has a say in it. */
  NeighborTimes with(Duration trusted, Duration between) {
    return new NeighborTimes(trusted, delay, between);
  }
}
