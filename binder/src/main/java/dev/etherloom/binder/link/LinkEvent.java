package dev.etherloom.binder.link;

/** What a link counts. */
public enum LinkEvent {
  RECEIVED("received"),
  SENT("sent"),
  COMPLETED("checksums completed"),
  RETAGGED("VLAN tags put back"),
  SEGMENTED("super-frames segmented here"),
  RING_FULL("dropped, kernel queue full"),
  TRUNCATED("dropped, received longer than 65,557 octets"),
  MALFORMED("dropped, offload that makes no sense"),
  OVERSIZE("dropped, longer than the MTU"),
  QUEUE_FULL("dropped, link queue full"),
  LINK_DOWN("dropped, link down"),
  REFUSED("dropped, refused by the kernel"),
  SOURCE("refused by policy, source MAC"),
  ETHERTYPE("refused by policy, EtherType"),
  RATE("refused by policy, rate"),
  RUNT("refused, shorter than a header");

  private final String label;

  LinkEvent(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
