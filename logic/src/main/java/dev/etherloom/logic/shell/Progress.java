package dev.etherloom.logic.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How far a long file is read, once a second, where somebody looks on and nothing else is shown.
 */
final class Progress {
  private static final int STRIDE = 4_096;
  private static final long SECOND = 1_000_000_000L;

  private final boolean shown;
  private final long size;
  private long next = System.nanoTime() + SECOND;
  private boolean begun;

  private Progress(boolean shown, long size) {
    this.shown = shown;
    this.size = size;
  }

  /**
   * @param file what is read
   */
  static Progress of(Path file) throws IOException {
    boolean shown = Terminal.isStandardError() && !Terminal.isStandardOutput();
    return new Progress(shown, Files.isRegularFile(file) ? Files.size(file) : 0);
  }

  /**
   * So far have we come.
   *
   * @param position octets of the file read
   */
  void at(long frames, long position) {
    if (!shown || frames % STRIDE != 0 || System.nanoTime() < next) {
      return;
    }
    next = System.nanoTime() + SECOND;
    begun = true;
    var share = size == 0 ? "" : ", %d %%".formatted(Math.min(100, 100 * position / size));
    System.err.printf("\r%,d frames%s ", frames, share);
  }

  /** Wipes the line. */
  void end() {
    if (begun) {
      System.err.print("\r\033[K");
    }
  }
}
