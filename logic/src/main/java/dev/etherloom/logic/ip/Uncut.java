package dev.etherloom.logic.ip;

import dev.etherloom.frames.Emit;

/**
 * What may be longer than the link takes, because the link cuts it (segmentation offload): it is
 * never fragmented. It still has to fit an IP packet.
 */
public interface Uncut extends Emit {}
