package dev.etherloom.frames.io;

import java.nio.ByteBuffer;

/** File descriptors beside a datagram, as a control message (SCM_RIGHTS in unix(7), cmsg(3)). */
final class Descriptors {
  private static final int HEADER = 16;
  private static final int AT_LEVEL = 8;
  private static final int AT_TYPE = 12;
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;

  private Descriptors() {}

  /** Octets of a control message that carries so many. */
  static int length(int count) {
    return HEADER + ((4 * count + 7) & ~7);
  }

  /** Writes a control message that carries {@code fds}, in native byte order. */
  static void put(ByteBuffer message, int... fds) {
    message.putLong(0, HEADER + 4 * fds.length);
    message.putInt(AT_LEVEL, SOL_SOCKET).putInt(AT_TYPE, SCM_RIGHTS);
    for (int i = 0; i < fds.length; i++) {
      message.putInt(HEADER + 4 * i, fds[i]);
    }
  }

  /** The descriptors in the control message at {@code at}, which are this process's now. */
  static int[] in(ByteBuffer ancillary, int at) {
    boolean rights =
        ancillary.getInt(at + AT_LEVEL) == SOL_SOCKET
            && ancillary.getInt(at + AT_TYPE) == SCM_RIGHTS;
    var fds = new int[rights ? (int) (ancillary.getLong(at) - HEADER) / 4 : 0];
    for (int i = 0; i < fds.length; i++) {
      fds[i] = ancillary.getInt(at + HEADER + 4 * i);
    }
    return fds;
  }

  static void close(int... fds) {
    for (int fd : fds) {
      var _ = LibC.C.close(fd);
    }
  }
}
