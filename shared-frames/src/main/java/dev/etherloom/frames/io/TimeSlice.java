package dev.etherloom.frames.io;

import java.nio.ByteBuffer;

/**
 * How long this thread may keep a core before others have their turn (sched(7)).
 *
 * <p>Whoever asks for short slices gets no more time, but gets it soon: since Linux 6.12 a thread
 * that wakes takes the core from one with longer slices, unless it had more than its share. A loop
 * that moves frames needs little, and often beside somebody who computes on and on: the JIT, or the
 * client of a test. Older kernels take no notice.
 */
public final class TimeSlice {
  /** The shortest that is granted, in nanoseconds. */
  public static final long SHORT = 100_000;

  /** As sched_setattr(2) has it, up to and with the period of a deadline. */
  private static final int SIZE = 48;

  private static final int AT_POLICY = 4;
  private static final int AT_RUNTIME = 24;
  private static final int SCHED_OTHER = 0;

  private TimeSlice() {}

  /**
   * Asks for slices of {@code nanos}. A thread that is not scheduled the usual way stays as it is;
   * so does one whose system refuses.
   */
  public static void ask(long nanos) {
    var attributes = LibC.memory(SIZE);
    if (read(attributes) && attributes.getInt(AT_POLICY) == SCHED_OTHER) {
      attributes.putLong(AT_RUNTIME, nanos);
      long setattr = LibC.isArm() ? 274 : 314;
      var _ = LibC.C.syscall(setattr, 0, LibC.address(attributes), 0, 0, 0, 0);
    }
  }

  /** The slice this thread has, in nanoseconds; 0 where the kernel does not say. */
  static long granted() {
    var attributes = LibC.memory(SIZE);
    return read(attributes) ? attributes.getLong(AT_RUNTIME) : 0;
  }

  private static boolean read(ByteBuffer attributes) {
    long getattr = LibC.isArm() ? 275 : 315;
    return LibC.C.syscall(getattr, 0, LibC.address(attributes), SIZE, 0, 0, 0) == 0;
  }
}
