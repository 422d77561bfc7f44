package dev.etherloom.frames.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the kernel makes of a wish for short time slices. */
class TimeSliceTest {
  @Test
  @DisplayName("a thread gets the slices that it asks for, and no other does")
  void asked() throws InterruptedException {
    assumeTrue(TimeSlice.granted() > 0, "before Linux 6.12 an ordinary thread has none of its own");
    long others = TimeSlice.granted();
    var granted = new AtomicLong();
    var own =
        Thread.ofPlatform()
            .start(() -> granted.set(TimeSlice.beBrief() ? TimeSlice.granted() : -1));
    own.join();
    assertEquals(TimeSlice.SHORTEST, granted.get());
    assertEquals(others, TimeSlice.granted(), "it was for that thread alone");
  }
}
