package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.SimFault.unless;

/** What RFC 3168 asks of one side of a connection, as the wire shows it. */
final class SimMarks {
  private static final int ECE = 64;
  private static final int CWR = 128;
  private static final int CONGESTED = 3;

  /** New segments that may go out until it is told that the window was reduced. */
  private static final int MOST = 3_000;

  private boolean asked;
  private boolean refrained;
  private boolean agreed;

  /** Whether a mark came, and the other side has not said that it heard of it. */
  private boolean owes;

  /** New segments sent since the other side told of a mark; -1: none was told of. */
  private int waits = -1;

  /**
   * This side sends.
   *
   * @param fresh whether the octets were never sent before
   * @param over whether the other's end is here, so that it matters no more how fast that sends
   */
  void sends(SimSegment out, boolean fresh, boolean over, SimMarks other) {
    boolean echoes = out.has(ECE);
    if (out.has(SimSegment.SYN)) {
      boolean asks = out.has(SimSegment.ACK) ? echoes && !out.has(CWR) : echoes && out.has(CWR);
      unless(out.ecn() == 0, "a SYN that may be marked");
      asked |= asks;
      refrained |= !asks;
      return;
    }
    agreed = asked && !refrained && other.asked;
    unless(agreed || out.ecn() == 0, "may be marked, though that was not agreed upon");
    unless(out.ecn() != CONGESTED, "marked where it is sent");
    unless(out.ecn() == 0 || fresh, "§6.1.4, §6.1.5: without new octets, and may be marked");
    unless(agreed || (!echoes && !out.has(CWR)), "tells of marks that there are none of");
    unless(!owes || echoes || over, "§6.1.3: keeps a mark to itself");
    waits = out.has(CWR) ? -1 : waits >= 0 && fresh ? waits + 1 : waits;
    unless(waits < MOST, "§6.1.2: does not say that the window was reduced");
  }

  /**
   * What the other side sent reaches this one, in good order and of this connection.
   *
   * @param known whether all its octets are here, so that a mark on it says nothing (§6.1.5)
   */
  void hears(SimSegment in, boolean known) {
    if (!agreed || in.has(SimSegment.SYN)) {
      return;
    }
    if (in.has(CWR)) {
      owes = false;
    }
    owes |= in.ecn() == CONGESTED && !known;
    waits = in.has(ECE) && waits < 0 ? 0 : waits;
  }
}
