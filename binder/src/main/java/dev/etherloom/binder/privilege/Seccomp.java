package dev.etherloom.binder.privilege;

import dev.etherloom.frames.io.LibC;
import java.nio.ByteBuffer;

/**
 * A system call filter for all threads (seccomp(2)): what the binder never needs once it runs, and
 * an intruder would, fails with EPERM.
 */
final class Seccomp {
  private static final int LOAD_WORD = 0x20;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_AT_LEAST = 0x35;
  private static final int RETURN = 0x06;
  private static final int AT_NUMBER = 0;
  private static final int AT_ARCHITECTURE = 4;
  private static final int ALLOW = 0x7fff_0000;
  private static final int EPERM = 0x0005_0001;
  private static final int KILL = 0x8000_0000;
  private static final int X32 = 0x4000_0000;
  private static final int SET_MODE_FILTER = 1;
  private static final int ALL_THREADS = 1;

  /** System call numbers of one architecture, and how it names itself to filters. */
  private enum Architecture {
    AMD64(0xc000_003e, 317),
    AARCH64(0xc000_00b7, 277);

    private final int audit;
    private final int seccomp;

    Architecture(int audit, int seccomp) {
      this.audit = audit;
      this.seccomp = seccomp;
    }

    int[] refused() {
      return this == AMD64 ? X86_64 : ARM64;
    }
  }

  /**
   * socket socketpair execve execveat ptrace process_vm_readv, _writev bpf io_uring_setup mount
   * unshare setns init_module finit_module keyctl add_key request_key perf_event_open userfaultfd
   * kexec_load kexec_file_load open_by_handle_at pivot_root chroot reboot swapon pidfd_getfd.
   */
  private static final int[] X86_64 = {
    41, 53, 59, 322, 101, 310, 311, 321, 425, 165, 272, 308, 175, 313, 250, 248, 249, 298, 323, 246,
    320, 304, 155, 161, 169, 167, 438
  };

  private static final int[] ARM64 = {
    198, 199, 221, 281, 117, 270, 271, 280, 425, 40, 97, 268, 105, 273, 219, 217, 218, 241, 282,
    104, 294, 265, 41, 51, 142, 224, 438
  };

  private Seccomp() {}

  /**
   * Puts the filter in force on every thread; no_new_privs, which this thread has, goes with it.
   */
  static void confine() {
    var machine =
        switch (System.getProperty("os.arch")) {
          case "amd64" -> Architecture.AMD64;
          case "aarch64" -> Architecture.AARCH64;
          case null, default ->
              throw new IllegalStateException(
                  "no system call filter for " + System.getProperty("os.arch"));
        };
    int[] refused = machine.refused();
    int checks = refused.length;
    int length = checks + 7;
    var program = LibC.memory(8 * length);
    put(program, LOAD_WORD, 0, 0, AT_ARCHITECTURE);
    put(program, JUMP_IF_EQUAL, 1, 0, machine.audit);
    put(program, RETURN, 0, 0, KILL);
    put(program, LOAD_WORD, 0, 0, AT_NUMBER);
    put(program, JUMP_IF_AT_LEAST, checks + 1, 0, X32);
    for (int i = 0; i < checks; i++) {
      put(program, JUMP_IF_EQUAL, checks - i, 0, refused[i]);
    }
    put(program, RETURN, 0, 0, ALLOW);
    put(program, RETURN, 0, 0, EPERM);
    var header = LibC.memory(16).putShort(0, (short) length);
    header.putLong(8, LibC.address(program));
    long result =
        LibC.C.syscall(
            machine.seccomp, SET_MODE_FILTER, ALL_THREADS, LibC.address(header), 0, 0, 0);
    var _ = LibC.check((int) Math.min(result, 0), "setting the system call filter");
    if (result > 0) {
      throw new IllegalStateException("thread " + result + " does not take the filter");
    }
  }

  private static void put(ByteBuffer program, int code, int jumpTrue, int jumpFalse, int constant) {
    program.putShort((short) code).put((byte) jumpTrue).put((byte) jumpFalse).putInt(constant);
  }
}
