package dev.etherloom.logic.net;

/**
 * Why something that arrived was not used. Each room has an enum of its reasons; the shell counts
 * by {@link #label}, so the set of labels has to be small and must not hold what a peer chose.
 */
public interface DropReason {
  /** A short name in lower case, its room first: {@code "arp: sender address is a group"}. */
  String label();

  /** Whether it was used after all, and is counted only because that is out of the usual. */
  default boolean isUsed() {
    return false;
  }
}
