package dev.etherloom.binder.privilege;

import dev.etherloom.frames.io.Account;
import dev.etherloom.frames.io.Errno;
import dev.etherloom.frames.io.LibC;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps to zero. Leaving uid 0 takes the capabilities from every thread, for the C library
 * carries that change to all of them; capset(2) reaches only the thread that calls it, so whoever
 * has capabilities without being root clears its own and executes the program anew, in the same
 * process, with the link's descriptor inherited.
 */
public final class Privileges {
  private static final int PR_SET_DUMPABLE = 4;
  private static final int PR_SET_NO_NEW_PRIVS = 38;

  private Privileges() {}

  /** Whether this process has any capability. */
  public static boolean any() {
    return Capabilities.any();
  }

  /**
   * Becomes another user for good, where this process is root and may.
   *
   * @param group the only other group it keeps
   */
  public static boolean become(Account account, int group) {
    openEveryJar();
    return account.become(group);
  }

  /** The class loader opens jars when it first needs them; afterwards they may be out of reach. */
  private static void openEveryJar() {
    var _ = Privileges.class.getClassLoader().getResource("no/such/resource");
  }

  /**
   * Executes this very command again without any capability; does not return.
   *
   * @param more arguments behind those that this process was started with
   */
  public static void executeAgain(List<String> more) throws IOException {
    noNewPrivileges();
    Capabilities.clearOwn();
    var command = new ArrayList<>(commandLine());
    command.addAll(more);
    var arguments = LibC.memory(8 * (command.size() + 1));
    for (var argument : command) {
      var octets = argument.getBytes(StandardCharsets.UTF_8);
      arguments.putLong(LibC.address(LibC.memory(octets.length + 1).put(octets)));
    }
    var java = Path.of("/proc/self/exe").toRealPath().toString();
    var _ = LibC.C.execv(java, LibC.address(arguments));
    throw new IOException("cannot execute " + java + ": " + Errno.describe(LibC.errno()));
  }

  private static List<String> commandLine() throws IOException {
    var text = Files.readString(Path.of("/proc/self/cmdline"));
    return List.of(text.substring(0, text.length() - 1).split("\0", -1));
  }

  /**
   * The last step: no new privileges, no tracing, a filter on system calls, on every thread; then
   * the proof that none has a capability left.
   */
  public static void confine() {
    noNewPrivileges();
    Seccomp.confine();
    Capabilities.proveNone();
    var _ = LibC.C.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  }

  private static void noNewPrivileges() {
    var _ = LibC.check(LibC.C.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "setting no_new_privs");
  }
}
