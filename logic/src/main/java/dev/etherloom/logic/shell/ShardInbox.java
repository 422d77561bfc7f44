package dev.etherloom.logic.shell;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The frames that wait for a shard: at most {@value #MAX_FRAMES} of {@value #MAX_OCTETS} octets,
 * and as many again that it has taken and works on. One thread puts, the shard's takes.
 */
final class ShardInbox {
  static final int MAX_FRAMES = 8_192;
  static final int MAX_OCTETS = 8 << 20;

  private List<Slice> waiting = new ArrayList<>();
  private int octets;
  private volatile @Nullable Thread sleeper;
  private volatile boolean woken;

  /** Puts a frame behind the others; false where there is no room. */
  synchronized boolean put(Slice frame) {
    if (waiting.size() == MAX_FRAMES || octets + frame.held() > MAX_OCTETS) {
      return false;
    }
    waiting.add(frame);
    octets += frame.held();
    return true;
  }

  /** All that wait, for the emptied list of those taken before. */
  synchronized List<Slice> take(List<Slice> empty) {
    var taken = waiting;
    waiting = empty;
    octets = 0;
    return taken;
  }

  private synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Ends the shard's wait where something waits for it. */
  void ringIfAny() {
    var thread = sleeper; // what was put before is seen by one that goes to sleep after this
    if (thread != null && !isEmpty()) {
      LockSupport.unpark(thread);
    }
  }

  /** Ends the shard's wait, now or the next. */
  void ring() {
    woken = true;
    var thread = sleeper;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  /** Waits until something was put, or the bell rung, at most {@code nanos}. */
  void await(long nanos) {
    long end = System.nanoTime() + nanos;
    sleeper = Thread.currentThread();
    @Var long left = nanos;
    while (left > 0 && !woken && isEmpty()) {
      LockSupport.parkNanos(this, left);
      left = end - System.nanoTime();
    }
    sleeper = null;
    woken = false;
  }
}
