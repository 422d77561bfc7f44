package dev.etherloom.frames.io;

import java.util.function.LongSupplier;

/**
 * How long a loop that finds nothing to do keeps looking before it blocks: for a moment it gives
 * its core to others and looks again, since what is worth much comes soon after the last; then it
 * should wait in poll(2). Work begins the moment anew. Where the core is wanted by somebody who
 * does not give it back soon, it blocks at once for a while. So a loop under load is not put to
 * sleep and woken for every frame, and one that rests takes no time.
 */
public final class IdleStrategy {
  /**
   * What is usual, in nanoseconds: about what an answer takes through both halves. A single client
   * that asks again and again gets three times the answers of a loop that blocks at once; longer
   * than this, whoever waits for the core itself has to wait.
   */
  public static final long USUAL = 30_000;

  /** Whoever gets the core for so long wants all of it; a batch of either half takes less. */
  private static final long DEAR = 1_500_000;

  /**
   * How long it then blocks at once, since who is woken is let in soon, and who yields is not.
   * Whoever is met again soon, as a program that computes, makes it twice as long each time;
   * whoever is not, as a compiler that is done, costs this once.
   */
  private static final long MODESTY = 3_000_000;

  private static final long MOST_MODESTY = 100_000_000;

  private final long patience;
  private final LongSupplier clock;
  private final Runnable giveWay;
  private boolean rested;
  private long since;
  private long modesty;
  private long modestUntil;

  /**
   * @param patience how long it keeps looking after the last work, in nanoseconds
   */
  @SuppressWarnings("ThreadPriorityCheck") // yielding is what this class is for
  public IdleStrategy(long patience) {
    this(patience, System::nanoTime, Thread::yield);
  }

  /** As a test wants it: with a clock in nanoseconds, and a way to give the core away. */
  IdleStrategy(long patience, LongSupplier clock, Runnable giveWay) {
    this.patience = patience;
    this.clock = clock;
    this.giveWay = giveWay;
    modestUntil = clock.getAsLong();
  }

  public void worked() {
    rested = false;
  }

  /** Whether to block now; otherwise it has yielded once and the loop should look again. */
  public boolean shouldBlock() {
    long now = clock.getAsLong();
    if (!rested) {
      rested = true;
      since = now;
    }
    if (now - since >= patience || now - modestUntil < 0) {
      return true;
    }
    giveWay.run();
    long back = clock.getAsLong();
    if (back - now > DEAR) {
      boolean again = now - modestUntil < modesty;
      modesty = again ? Math.min(2 * modesty, MOST_MODESTY) : MODESTY;
      modestUntil = back + modesty;
    }
    return false;
  }
}
