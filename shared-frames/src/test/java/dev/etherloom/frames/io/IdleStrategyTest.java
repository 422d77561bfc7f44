package dev.etherloom.frames.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every yield takes as long as the test says, on a clock that nothing else moves. */
class IdleStrategyTest {
  private static final long MICROSECOND = 1_000;
  private static final long MILLISECOND = 1_000_000;

  /** Near the end of the numbers: a clock of nanoseconds may start anywhere. */
  private long now = Long.MAX_VALUE - 50 * MICROSECOND;

  private long away = MICROSECOND;
  private int yields;
  private final IdleStrategy idle =
      new IdleStrategy(IdleStrategy.USUAL, () -> now, () -> passes(away));

  private void passes(long nanos) {
    now += nanos;
    yields++;
  }

  @Test
  @DisplayName("it yields once a look within its patience, then blocks, and looks anew after work")
  void patience() {
    for (int i = 0; i < 30; i++) {
      assertFalse(idle.shouldBlock(), "after " + i + " us");
    }
    assertTrue(idle.shouldBlock());
    assertTrue(idle.shouldBlock());
    assertEquals(30, yields);
    now += MILLISECOND;
    idle.worked();
    assertFalse(idle.shouldBlock());
    assertEquals(31, yields);
  }

  @Test
  @DisplayName("patience counts from the first look that found nothing, however long work took")
  void workIsNotIdle() {
    idle.worked();
    now += 10 * MILLISECOND;
    assertFalse(idle.shouldBlock());
  }

  @Test
  @DisplayName("a core that somebody keeps for 1.5 ms: it blocks at once for 3 ms, work or not")
  void modesty() {
    assertEquals(3 * MILLISECOND, modestAfter(2 * MILLISECOND));
    assertEquals(0, modestAfter(MILLISECOND));
  }

  @Test
  @DisplayName("whoever wants all of the core is met again: twice as long each time, up to 100 ms")
  void persistence() {
    for (long modest : new long[] {3, 6, 12, 24, 48, 96, 100, 100}) {
      assertEquals(modest * MILLISECOND, modestAfter(2 * MILLISECOND));
    }
  }

  @Test
  @DisplayName("whoever wants it again only after as long as it was modest is met as at first")
  void peace() {
    assertEquals(3 * MILLISECOND, modestAfter(2 * MILLISECOND));
    assertEquals(6 * MILLISECOND, modestAfter(2 * MILLISECOND));
    now += 6 * MILLISECOND;
    assertEquals(3 * MILLISECOND, modestAfter(2 * MILLISECOND));
  }

  /** How long it blocks at once, work or not, after it gave the core away for that long. */
  private long modestAfter(long nanos) {
    away = nanos;
    idle.worked();
    assertFalse(idle.shouldBlock());
    away = 0;
    long since = now;
    for (idle.worked(); idle.shouldBlock(); idle.worked()) {
      now += MILLISECOND;
    }
    return now - since;
  }

  @Test
  @DisplayName("a yield of a batch's length is not dear")
  void batches() {
    away = MILLISECOND;
    for (int i = 0; i < 10; i++) {
      idle.worked();
      assertFalse(idle.shouldBlock());
    }
  }

  @Test
  void withoutPatienceItBlocksAtOnce() {
    assertTrue(new IdleStrategy(0, () -> now, () -> passes(away)).shouldBlock());
    assertEquals(0, yields);
  }
}
