package dev.etherloom.logic.tcp;

import dev.etherloom.frames.InternetChecksum;

/**
 * What the link takes.
 *
 * @param mtu the longest packet, in octets
 * @param cuts whether what is longer is cut into segments of that size behind TCP (segmentation
 *     offload)
 * @param joins whether the link itself puts segments together and looks at their checksums
 */
public record Medium(int mtu, boolean cuts, boolean joins) {
  /**
   * Whether the checksum of a packet so long need not be looked at: only what puts segments
   * together makes such, and it looked at theirs, or made it itself.
   */
  boolean vouches(int length) {
    return joins && length > InternetChecksum.LOOKED_AT;
  }
}
