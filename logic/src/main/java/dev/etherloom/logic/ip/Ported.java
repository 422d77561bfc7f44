package dev.etherloom.logic.ip;

import dev.etherloom.frames.Emit;

/** What has ports, which tell one flow between two hosts from another (RFC 6437 §2). */
public interface Ported extends Emit {
  /** The source port in the upper half, the destination port in the lower. */
  int ports();
}
