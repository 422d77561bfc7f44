package dev.etherloom.frames.io;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.ByteBuffer;

/**
 * How long the scheduler lets a thread run at a stretch (sched_setattr(2); for ordinary threads
 * since Linux 6.12). It changes nothing in what the thread gets in all: who asks for less at a time
 * is let in sooner. A loop that yields while it looks for work is charged a whole slice for every
 * yield, so that with a long one others go before it for many milliseconds.
 */
public final class TimeSlice {
  /** The least that the kernel grants, in nanoseconds. */
  static final long SHORTEST = 100_000;

  private static final boolean ARM = "aarch64".equals(System.getProperty("os.arch"));
  private static final long SET = ARM ? 274 : 314;
  private static final long GET = ARM ? 275 : 315;
  private static final int SIZE = 56;
  private static final int RUNTIME = 24;
  private static final long ITSELF = 0;

  private TimeSlice() {}

  /** Asks for the shortest slices for this thread; whether the kernel took it. */
  @CanIgnoreReturnValue
  public static boolean beBrief() {
    var attributes = LibC.memory(SIZE);
    return read(attributes) && write(attributes.putLong(RUNTIME, SHORTEST));
  }

  /** How long this thread's are, in nanoseconds; 0 where the kernel does not say. */
  static long granted() {
    var attributes = LibC.memory(SIZE);
    return read(attributes) ? attributes.getLong(RUNTIME) : 0;
  }

  private static boolean read(ByteBuffer attributes) {
    return LibC.C.syscall(GET, ITSELF, LibC.address(attributes), SIZE, 0, 0, 0) == 0;
  }

  private static boolean write(ByteBuffer attributes) {
    return LibC.C.syscall(SET, ITSELF, LibC.address(attributes), 0, 0, 0, 0) == 0;
  }
}
