package dev.etherloom.logic.tcp;

/**
 * What the link takes.
 *
 * @param mtu the longest packet, in octets
 * @param cuts whether it cuts what is longer into segments of that size (segmentation offload)
 */
public record Medium(int mtu, boolean cuts) {
  /** No link takes packets as long as this in one piece, jumbo frames included. */
  private static final int LONGEST = 9_216;

  /**
   * Whether the checksum of a packet so long need not be looked at: only what puts segments
   * together makes such, and it looked at theirs, or made it itself.
   */
  boolean vouches(int length) {
    return cuts && length > LONGEST;
  }
}
