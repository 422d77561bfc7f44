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
  @DisplayName("a core that somebody keeps for 1.5 ms: it blocks at once for 100 ms, work or not")
  void modesty() {
    away = 2 * MILLISECOND;
    assertFalse(idle.shouldBlock());
    away = MICROSECOND;
    long until = now + 100 * MILLISECOND;
    for (; now - until < 0; now += MILLISECOND) {
      idle.worked();
      assertTrue(idle.shouldBlock());
    }
    assertEquals(1, yields);
    idle.worked();
    assertFalse(idle.shouldBlock());
    assertEquals(2, yields);
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
