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
 * @param front SND.NXT once they had gone out
 */
record Sent(SeqNum end, MonotonicTime at, boolean again, SeqNum front) {
  /** New octets, or such as were forgotten, are the front. */
  static Sent ahead(SeqNum end, MonotonicTime at, boolean again) {
    return new Sent(end, at, again, end);
  }

  /** Those of them before {@code cut}. */
  Sent until(SeqNum cut) {
    return cut.equals(end) ? this : new Sent(cut, at, again, front);
  }

  /**
   * Whether these went out after others did (RFC 8985 §3). At one moment many acknowledgments may
   * be answered: what goes again then went after what was new by then, whatever its numbers.
   */
  boolean isAfter(Sent other) {
    if (!at.equals(other.at)) {
      return other.at.isBefore(at);
    }
    if (!front.equals(other.front)) {
      return front.after(other.front);
    }
    return again == other.again ? end.after(other.end) : again;
  }
}
