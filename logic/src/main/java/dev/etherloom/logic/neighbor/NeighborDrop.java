package dev.etherloom.logic.neighbor;

import dev.etherloom.logic.net.DropReason;

/** Why a packet was not kept until its neighbor answered. */
public enum NeighborDrop implements DropReason {
  NO_ANSWER("neighbor: no answer"),
  QUEUE_FULL("neighbor: too many packets wait for one neighbor"),
  TOO_MANY_QUESTIONS("neighbor: too many neighbors are being asked for"),
  EVICTED("neighbor: pushed out while it waited");

  private final String label;

  NeighborDrop(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
