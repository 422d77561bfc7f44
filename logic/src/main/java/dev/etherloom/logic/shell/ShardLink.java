package dev.etherloom.logic.shell;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.io.FrameMemory;
import java.util.ArrayList;
import java.util.List;

/** One shard's end: frames come from the dealer, and go straight to the binder. */
final class ShardLink implements FrameLink {
  private final ShardInbox inbox;
  private final BinderLink out;
  private List<Slice> taken = new ArrayList<>();
  private int next;
  private int batch;

  /**
   * @param out used for sending alone; the dealer receives
   */
  ShardLink(ShardInbox inbox, BinderLink out) {
    this.inbox = inbox;
    this.out = out;
  }

  @Override
  public long restNanos(long now) {
    return out.restNanos(now);
  }

  @Override
  public boolean isPeered() {
    return out.isPeered();
  }

  @Override
  public boolean cuts() {
    return out.cuts();
  }

  /** The dealer sees to that. */
  @Override
  public boolean shouldMeet(long now, boolean busy) {
    return false;
  }

  @Override
  public void meet(long now) {}

  @Override
  public int receive() {
    next += batch;
    if (next == taken.size()) {
      taken.clear();
      taken = inbox.take(taken);
      next = 0;
    }
    batch = Math.min(FrameMemory.SLOTS, taken.size() - next);
    return batch;
  }

  @Override
  public Slice frame(int index) {
    return taken.get(next + index);
  }

  @Override
  public boolean send(Emit frame) {
    return out.send(frame);
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void await(long nanos) {
    inbox.await(nanos);
  }

  @Override
  public void wake() {
    inbox.ring();
  }
}
