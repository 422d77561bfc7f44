package dev.etherloom.logic.shell;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the heap collected before it has grown to all that it may be. Closed connections outlive the
 * young generation by a little (TIME-WAIT), so that under load the old one fills with what is long
 * dead; the collector itself would let it grow to the limit first, and the process with it.
 */
final class HeapWatch {
  private static final Logger LOG = LoggerFactory.getLogger(HeapWatch.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final int PARTS = 4;

  private final long room;
  private final LongSupplier used;
  private final Runnable collect;
  private long kept;

  /**
   * @param most octets that the heap may have; a quarter of them may be dead
   * @param used octets in it now
   */
  HeapWatch(long most, LongSupplier used, Runnable collect) {
    this.room = most / PARTS;
    this.used = used;
    this.collect = collect;
  }

  /** That of this process. */
  static HeapWatch ofProcess() {
    var runtime = Runtime.getRuntime();
    return new HeapWatch(
        runtime.maxMemory(), () -> runtime.totalMemory() - runtime.freeMemory(), System::gc);
  }

  /** Looks from now on, on a thread of its own that does not keep the process. */
  void start() {
    var _ = Thread.ofPlatform().daemon().name("heap").start(this::watch);
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(PERIOD);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once. */
  void look() {
    long before = used.getAsLong();
    if (before < kept) {
      kept = before; // the collector was there by itself
    } else if (before - kept > room) {
      collect.run();
      kept = used.getAsLong();
      LOG.debug("heap: {} of {} octets were alive", kept, before);
    }
  }
}
