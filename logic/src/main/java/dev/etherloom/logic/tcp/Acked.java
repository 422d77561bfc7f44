package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import io.vavr.control.Option;

/**
 * What came of an acknowledgment: the facts by which {@link Repair} decides.
 *
 * @param una SND.UNA now
 * @param forward whether that moved
 * @param octets how many arrived of which that was not known
 * @param original the lowest end of what arrived and was sent but once
 * @param duplicate whether it says nothing new at all
 * @param refuted segments that came twice, says a D-SACK
 * @param early whether it answers what was sent before anything was sent again (RFC 3522)
 * @param lost whether more was found lost
 * @param congestion whether the network told of congestion
 */
record Acked(
    SeqNum una,
    SeqNum nxt,
    boolean forward,
    int octets,
    Option<SeqNum> original,
    boolean duplicate,
    int refuted,
    boolean early,
    boolean lost,
    boolean congestion,
    Way way) {

  /**
   * @param mss what a segment carries
   * @param smoothed the round-trip time, in nanoseconds
   */
  record Way(int mss, long smoothed, MonotonicTime now) {}

  int mss() {
    return way.mss;
  }

  boolean reaches(SeqNum until) {
    return !una.before(until);
  }
}
