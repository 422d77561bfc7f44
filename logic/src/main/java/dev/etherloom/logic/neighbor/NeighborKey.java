package dev.etherloom.logic.neighbor;

import dev.etherloom.logic.net.IpAddress;

/**
 * Which neighbor: the same address may stand on several links.
 *
 * @param link as {@code Vlan.key} tells it
 */
record NeighborKey(long link, IpAddress address) implements Comparable<NeighborKey> {
  @Override
  public int compareTo(NeighborKey other) {
    int byLink = Long.compare(link, other.link);
    return byLink != 0 ? byLink : address.compareTo(other.address);
  }
}
