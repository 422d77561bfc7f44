package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etherloom.frames.Slice;
import io.vavr.collection.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BoardingTest {
  private final Boarding boarding = new Boarding();

  private static Slice frame(int length) {
    return Slice.owning(new byte[length]);
  }

  @Test
  @DisplayName("frames that join nothing come out once each, in the order in which they came")
  void keepsOrder() {
    var first = frame(1_200);
    var small = frame(60);
    var second = frame(1_300);
    var third = frame(1_400);
    assertEquals(List.empty(), boarding.take(first), "another may follow in its train");
    assertEquals(List.of(first, small), boarding.take(small));
    assertEquals(List.of(small), boarding.take(small), "at once");
    assertEquals(List.empty(), boarding.take(second));
    assertEquals(List.of(second), boarding.take(third));
    assertEquals(List.of(third), boarding.rest());
    assertEquals(List.empty(), boarding.rest());
  }
}
