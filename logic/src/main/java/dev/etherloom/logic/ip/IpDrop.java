package dev.etherloom.logic.ip;

import dev.etherloom.logic.net.DropReason;

/** Why a packet was not used, or not sent. */
public enum IpDrop implements DropReason {
  BAD_SOURCE("ip: source cannot be a host's"),
  OWN_SOURCE("ip: source is one of our own addresses"),
  NOT_FOR_US("ip: for none of our addresses"),
  UNICAST_TO_GROUP("ip: unicast packet in a frame to a group"),
  ERROR_NOT_OURS("ip: error about a packet that nobody here sends"),
  NOBODY_ANSWERS("ip: nobody answers this protocol"),
  RESPONDER_FAILED("ip: responder failed"),
  BAD_OPTION("ip: malformed option"),
  SOURCE_ROUTED("ip: source route leads further"),
  FRAGMENT_LENGTH("ip: fragment is no multiple of eight octets"),
  FRAGMENT_OVERLAP("ip: fragments overlap"),
  FRAGMENT_TOO_LONG("ip: fragments exceed 65,535 octets"),
  FRAGMENT_PAST_END("ip: fragment past the last one"),
  FRAGMENT_REFUSED("ip: fragment of a packet that was refused"),
  FRAGMENT_INCOMPLETE("ip: first fragment lacks headers"),
  UNKNOWN_OPTION("ip: unknown option"),
  UNKNOWN_HEADER("ip: unknown or misplaced extension header"),
  TOO_MANY_HEADERS("ip: too many extension headers"),
  NOTHING_FOLLOWS("ip: no next header"),
  TOO_MANY_FRAGMENTS("ip: too many fragments of one packet"),
  REASSEMBLY_FULL("ip: pushed out of reassembly"),
  REASSEMBLY_TIMEOUT("ip: fragments missing for too long"),
  NO_ROUTE("ip: no route"),
  BEYOND_SCOPE("ip: link-local source would leave the link"),
  NO_ADDRESS("ip: no address of our own"),
  TOO_LONG("ip: longer than the MTU and not to be split");

  private final String label;

  IpDrop(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
