package dev.etherloom.logic.shell;

import dev.etherloom.frames.Slice;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A bad link for one direction: frames offered are lost, doubled, delayed or overtaken, as a seed
 * decides, and polled when they are due. At most {@link #MAX_HELD} frames are held; further ones
 * are lost, as in a full queue.
 */
final class Impairment {
  static final int MAX_HELD = 65_536;

  private record Held(long due, long order, Slice frame) implements Comparable<Held> {
    @Override
    public int compareTo(Held other) {
      return due != other.due ? Long.compare(due, other.due) : Long.compare(order, other.order);
    }
  }

  private final ImpairmentOptions options;
  private final SplittableRandom random;
  private final PriorityQueue<Held> held = new PriorityQueue<>();
  private final Runnable lost;
  private long order;

  /**
   * @param stream tells apart the two directions that share a seed
   * @param lost called for each frame that is lost
   */
  Impairment(ImpairmentOptions options, int stream, Runnable lost) {
    this.options = options;
    this.random = new SplittableRandom(options.seed() * 31 + stream);
    this.lost = lost;
  }

  /** Takes a frame at {@code now}, in nanoseconds. */
  void offer(Slice frame, long now) {
    boolean drop = random.nextDouble() < options.drop();
    boolean duplicate = random.nextDouble() < options.duplicate();
    if (drop) {
      lost.run();
    } else {
      hold(frame, now);
    }
    if (duplicate) {
      hold(frame, now);
    }
  }

  private void hold(Slice frame, long now) {
    boolean overtaken = random.nextDouble() < options.reorder();
    if (held.size() == MAX_HELD) {
      lost.run();
      return;
    }
    long due = now + options.delayNanos() + (overtaken ? options.reorderNanos() : 0);
    held.add(new Held(due, order++, frame));
  }

  /** The next frame that is due at {@code now}; null if none is. */
  @Nullable Slice poll(long now) {
    var next = held.peek();
    if (next == null || next.due > now) {
      return null;
    }
    held.remove();
    return next.frame;
  }

  /** When the next frame is due; Long.MAX_VALUE if none is held. */
  long nextDue() {
    var next = held.peek();
    return next == null ? Long.MAX_VALUE : next.due;
  }
}
