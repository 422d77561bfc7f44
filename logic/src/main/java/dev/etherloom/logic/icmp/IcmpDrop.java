package dev.etherloom.logic.icmp;

import dev.etherloom.logic.net.DropReason;

/** Why an ICMP message was not answered, or not sent. */
public enum IcmpDrop implements DropReason {
  ECHO_TO_GROUP("icmp: echo request to a group"),
  NO_SENDER("icmp: echo request without a sender"),
  OTHER_FAMILY("icmp: message of the other family"),
  NOT_OUR_PACKET("icmp: error about a packet that is not ours"),
  NOBODY_WAITS("icmp: nobody waits for it"),
  NO_ERROR_ABOUT_GROUP("icmp: no error about a packet to a group"),
  NO_ERROR_ABOUT_ERROR("icmp: no error about an error"),
  NO_ERROR_TO_NO_HOST("icmp: no error to what is no single host"),
  RATE("icmp: error beyond the rate limit");

  private final String label;

  IcmpDrop(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
