package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.Var;

/**
 * A filter that cannot be used, and where.
 *
 * @param text the whole filter
 * @param column of the mistake, counted in characters from 1; one behind the text where it ends
 *     early
 * @param message what is wrong, and what was expected
 */
public record FilterError(String text, int column, String message) {
  private static final int BEFORE = 60;
  private static final int BEHIND = 40;

  /** Three lines: the text, or of a long one what stands around; a caret; the message. */
  @Override
  public String toString() {
    int at = Math.clamp(column - 1L, 0, text.length());
    int from = Math.max(0, at - BEFORE);
    int to = Math.min(text.length(), at + BEHIND);
    var line = new StringBuilder(from > 0 ? "…" : "");
    var caret = new StringBuilder(from > 0 ? " " : "");
    for (@Var int i = from; i < to; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? ' ' : c);
      if (i < at && !Character.isLowSurrogate(c)) {
        caret.append(' ');
      }
    }
    return line.append(to < text.length() ? "…" : "")
        .append('\n')
        .append(caret)
        .append("^\ncolumn ")
        .append(column)
        .append(": ")
        .append(message)
        .toString();
  }
}
