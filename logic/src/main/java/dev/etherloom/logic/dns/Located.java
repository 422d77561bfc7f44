package dev.etherloom.logic.dns;

import dev.etherloom.frames.Slice;

/**
 * A value and where it stands.
 *
 * @param octets its octets in place; of a compressed name those up to its first pointer, included
 */
public record Located<T>(T value, Slice octets) {}
