package dev.etherloom.logic.e2e;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How long the machine held up a thread that only sleeps, since it was made: cores that are lent to
 * others, or too many that want them. Where a promise is a time, a test adds this to it.
 */
final class HeldUp implements AutoCloseable {
  private static final long NAP_MILLIS = 5;

  /** What a nap takes longer on any machine. */
  private static final long USUAL_NANOS = 1_000_000;

  private final AtomicLong nanos = new AtomicLong();
  private volatile boolean done;

  HeldUp() {
    var _ = Thread.ofPlatform().daemon().start(this::watch);
  }

  private void watch() {
    while (!done) {
      long start = System.nanoTime();
      Lab.sleep(NAP_MILLIS);
      long more = System.nanoTime() - start - NAP_MILLIS * 1_000_000;
      var _ = nanos.addAndGet(Math.max(0, more - USUAL_NANOS));
    }
  }

  /** All of it so far. */
  long millis() {
    return nanos.get() / 1_000_000;
  }

  @Override
  public void close() {
    done = true;
  }
}
