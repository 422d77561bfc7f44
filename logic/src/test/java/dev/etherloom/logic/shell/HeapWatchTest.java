package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HeapWatchTest {
  private long used;
  private long alive;
  private int collections;
  private final HeapWatch watch =
      new HeapWatch(
          400,
          () -> used,
          () -> {
            used = alive;
            collections++;
          });

  private void look(long before, long alive, int expected) {
    used = before;
    this.alive = alive;
    watch.look();
    assertEquals(expected, collections);
  }

  @Test
  @DisplayName("collects when more than a quarter of the heap may be dead, not before")
  void collects() {
    look(100, 30, 0);
    look(101, 30, 1);
    look(130, 30, 1);
    look(131, 30, 2);
  }

  @Test
  @DisplayName("what lives is not collected again and again")
  void growing() {
    look(150, 150, 1);
    look(200, 200, 1);
    look(250, 250, 1);
    look(251, 251, 2);
    look(300, 300, 2);
  }

  @Test
  @DisplayName("less than before counts from there")
  void shrinking() {
    look(300, 300, 1);
    look(50, 50, 1);
    look(150, 50, 1);
    look(151, 50, 2);
  }
}
