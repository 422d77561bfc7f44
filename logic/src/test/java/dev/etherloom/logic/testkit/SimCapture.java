package dev.etherloom.logic.testkit;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.capture.Direction;
import dev.etherloom.logic.capture.Pcapng;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what one of the stacks sends and receives into a file. */
public final class SimCapture implements SimNet.Observer, AutoCloseable {
  private final int port;
  private final OutputStream out;

  public SimCapture(int port, Path file) throws IOException {
    this.port = port;
    Files.createDirectories(file.getParent());
    out = Files.newOutputStream(file);
    write(Pcapng.fileHeader("host" + port));
  }

  @Override
  public void sent(int from, long at, Slice frame) {
    if (from == port) {
      write(Pcapng.packet(at, Direction.OUTBOUND, frame));
    }
  }

  @Override
  public void delivered(int to, long at, Slice frame, boolean intact) {
    if (to == port) {
      write(Pcapng.packet(at, Direction.INBOUND, frame));
    }
  }

  private void write(Emit block) {
    try {
      out.write(block.toSlice().toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stepped(int from, int frames) {}

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
