package dev.etherloom.binder.privilege;

import dev.etherloom.frames.io.LibC;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the kernel says of each thread's privileges (proc(5)), and the call that clears one's own.
 */
final class Capabilities {
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final List<String> SETS = List.of("CapEff:", "CapPrm:", "CapInh:", "CapAmb:");
  private static final int VERSION_3 = 0x2008_0522;
  private static final int PR_CAP_AMBIENT = 47;
  private static final int PR_CAP_AMBIENT_CLEAR_ALL = 4;

  private Capabilities() {}

  /** Whether this thread has any capability. */
  static boolean any() {
    return status(Path.of("/proc/thread-self/status")).stream().anyMatch(Capabilities::isSet);
  }

  /** Takes all from the calling thread, and from what it executes (capset(2)). */
  static void clearOwn() {
    var _ = LibC.C.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    var header = LibC.memory(8).putInt(0, VERSION_3);
    var none = LibC.memory(24);
    var _ =
        LibC.check(
            LibC.C.capset(LibC.address(header), LibC.address(none)), "clearing capabilities");
  }

  /**
   * Makes sure that no thread has a capability and all have no_new_privs.
   *
   * @throws IllegalStateException naming the first thread that has more
   */
  static void proveNone() {
    try (var tasks = Files.list(TASKS)) {
      for (var task : tasks.toList()) {
        for (var line : status(task.resolve("status"))) {
          if (isSet(line) || line.equals("NoNewPrivs:\t0")) {
            throw new IllegalStateException(
                "thread " + task.getFileName() + " still has privileges: " + line);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSet(String line) {
    return SETS.stream().anyMatch(line::startsWith) && !line.matches(".*:\\s*0+");
  }

  private static List<String> status(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of(); // the thread has ended
    }
  }
}
