package dev.etherloom.frames.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TimeSliceTest {
  private static final long OTHER = 2_000_000;

  /** A thread of its own, as nothing takes the slice back. */
  private static void inThread(Runnable test) throws InterruptedException {
    var failure = new Throwable[1];
    var thread = Thread.ofPlatform().uncaughtExceptionHandler((_, e) -> failure[0] = e).start(test);
    thread.join();
    if (failure[0] instanceof Error error) {
      throw error;
    }
    assertEquals(null, failure[0]);
  }

  @Test
  @DisplayName("a thread has the slice that it asked for, and others keep theirs")
  void asked() throws InterruptedException {
    long before = TimeSlice.granted();
    assumeTrue(before > 0, "this kernel tells of no slices (Linux 6.12 does)");
    inThread(
        () -> {
          TimeSlice.ask(OTHER);
          assertEquals(OTHER, TimeSlice.granted());
          TimeSlice.ask(TimeSlice.SHORT);
          assertEquals(TimeSlice.SHORT, TimeSlice.granted());
        });
    assertEquals(before, TimeSlice.granted());
    assertNotEquals(TimeSlice.SHORT, before);
  }
}
