package dev.etherloom.frames.io;

import io.vavr.control.Option;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What stands at a path, looked at again and again (statx(2)): the path is encoded once, as that
 * takes ten times as long as the call.
 */
final class FileStatus {
  private static final int AT_FDCWD = -100;
  private static final int STATX_BASIC = 0x7ff;
  private static final int SIZE = 256;
  private static final int MODE_TYPE = 0xf000;
  private static final int MODE_SOCKET = 0xc000;

  private final ByteBuffer path;
  private final ByteBuffer statx = LibC.memory(SIZE);
  private final long pathAt;
  private final long statxAt = LibC.address(statx);

  /**
   * Which file it is: equal for the same one, different once it was replaced. Inode numbers alone
   * are used again, so the change time counts too.
   */
  record Identity(long device, long inode, long changedSeconds, int changedNanos) {}

  FileStatus(Path path) {
    var octets = path.toString().getBytes(StandardCharsets.UTF_8);
    this.path = LibC.memory(octets.length + 1).put(0, octets);
    pathAt = LibC.address(this.path);
  }

  /** Looks; false if there is no file, or none that may be seen. */
  boolean read() {
    return LibC.C.statx(AT_FDCWD, pathAt, 0, STATX_BASIC, statxAt) == 0;
  }

  /** Whether what {@link #read} saw is a socket. */
  boolean isSocket() {
    return (statx.getShort(28) & MODE_TYPE) == MODE_SOCKET;
  }

  /** Looks; none if there is no file, or none that may be seen. */
  Option<Identity> identity() {
    return Option.when(
        read(),
        () ->
            new Identity(
                (long) statx.getInt(136) << 32 | (statx.getInt(140) & 0xffff_ffffL),
                statx.getLong(32),
                statx.getLong(96),
                statx.getInt(104)));
  }
}
