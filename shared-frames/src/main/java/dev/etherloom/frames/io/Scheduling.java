package dev.etherloom.frames.io;

import java.nio.ByteBuffer;

/** How the kernel gives its cores to the loops (sched(7)). */
public final class Scheduling {
  private static final int SCHED_BATCH = 3;
  private static final ByteBuffer NO_PRIORITY = LibC.memory(4);

  private Scheduling() {}

  /**
   * From now on who is woken for this thread's frames lets another finish first, so that more of
   * them come at once: several percent more requests where all cores are busy, and nothing else
   * where they are not. Needs no privilege; where the kernel refuses, things stay as they are.
   */
  public static void takeTurns() {
    var _ = LibC.C.sched_setscheduler(0, SCHED_BATCH, LibC.address(NO_PRIORITY));
  }
}
