package dev.etherloom.logic.shell;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;

/** Where an event loop has its frames from and where it sends: the binder, or a {@link Dealer}. */
interface FrameLink {
  /** How long the loop may sleep at most, now. */
  long restNanos(long now);

  boolean isPeered();

  /** Whether what is longer than the link takes is cut there. */
  boolean cuts();

  /**
   * Whether a new binder is there and should be met; what the old one left goes first. Who is busy
   * need not look yet.
   */
  boolean shouldMeet(long now, boolean busy);

  void meet(long now);

  /** How many frames came. */
  int receive();

  /** Frame {@code index} of the last batch, in an array of its own. */
  Slice frame(int index);

  /**
   * Sends a frame, at the next {@link #flush} at the latest.
   *
   * @return false for a frame that is longer than any may be; it is not sent
   */
  boolean send(Emit frame);

  void flush();

  /** Waits for a frame, at most {@code nanos}. */
  void await(long nanos);

  /** Ends the wait, now or the next; from any thread. */
  void wake();
}
