package dev.etherloom.frames.io;

/** Writes a frame to where it is wanted. */
public interface FrameSource {
  /**
   * Writes one frame of {@code length} octets at {@code start}. Others may change what stands
   * there, at any time.
   *
   * @return whether there is a frame now
   */
  boolean write(FrameMemory memory, int start, int length);
}
