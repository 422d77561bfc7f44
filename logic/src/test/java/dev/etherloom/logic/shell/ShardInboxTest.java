package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frames on their way from the dealer to a shard. */
class ShardInboxTest {
  private final ShardInbox inbox = new ShardInbox();

  private static Slice frame(int number) {
    return Slice.owning(new byte[] {(byte) (number >> 16), (byte) (number >> 8), (byte) number});
  }

  @Test
  @DisplayName("what does not fit is refused, by number and by octets, until there is room")
  void bounded() {
    for (int i = 0; i < ShardInbox.MAX_FRAMES; i++) {
      assertTrue(inbox.put(frame(i)));
    }
    assertFalse(inbox.put(frame(0)));
    assertEquals(ShardInbox.MAX_FRAMES, inbox.take(new ArrayList<>()).size());
    var large = Slice.owning(new byte[ShardInbox.MAX_OCTETS / 4]);
    for (int i = 0; i < 4; i++) {
      assertTrue(inbox.put(large));
    }
    assertFalse(inbox.put(frame(0)));
    assertEquals(4, inbox.take(new ArrayList<>()).size());
    assertTrue(inbox.put(frame(0)));
  }

  @Test
  @Timeout(30)
  @DisplayName("all come, in order, however the two threads meet; nobody sleeps on a full inbox")
  void handedOn() throws InterruptedException {
    int frames = 300_000;
    var producer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < frames; ) {
                    if (inbox.put(frame(i))) {
                      i++;
                    }
                    if (i % 7 == 0) {
                      inbox.ringIfAny();
                    }
                  }
                  inbox.ringIfAny();
                });
    @Var List<Slice> taken = new ArrayList<>();
    @Var int next = 0;
    while (next < frames) {
      taken.clear();
      taken = inbox.take(taken);
      for (var one : taken) {
        assertEquals(frame(next++), one);
      }
      if (taken.isEmpty()) {
        long began = System.nanoTime();
        inbox.await(Duration.ofSeconds(5).toNanos());
        assertTrue(System.nanoTime() - began < 4_000_000_000L, "nobody rang");
      }
    }
    producer.join();
  }

  @Test
  @Timeout(10)
  @DisplayName("a bell that was rung before the wait ends it")
  void rungBefore() {
    inbox.ring();
    inbox.await(Duration.ofSeconds(9).toNanos());
    long began = System.nanoTime();
    inbox.await(1_000_000);
    assertTrue(System.nanoTime() - began >= 1_000_000, "once");
  }
}
