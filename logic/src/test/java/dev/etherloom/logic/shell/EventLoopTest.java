package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.logic.testkit.Stacks;
import io.vavr.control.Option;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the loop does in which order, over a link that only writes it down. */
class EventLoopTest {
  private final NotedLink line = new NotedLink();
  private final Metrics metrics = new Metrics();
  private final EventLoop loop =
      new EventLoop(
          Stacks.host(1), line, new Taps(Option.none(), Option.none(), metrics), metrics, _ -> {});

  @BeforeEach
  void stopOnceAsleep() {
    line.asleep = loop::stop;
  }

  @Test
  @DisplayName("what came is answered before a look at the other end; what came meanwhile too")
  void answersFirst() {
    var _ = loop.round(System.nanoTime());
    var _ = loop.round(System.nanoTime()); // says whose address it is, and that its link is up
    line.done.clear();
    line.come(NotedLink.QUESTION);
    assertEquals(1, loop.round(System.nanoTime()));
    assertEquals(List.of("receive 1", "send", "flush", "receive 0", "meet"), line.done);
  }

  @Test
  @DisplayName("what is due before all time is due at once, and does not overflow into no end")
  void dueAtOnce() {
    loop.run();
    assertTrue(line.isPeered());
    assertEquals(List.of(0L), line.waits);
  }

  @Test
  @DisplayName("with nothing due it rests until the next look at the other end, and no longer")
  void rests() {
    var _ = loop.round(System.nanoTime());
    var _ = loop.round(System.nanoTime());
    loop.run();
    assertTrue(line.waits.getFirst() <= NotedLink.REST, "" + line.waits);
    assertTrue(line.waits.getFirst() > 0, "" + line.waits);
  }
}
