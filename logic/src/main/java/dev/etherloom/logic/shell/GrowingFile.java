package dev.etherloom.logic.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that somebody still writes to: its end is waited at, until {@link #stop}. */
final class GrowingFile extends InputStream {
  private static final int PATIENCE_MILLIS = 20;

  /** What is done before waiting. */
  interface Pause {
    void run() throws IOException;
  }

  private final FileChannel channel;
  private final Pause pause;
  private volatile boolean stopped;

  private GrowingFile(FileChannel channel, Pause pause) {
    this.channel = channel;
    this.pause = pause;
  }

  static GrowingFile open(Path file, Pause pause) throws IOException {
    return new GrowingFile(FileChannel.open(file, StandardOpenOption.READ), pause);
  }

  /** From now on the end is the end; from any thread. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] octets, int from, int size) throws IOException {
    while (!stopped) {
      int count = channel.read(ByteBuffer.wrap(octets, from, size));
      if (count > 0) {
        return count;
      }
      pause.run();
      try {
        Thread.sleep(PATIENCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return -1;
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
