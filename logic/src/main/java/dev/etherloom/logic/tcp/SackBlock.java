package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.SeqNum;

/**
 * Octets that arrived out of order (RFC 2018 §3).
 *
 * @param left the first of them
 * @param right the one behind the last
 */
public record SackBlock(SeqNum left, SeqNum right) {
  static final int LENGTH = 8;
}
