package dev.etherloom.frames.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.io.DatagramPair.Event;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SharedFramesTest {
  private static final int F_SETFL = 4;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int MORE_THAN_A_PIPE_HOLDS = 20_000;

  /** What arrives beside the first frame: the same open files under numbers of one's own. */
  private static int[] received(SharedFrames given) {
    int[] fds = Descriptors.in(given.message(), 0);
    for (int i = 0; i < fds.length; i++) {
      fds[i] = LibC.C.fcntl(fds[i], F_DUPFD_CLOEXEC, 0);
    }
    return fds;
  }

  @Test
  @DisplayName(
      "a peer that is rung for each frame, hears nothing and lets its ends block holds nobody up")
  void deafPeer() {
    var binder = SharedFrames.create().get();
    int[] fds = received(binder);
    var hostile = SharedFrames.given(fds).get();
    for (int fd : fds) {
      var _ = LibC.C.fcntl(fd, F_SETFL, 0);
    }
    var counters = new Counters<>(Event.class, Event::name);
    var batch = new SendBatch(new FrameMemory());
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (int i = 0; i < MORE_THAN_A_PIPE_HOLDS; i++) {
            assertTrue(hostile.reader().sleep());
            batch.add(FrameMemory.slot(0), 60);
            binder.send(batch, 0, counters);
            assertEquals(1, hostile.reader().find());
          }
        });
    assertEquals(MORE_THAN_A_PIPE_HOLDS, counters.get(Event.SENT));
    hostile.close();
    binder.close();
  }
}
