package dev.etherloom.logic.decode.print;

import dev.etherloom.frames.TextWriter;

/** Colours of a terminal (ECMA-48 SGR), or none. */
public enum Style {
  PLAIN,
  COLOURED;

  void faint(TextWriter out, Runnable text) {
    around("2", out, text);
  }

  void strong(TextWriter out, Runnable text) {
    around("36", out, text);
  }

  void alarm(TextWriter out, Runnable text) {
    around("31", out, text);
  }

  private void around(String code, TextWriter out, Runnable text) {
    if (this == PLAIN) {
      text.run();
      return;
    }
    out.put("\033[").put(code).put('m');
    text.run();
    out.put("\033[0m");
  }
}
