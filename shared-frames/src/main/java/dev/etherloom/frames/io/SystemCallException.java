package dev.etherloom.frames.io;

/** A system call failed. The message names what was tried and the error as errno(3) has it. */
public final class SystemCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  public SystemCallException(String what, int errno) {
    super(what + ": " + Errno.describe(errno));
    this.errno = errno;
  }

  public int errno() {
    return errno;
  }
}
