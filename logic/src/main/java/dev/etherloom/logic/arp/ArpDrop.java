package dev.etherloom.logic.arp;

import dev.etherloom.logic.net.DropReason;

/** Why an ARP packet was not used. */
public enum ArpDrop implements DropReason {
  GROUP_SENDER("arp: sender's MAC address is a group"),
  SENDER_DIFFERS("arp: sender's MAC address is not the frame's source"),
  BAD_SENDER("arp: sender's address cannot be a host's"),
  OWN("arp: sent by this host itself");

  private final String label;

  ArpDrop(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
