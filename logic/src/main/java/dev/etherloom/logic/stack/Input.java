package dev.etherloom.logic.stack;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;

/** What can happen to a stack. */
public sealed interface Input {
  /**
   * A frame came.
   *
   * @param octets the frame in an array of its own that nobody writes again
   * @param arrived when it was taken off the socket
   */
  record Received(Slice octets, MonotonicTime arrived) implements Input {}

  /** Time passed; deadlines may be due. */
  record Wake() implements Input {}
}
