package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.control.Option;

/**
 * How it was before the window was reduced, in case nothing was lost (RFC 3708, RFC 4015).
 *
 * @param before the window then
 * @param resent segments sent again since, of which no D-SACK said that it was in vain
 * @param again whether any was sent again
 * @param since when the first of them went out
 */
record Undo(Congestion before, int resent, boolean again, Option<MonotonicTime> since) {
  static Undo of(Congestion before) {
    return new Undo(before, 0, false, Option.none());
  }

  Undo sentAgain(MonotonicTime now) {
    return new Undo(before, resent + 1, true, since.isEmpty() ? Option.some(now) : since);
  }

  Undo refuted(int segments) {
    return segments == 0 ? this : new Undo(before, Math.max(0, resent - segments), again, since);
  }

  /** Whether all that was sent again was sent in vain. */
  boolean isProven() {
    return again && resent == 0;
  }
}
