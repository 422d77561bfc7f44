package dev.etherloom.logic.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Text on its way to a stream, in large pieces, as UTF-8. */
final class TextOutput {
  private static final int PIECE = 1 << 16;

  private final OutputStream stream;
  private final StringBuilder text = new StringBuilder(2 * PIECE);

  TextOutput(OutputStream stream) {
    this.stream = stream;
  }

  /** Where to append. */
  StringBuilder text() {
    return text;
  }

  /** Writes what has come together, if it is much. */
  void pass() throws IOException {
    if (text.length() >= PIECE) {
      flush();
    }
  }

  void flush() throws IOException {
    stream.write(text.toString().getBytes(StandardCharsets.UTF_8));
    stream.flush();
    text.setLength(0);
  }
}
