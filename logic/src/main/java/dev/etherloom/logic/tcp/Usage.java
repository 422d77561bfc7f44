package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.SeqNum;

/**
 * Whether the congestion window is used (RFC 7661, in part): where the user has too little to send,
 * that nothing is lost says nothing about a larger window. Looked at once a round trip.
 *
 * @param until what was seen holds until this is acknowledged
 * @param peak the most octets sent and not acknowledged
 * @param isLimiting whether the window held something back
 */
record Usage(SeqNum until, int peak, boolean isLimiting) {
  static Usage from(SeqNum first) {
    return new Usage(first, 0, false);
  }

  /** Something went out; now there are {@code outstanding} octets before {@code nxt}. */
  Usage sent(SeqNum una, SeqNum nxt, int outstanding, boolean limited) {
    return !una.before(until) || limited || (!isLimiting && outstanding > peak)
        ? new Usage(nxt, outstanding, limited)
        : this;
  }

  /** Whether a window of so many octets may grow. */
  boolean justifies(int window, boolean slowStart) {
    return isLimiting || (slowStart && window < 2L * peak);
  }
}
