package dev.etherloom.frames.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What statx(2) says of a path, again and again. */
class FileStatusTest {
  @TempDir Path folder;

  @Test
  @DisplayName("nothing, a file, the same file, another in its place, nothing again")
  void identity() throws IOException {
    var path = folder.resolve("a file");
    var status = new FileStatus(path);
    assertTrue(status.identity().isEmpty());
    var _ = Files.writeString(path, "a");
    var first = status.identity();
    assertTrue(first.isDefined());
    assertEquals(first, status.identity());
    assertEquals(first, new FileStatus(path).identity());
    assertFalse(status.isSocket());
    var other = Files.writeString(folder.resolve("other"), "b");
    var _ = Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    assertTrue(status.identity().isDefined());
    assertNotEquals(first, status.identity());
    Files.delete(path);
    assertFalse(status.read());
  }

  @Test
  @DisplayName("a socket is told from what else may stand there")
  void socket() throws IOException {
    var path = folder.resolve("socket");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      var _ = server.bind(UnixDomainSocketAddress.of(path));
      var status = new FileStatus(path);
      assertTrue(status.read() && status.isSocket());
    }
  }
}
