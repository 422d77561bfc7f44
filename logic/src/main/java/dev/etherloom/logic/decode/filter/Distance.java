package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.Var;
import java.util.Locale;

/** How far two names are from each other. */
final class Distance {
  private Distance() {}

  /** Small letters: names have no others. */
  static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * Characters to insert, delete, replace, or exchange with their neighbor (optimal string
   * alignment).
   */
  static int of(String a, String b) {
    @Var var older = new int[b.length() + 1];
    @Var var last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      var row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], older[j - 2] + 1);
        }
      }
      older = last;
      last = row;
    }
    return last[b.length()];
  }
}
