package dev.etherloom.logic.decode.print;

/** Colours of a terminal (ECMA-48 SGR), or none. */
public enum Style {
  PLAIN,
  COLOURED;

  void faint(StringBuilder out, Runnable text) {
    around("2", out, text);
  }

  void strong(StringBuilder out, Runnable text) {
    around("36", out, text);
  }

  void alarm(StringBuilder out, Runnable text) {
    around("31", out, text);
  }

  private void around(String code, StringBuilder out, Runnable text) {
    if (this == PLAIN) {
      text.run();
      return;
    }
    out.append("\033[").append(code).append('m');
    text.run();
    out.append("\033[0m");
  }
}
