package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etherloom.logic.net.DropReason;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private record Reason(String label, boolean isUsed) implements DropReason {}

  @Test
  @DisplayName("what was used in spite of all is counted, and not among the drops")
  void used() {
    var metrics = new Metrics();
    metrics.received();
    assertEquals("frames in 1, out 0; not used: none", metrics.toString());
    metrics.dropped(new Reason("b: bad", false));
    metrics.dropped(new Reason("a: rare", true));
    metrics.dropped(new Reason("a: rare", true));
    assertEquals("frames in 1, out 0; not used: b: bad 1; used: a: rare 2", metrics.toString());
    assertEquals(1, metrics.drops("b: bad"));
    assertEquals(0, metrics.drops("a: rare"));
  }

  @Test
  @DisplayName("the counts of several shards add up")
  void sums() {
    var one = new Metrics();
    var other = new Metrics();
    one.received();
    other.received();
    other.transmitted();
    one.dropped(new Reason("b: bad", false));
    other.dropped(new Reason("b: bad", false));
    other.dropped(new Reason("a: rare", true));
    assertEquals(
        "frames in 2, out 1; not used: b: bad 2; used: a: rare 1",
        Metrics.sum(List.of(one, other)).toString());
  }
}
