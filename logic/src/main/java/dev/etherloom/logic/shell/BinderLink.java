package dev.etherloom.logic.shell;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.FramePair;
import dev.etherloom.frames.io.IdleStrategy;
import dev.etherloom.frames.io.PollSet;
import dev.etherloom.frames.io.SendBatch;

/**
 * Logic's end of the pair: frames come as fresh arrays and go as they are emitted, straight into
 * the memory that they are sent from.
 */
final class BinderLink implements FrameLink {
  /** A binder that is slow for this long loses frames (counted), in milliseconds. */
  private static final int PATIENCE_MILLIS = 10;

  private final FramePair pair;
  private final SendBatch outgoing;
  private final Writer writer;
  private final PollSet readable;
  private final PollSet writable;
  private final IdleStrategy idle;
  private final boolean cuts;

  /**
   * @param cuts whether the binder has what is longer than the link takes cut
   */
  BinderLink(FramePair pair, IdleStrategy idle, boolean cuts) {
    this.pair = pair;
    this.idle = idle;
    this.cuts = cuts;
    var sendMemory = new FrameMemory();
    outgoing = new SendBatch(sendMemory);
    writer = Writer.into(sendMemory.octets());
    readable = pair.readable();
    writable = pair.writable();
  }

  @Override
  public long restNanos(long now) {
    return pair.restNanos(now);
  }

  @Override
  public boolean isPeered() {
    return pair.isPeered();
  }

  @Override
  public boolean cuts() {
    return cuts;
  }

  @Override
  public boolean shouldMeet(long now, boolean busy) {
    return pair.shouldMeet(now, busy);
  }

  @Override
  public void meet(long now) {
    pair.meet(now);
  }

  /** How many frames came. */
  @Override
  public int receive() {
    int count = pair.receive();
    if (count > 0) {
      idle.worked();
    }
    return count;
  }

  /** A copy of frame {@code index} of the last batch, in an array of its own. */
  @Override
  public Slice frame(int index) {
    return Slice.owning(pair.received().frame(index));
  }

  /**
   * Emits a frame into the batch, and sends the batch once it is full.
   *
   * @return false for a frame that is longer than any may be; it is not sent
   */
  @Override
  public boolean send(Emit frame) {
    if (frame.length() > FrameMemory.MAX_FRAME) {
      return false;
    }
    int start = FrameMemory.slot(outgoing.count());
    frame.emit(writer.restart(start));
    outgoing.add(start, writer.length());
    if (outgoing.isFull()) {
      flush();
    }
    return true;
  }

  /** Sends what is in the batch. */
  @Override
  public void flush() {
    if (outgoing.count() > 0) {
      pair.send(outgoing, writable, PATIENCE_MILLIS);
      idle.worked();
    }
  }

  /** Waits for a frame, at most {@code nanos}; first without blocking, as the strategy says. */
  @Override
  public void await(long nanos) {
    if (idle.shouldBlock() && nanos > 0) {
      if (pair.await(readable, nanos)) {
        idle.worked();
      }
    }
  }

  /** What else happens is seen when the wait is over. */
  @Override
  public void wake() {}
}
