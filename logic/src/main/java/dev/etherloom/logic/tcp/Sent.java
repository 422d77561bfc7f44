package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;

/**
 * Numbers that went out in one segment.
 *
 * @param end the number behind the last
 * @param at when they went out last
 * @param again whether they went out more than once, so that an acknowledgment does not tell which
 *     of the two it means (Karn's algorithm, RFC 6298 §3)
 */
record Sent(SeqNum end, MonotonicTime at, boolean again) {
  /** Those of them before {@code cut}. */
  Sent until(SeqNum cut) {
    return cut.equals(end) ? this : new Sent(cut, at, again);
  }

  /** Whether these went out after others did; of one moment, the higher numbers (RFC 8985 §3). */
  boolean isAfter(MonotonicTime other, SeqNum otherEnd) {
    return other.isBefore(at) || (at.equals(other) && end.after(otherEnd));
  }
}
