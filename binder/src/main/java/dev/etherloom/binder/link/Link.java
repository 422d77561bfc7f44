package dev.etherloom.binder.link;

import dev.etherloom.frames.io.Counters;
import dev.etherloom.frames.io.FrameMemory;

/** A device that carries frames. For one thread; the counters may be read by any. */
public interface Link extends AutoCloseable {
  /** From now on it receives frames. */
  void start();

  /** The descriptor to wait on for frames. */
  int fd();

  /** What it is, for a person. */
  String description();

  /**
   * Takes in what came, at most 64 frames, and gives each to {@code toLogic} as it is on the wire.
   *
   * @return how many frames the device gave, used or not
   */
  int receive(ToLogic toLogic);

  /** Where frames to send have to stand: in its slots, with the headroom free. */
  FrameMemory outgoing();

  /** Adds a frame that stands in {@link #outgoing} to those to send; at most 64. */
  void add(int start, int length);

  /** Sends the frames added; each one is counted. */
  void flush();

  /**
   * Looks after the device, once a second: its MTU, and what the kernel counts.
   *
   * @throws LinkGoneException where the device is no more
   */
  void refresh();

  Counters<LinkEvent> counters();

  @Override
  void close();
}
