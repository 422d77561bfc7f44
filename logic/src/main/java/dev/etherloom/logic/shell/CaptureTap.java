package dev.etherloom.logic.shell;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.capture.Direction;
import dev.etherloom.logic.capture.Pcapng;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the frames that pass to a pcapng file, stamped in nanoseconds as they pass; any thread may
 * give some. A disk that fills up ends the capture, with an error in the log, not the stack.
 */
final class CaptureTap implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CaptureTap.class);
  private static final int BUFFER = 1 << 20;
  private static final long SECOND = 1_000_000_000L;

  private final Path file;
  private final FileChannel channel;
  private final Clock clock;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final Writer writer = Writer.into(buffer);
  private boolean broken;

  private CaptureTap(Path file, FileChannel channel, Clock clock) {
    this.file = file;
    this.channel = channel;
    this.clock = clock;
  }

  /** Makes the file, or empties it. */
  static CaptureTap create(Path file, String interfaceName) {
    try {
      var channel =
          FileChannel.open(
              file,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING);
      var tap = new CaptureTap(file, channel, Clock.systemUTC());
      tap.write(Pcapng.fileHeader(interfaceName));
      tap.flush();
      return tap;
    } catch (IOException e) {
      throw new ConfigException("--capture " + file + ": cannot be written: " + e);
    }
  }

  synchronized void frame(Direction direction, Slice frame) {
    write(Pcapng.packet(nanos(clock.instant()), direction, frame));
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * SECOND + time.getNano();
  }

  private void write(Emit block) {
    if (writer.position() + block.length() > BUFFER) {
      flush();
    }
    if (!broken) {
      block.emit(writer);
    }
  }

  /** Hands all blocks so far to the kernel. */
  synchronized void flush() {
    if (broken || writer.position() == 0) {
      return;
    }
    buffer.position(0).limit(writer.position());
    try {
      while (buffer.hasRemaining()) {
        var _ = channel.write(buffer);
      }
    } catch (IOException e) {
      broken = true;
      LOG.error("the capture to {} ends here: {}", file, e.toString());
    }
    buffer.clear();
    writer.restart(0);
  }

  @Override
  public synchronized void close() {
    flush();
    try {
      channel.close();
    } catch (IOException e) {
      LOG.error("closing the capture {}: {}", file, e.toString());
    }
  }
}
