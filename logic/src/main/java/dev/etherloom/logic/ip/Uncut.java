package dev.etherloom.logic.ip;

import dev.etherloom.frames.Emit;
import io.vavr.collection.List;

/**
 * What may be longer than the link takes, because it is cut behind the stack, by the link itself
 * where that can (segmentation offload): it is never fragmented. It still has to fit an IP packet.
 */
public interface Uncut extends Emit {
  /** What it is cut into, in order; each piece complete in itself. */
  List<? extends Emit> pieces();
}
