package dev.etherloom.logic.ip;

/**
 * A part of a packet and where it stood.
 *
 * @param offset octets from the frame's start to the part's first
 */
public record Located<T>(int offset, T value) {}
