package dev.etherloom.logic.udp;

import dev.etherloom.logic.net.DropReason;

/** Why a datagram was not used. */
public enum UdpDrop implements DropReason {
  NO_CHECKSUM("udp: no checksum, which IPv6 needs"),
  PORT_UNREACHABLE("udp: nobody at this port"),
  REPORTED_UNDELIVERED("udp: not delivered, says an ICMP error");

  private final String label;

  UdpDrop(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
