package dev.etherloom.logic.ndp;

import dev.etherloom.logic.net.DropReason;

/** Why a message of neighbor discovery was not used (RFC 4861 §6.1, §7.1, §8.1). */
public enum NdpDrop implements DropReason {
  HOP_LIMIT("ndp: hop limit is not 255: it was forwarded"),
  NO_SOURCE("ndp: sent from no address, where one is needed"),
  BAD_PROBE("ndp: probe that is none: to no solicited-node group, or with a source address"),
  SOLICITED_TO_GROUP("ndp: solicited advertisement to a group"),
  NOT_LINK_LOCAL("ndp: router's source is not link-local"),
  BAD_ADDRESS("ndp: link-layer address that no host has"),
  NOT_OURS("ndp: asks for none of our addresses"),
  TENTATIVE("ndp: asks for an address that is not yet ours"),
  NOT_A_ROUTER("ndp: router solicitation, and this is no router"),
  NOT_AUTO("ndp: router advertisement, and addresses are not automatic"),
  OWN_ADDRESS("ndp: advertises an address of our own"),
  IN_PIECES("ndp: message that came in fragments"),
  NOT_CLAIMED("ndp: no address to be claimed, or too many"),
  FULL("ndp: more routers or prefixes than are kept");

  private final String label;

  NdpDrop(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
