package dev.etherloom.frames.io;

/**
 * How long a loop that finds nothing to do keeps looking before it blocks: first it spins, then it
 * yields, then it should wait in poll(2). Work resets it.
 */
public final class IdleStrategy {
  private final int spins;
  private final int yields;
  private int idle;

  /**
   * @param spins empty rounds in which it just tries again
   * @param yields further rounds in which it gives its core to others first
   */
  public IdleStrategy(int spins, int yields) {
    this.spins = spins;
    this.yields = yields;
  }

  public void worked() {
    idle = 0;
  }

  /** Whether to block now; otherwise it has spun or yielded once and the loop should look again. */
  @SuppressWarnings("ThreadPriorityCheck") // yielding is what this class is for
  public boolean shouldBlock() {
    if (idle >= spins + yields) {
      return true;
    }
    if (idle < spins) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
    idle++;
    return false;
  }
}
