package dev.etherloom.logic.neighbor;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.net.DropReason;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Vlan;
import io.vavr.control.Option;

/**
 * What the table wants done.
 *
 * @param <P> what is parked
 */
public sealed interface NeighborEffect<P> {
  /**
   * Ask who has this address.
   *
   * @param holder the one neighbor to ask; none to ask all
   */
  record Question<P>(Vlan vlan, IpAddress address, Option<MacAddress> holder)
      implements NeighborEffect<P> {}

  /** Send this to that neighbor now. */
  record Ready<P>(P packet, Vlan vlan, MacAddress mac) implements NeighborEffect<P> {}

  /** A neighbor did not answer, however often it was asked. */
  record Silent<P>(IpAddress address) implements NeighborEffect<P> {}

  /** This will not be sent; counted by reason. */
  record Discard<P>(P packet, DropReason reason) implements NeighborEffect<P> {}
}
