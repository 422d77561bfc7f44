package dev.etherloom.logic.mld;

import dev.etherloom.logic.net.DropReason;

/** Why a message of multicast listener discovery was not used. */
public enum MldDrop implements DropReason {
  BAD_QUERY("mld: query with the wrong source, hop limit or options"),
  NOT_A_ROUTER("mld: report, and this is no router");

  private final String label;

  MldDrop(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
