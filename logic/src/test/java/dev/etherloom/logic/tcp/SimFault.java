package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.FormatMethod;

/** Something that has to hold does not. */
final class SimFault extends AssertionError {
  private static final long serialVersionUID = 1;

  private SimFault(String what) {
    super(what);
  }

  @FormatMethod
  static void unless(boolean holds, String what, Object... values) {
    if (!holds) {
      throw new SimFault(what.formatted(values));
    }
  }
}
