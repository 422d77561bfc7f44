package dev.etherloom.logic.tcp;

import dev.etherloom.frames.InternetChecksum;

/**
 * What the link takes.
 *
 * @param mtu the longest packet, in octets
 * @param cuts whether it cuts what is longer into segments of that size (segmentation offload)
 */
public record Medium(int mtu, boolean cuts) {
  /**
   * Whether the checksum of a packet so long need not be looked at: only what puts segments
   * together makes such, and it looked at theirs, or made it itself.
   */
  boolean vouches(int length) {
    return cuts && length > InternetChecksum.LOOKED_AT;
  }
}
