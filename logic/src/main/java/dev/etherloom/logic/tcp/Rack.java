package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import io.vavr.control.Option;

/**
 * Losses told by time: what went out before something that has arrived, and a little longer ago
 * than the way takes, is lost (RACK, RFC 8985 §5, §6). Times in nanoseconds.
 *
 * @param latest the latest departure that has arrived (RACK.xmit_ts, RACK.end_seq)
 * @param rtt what the way of the one that arrived last took (RACK.rtt)
 * @param forward the number behind the highest that has arrived (RACK.fack)
 * @param late how far behind what was sent later something arrived, in octets; 0: nothing did
 * @param shortest the shortest way (RACK.min_RTT)
 */
record Rack(
    Sent latest, long rtt, SeqNum forward, int late, Tolerance tolerance, Shortest shortest) {
  /** So many segments beyond a hole say that it is one (DupThresh). */
  static final int ENOUGH = 3;

  private static final int PATIENCE = 16;

  /**
   * How much reordering is borne.
   *
   * @param steps in quarters of the shortest way (RACK.reo_wnd_mult)
   * @param patience for how many recoveries more it is (RACK.reo_wnd_persist)
   * @param round until when a further D-SACK says nothing new (RACK.dsack_round)
   */
  record Tolerance(int steps, int patience, Option<SeqNum> round) {
    static final Tolerance LEAST = new Tolerance(1, 0, Option.none());
  }

  static Rack from(SeqNum first, MonotonicTime now) {
    var opening = Sent.ahead(first, now, false);
    return new Rack(opening, 0, first, 0, Tolerance.LEAST, Shortest.unknown(now));
  }

  /** Whether the network was seen to change the order (RACK.reordering_seen). */
  boolean reordered() {
    return late > 0;
  }

  /** When it went out. */
  MonotonicTime at() {
    return latest.at();
  }

  boolean isAfter(Sent sent) {
    return latest.isAfter(sent);
  }

  /** Something has arrived (steps 1 to 3 of §6.2). */
  Rack delivered(SeqNum start, Sent sent, MonotonicTime now) {
    long span = now.nanos() - sent.at().nanos();
    boolean isEarlier = sent.end().before(forward) && start.before(forward);
    int behind = isEarlier && !sent.again() ? Math.max(late, forward.minus(start)) : late;
    var highest = forward.later(sent.end());
    if (sent.again() && span < shortest.way()) { // which of the two arrived, nobody knows
      return new Rack(latest, rtt, highest, behind, tolerance, shortest);
    }
    var ways = sent.again() ? shortest : shortest.seen(span, now);
    return sent.isAfter(latest)
        ? new Rack(sent, span, highest, behind, tolerance, ways)
        : new Rack(latest, span, highest, behind, tolerance, ways);
  }

  /** A D-SACK says that something was sent again in vain; once a round counts (step 4). */
  Rack refuted(SeqNum nxt) {
    return tolerance.round.isDefined()
        ? this
        : with(new Tolerance(tolerance.steps + 1, PATIENCE, Option.some(nxt)));
  }

  Rack acknowledged(SeqNum ack) {
    return tolerance.round.exists(round -> !ack.before(round))
        ? with(new Tolerance(tolerance.steps, tolerance.patience, Option.none()))
        : this;
  }

  /** A recovery has ended. */
  Rack recovered() {
    int left = tolerance.patience - 1;
    return tolerance.steps == 1
        ? this
        : with(new Tolerance(left <= 0 ? 1 : tolerance.steps, left, tolerance.round));
  }

  private Rack with(Tolerance next) {
    return new Rack(latest, rtt, forward, late, next, shortest);
  }

  /**
   * How long what flies may take at all, reordering borne (step 4).
   *
   * @param strict whether enough is known to do without: in recovery, or with much beyond a hole
   */
  long span(boolean strict, long smoothed) {
    if (strict && !reordered()) {
      return rtt;
    }
    long most = Math.max(smoothed, 1);
    long quarter = shortest.way() / 4;
    return rtt + (quarter > most / tolerance.steps ? most : quarter * tolerance.steps);
  }
}
