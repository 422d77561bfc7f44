package dev.etherloom.logic.stack;

import dev.etherloom.logic.net.DropReason;

/** Why the stack itself did not use something. */
public enum StackDrop implements DropReason {
  NOT_FOR_US("ethernet: for none of our hosts"),
  OWN_SOURCE("ethernet: source is the host itself"),
  GROUP_SOURCE("ethernet: source is a group"),
  NOBODY_ANSWERS("ethernet: nobody answers this EtherType"),
  RESPONDER_FAILED("ethernet: responder failed"),
  TOO_LONG("ethernet: longer than the MTU allows");

  private final String label;

  StackDrop(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
