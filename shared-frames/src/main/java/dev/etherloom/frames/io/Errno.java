package dev.etherloom.frames.io;

/** Error numbers that are acted upon (errno(3), the numbers shared by x86-64 and arm64). */
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int EINTR = 4;
  public static final int ENXIO = 6;
  public static final int EAGAIN = 11;
  public static final int ENOMEM = 12;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int ENODEV = 19;
  public static final int EINVAL = 22;
  public static final int EMSGSIZE = 90;
  public static final int EPROTOTYPE = 91;
  public static final int EADDRINUSE = 98;
  public static final int ENETDOWN = 100;
  public static final int ENOBUFS = 105;
  public static final int ENOTCONN = 107;
  public static final int ECONNREFUSED = 111;
  public static final int ECONNRESET = 104;

  private Errno() {}

  /** The error as errno(3) has it, with its number. */
  public static String describe(int errno) {
    return jnr.constants.platform.Errno.valueOf(errno).description() + " (errno " + errno + ")";
  }
}
