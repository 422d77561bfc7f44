package dev.etherloom.logic.tcp;

/**
 * What the link takes.
 *
 * @param mtu the longest packet, in octets
 * @param cuts whether it cuts what is longer into segments of that size (segmentation offload)
 */
public record Medium(int mtu, boolean cuts) {}
