package dev.etherloom.frames.io;

import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A UNIX socket's name in the file system.
 *
 * @param path at most 107 octets
 */
public record SocketFile(Path path) {
  private static final int MAX_PATH = 107;
  private static final int ADDRESS_LENGTH = 110;

  public SocketFile {
    int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_PATH) {
      throw new IllegalArgumentException(
          "socket path of %d octets, at most %d are possible: %s"
              .formatted(length, MAX_PATH, path));
    }
  }

  /** This path as a struct sockaddr_un (unix(7)). */
  ByteBuffer address() {
    var address = LibC.memory(ADDRESS_LENGTH).putShort(0, (short) LibC.AF_UNIX);
    return address.put(2, path.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Connects a socket to an {@link #address} (connect(2)): 0, or the negative error number. */
  static int connect(int fd, ByteBuffer address) {
    return LibC.C.connect(fd, LibC.address(address), ADDRESS_LENGTH) < 0 ? -LibC.errno() : 0;
  }

  /**
   * Makes the path free for a new socket: a socket that nobody holds any more is removed. Refused
   * with an {@link IllegalStateException} that says why: a socket in use, anything that is no
   * socket, and what may not be removed.
   */
  public void clear() {
    var status = new FileStatus(path);
    if (!status.read()) {
      return;
    }
    if (!status.isSocket()) {
      throw new IllegalStateException(path + " exists and is no socket; it is left alone");
    }
    refuseLive();
    if (LibC.C.unlink(path.toString()) < 0) {
      throw new SystemCallException("removing the stale socket " + path, LibC.errno());
    }
  }

  private void refuseLive() {
    int probe = LibC.check(LibC.C.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM, 0), "socket");
    int result = connect(probe, address());
    var _ = LibC.C.close(probe);
    if (result == -Errno.EACCES) {
      throw new IllegalStateException(
          path + " is another user's, and may not be looked at: remove it if nobody uses it");
    }
    if (result != -Errno.ECONNREFUSED) {
      throw new IllegalStateException(
          path
              + " is in use by another process"
              + owner().map(pid -> " (PID " + pid + ")").getOrElse(""));
    }
  }

  /** Who holds the socket at this path, as far as /proc shows it to this user. */
  private Option<Long> owner() {
    try (var lines = Files.lines(Path.of("/proc/net/unix"));
        var processes = Files.list(Path.of("/proc"))) {
      var inode =
          lines
              .filter(line -> line.endsWith(" " + path))
              .map(line -> line.trim().split("\\s+", -1)[6])
              .findFirst();
      return inode.isEmpty()
          ? Option.none()
          : Option.ofOptional(
              processes
                  .filter(process -> process.getFileName().toString().matches("\\d+"))
                  .filter(process -> holds(process, "socket:[" + inode.get() + "]"))
                  .map(process -> Long.valueOf(process.getFileName().toString()))
                  .findFirst());
    } catch (IOException | UncheckedIOException e) {
      return Option.none();
    }
  }

  private static boolean holds(Path process, String link) {
    try (var fds = Files.list(process.resolve("fd"))) {
      return fds.anyMatch(
          fd -> {
            try {
              return Files.readSymbolicLink(fd).toString().equals(link);
            } catch (IOException e) {
              return false;
            }
          });
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
