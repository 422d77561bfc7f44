package dev.etherloom.logic.message;

import dev.etherloom.logic.net.DropReason;

/** Why an envelope was not used. */
public enum MessageDrop implements DropReason {
  TOO_LARGE("message: larger than 64 MiB"),
  CONTRADICTS("message: contradicts earlier parts of the message"),
  DAMAGED("message: whole but damaged"),
  PUSHED_OUT("message: pushed out by newer ones"),
  ABANDONED("message: no further part for 30 s"),
  REPEATED("message: part repeated"),
  NOT_AWAITED("message: acknowledgement of something else");

  private final String label;

  MessageDrop(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
