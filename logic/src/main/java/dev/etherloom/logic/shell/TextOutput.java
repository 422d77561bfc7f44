package dev.etherloom.logic.shell;

import dev.etherloom.frames.TextWriter;
import java.io.IOException;
import java.io.OutputStream;

/** Text on its way to a stream, in large pieces. */
final class TextOutput {
  private static final int PIECE = 1 << 16;

  private final OutputStream stream;
  private final TextWriter text = new TextWriter(2 * PIECE);

  TextOutput(OutputStream stream) {
    this.stream = stream;
  }

  /** Where to write. */
  TextWriter text() {
    return text;
  }

  /** Passes on what has come together, if it is much. */
  void pass() throws IOException {
    if (text.length() >= PIECE) {
      flush();
    }
  }

  void flush() throws IOException {
    text.writeTo(stream);
    stream.flush();
    text.clear();
  }
}
