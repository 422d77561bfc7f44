package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What an acknowledgment does to the sending half: it is counted (RFC 6675), timed (RFC 6298),
 * searched for losses (RFC 8985, RFC 6582), and then {@link Repair} decides.
 */
final class Acking {
  private Acking() {}

  static Send of(Send send, Told told, Terms terms, MonotonicTime now) {
    int mss = terms.segment();
    boolean forward = told.ack().after(send.una());
    var tally = counted(send, told, terms, now);
    var way = way(tally, told, terms, forward);
    var timer = send.retransmit();
    var retransmit = way.isEmpty() ? timer : timer.sampled(way.get());
    var una = forward ? told.ack() : send.una();
    var nxt = send.nxt().later(una);
    int refuted = told.twice(send.una()).map(block -> segments(block, mss)).getOrElse(0);
    var flight = heard(send.flight(), tally, refuted, una, nxt);
    boolean duplicate = !forward && told.bare() && send.isOutstanding();
    var searched =
        terms.sack()
            ? flight.searched(retransmit.rtt().smoothed(), now)
            : guessed(flight, duplicate, forward, tally.octets(), una, mss);
    var acked =
        new Acked(
            una,
            nxt,
            forward,
            terms.sack() ? tally.octets() : arrived(send.flight(), duplicate, tally, mss),
            terms.sack() || !tally.again() ? tally.original() : Option.none(),
            duplicate,
            refuted,
            forward && isEarly(send.flight().recovery(), told, terms),
            searched.board().lost() != flight.board().lost(),
            told.congestion(),
            new Acked.Way(mss, retransmit.rtt().smoothed(), now));
    var repaired = Repair.of(searched, acked);
    var judged = judged(repaired.congestion(), una, nxt, way);
    var left = repaired.clocked(acked.octets(), judged).modelled(send.flight(), acked);
    return send.acknowledged(una, nxt, left, retransmit, now);
  }

  /** Slow start is judged once the window has grown (RFC 9406 §4.2). */
  private static Congestion judged(
      Congestion congestion, SeqNum una, SeqNum nxt, Option<Long> way) {
    return way.isEmpty() ? congestion : congestion.measured(una, nxt, way.get());
  }

  private static Tally counted(Send send, Told told, Terms terms, MonotonicTime now) {
    var flight = send.flight();
    var stamps = told.stamps();
    var answered = stamps.isEmpty() ? now : terms.until(stamps.get().echo(), now);
    var start = Tally.from(flight.board(), flight.rack(), answered, now);
    boolean forward = told.ack().after(send.una());
    var tally = forward ? flight.board().acknowledged(send.una(), told.ack(), start) : start;
    if (told.blocks().isEmpty()) {
      return tally;
    }
    var una = forward ? told.ack() : send.una();
    return ascending(
            told.blocks().filter(block -> block.left().after(una) && isSent(block, send.nxt())))
        .foldLeft(tally, (sofar, block) -> sofar.sacked(block, terms.segment()));
  }

  /** The newest block comes first (RFC 2018 §4), which must not pass for a change of the order. */
  private static Vector<SackBlock> ascending(Vector<SackBlock> blocks) {
    return blocks.length() < 2
        ? blocks
        : blocks.sorted((one, other) -> one.left().minus(other.left()));
  }

  private static boolean isSent(SackBlock block, SeqNum nxt) {
    return block.left().before(block.right()) && !block.right().after(nxt);
  }

  /** After a retransmission only a timestamp tells the time of the way (RFC 7323 §4). */
  private static Option<Long> way(Tally tally, Told told, Terms terms, boolean forward) {
    if (tally.sample().isDefined()) {
      return Option.some(tally.now().nanos() - tally.sample().get().nanos());
    }
    boolean echoes = forward && tally.octets() > 0 && told.stamps().isDefined();
    return echoes
        ? Option.some(terms.since(told.stamps().get().echo(), tally.now()))
        : Option.none();
  }

  private static int segments(SackBlock block, int mss) {
    return Math.ceilDiv(block.right().minus(block.left()), mss);
  }

  private static Flight heard(Flight flight, Tally tally, int refuted, SeqNum una, SeqNum nxt) {
    var rack = tally.rack().acknowledged(una);
    return flight.heard(
        tally.board(),
        refuted > 0 ? rack.refuted(nxt) : rack,
        refuted > 0 ? flight.recovery().refuted(refuted) : flight.recovery());
  }

  /** The acknowledgment answers what went out before anything was sent again (RFC 3522 §3.2). */
  private static boolean isEarly(Recovery recovery, Told told, Terms terms) {
    var since = recovery.undoing().flatMap(Undo::since);
    return recovery.isRepairing()
        && since.isDefined()
        && told.stamps().exists(stamps -> terms.stamp(since.get()) - stamps.echo() > 0);
  }

  /** Without SACK: the third duplicate tells of a loss, and so does half an advance (RFC 6582). */
  private static Flight guessed(
      Flight flight, boolean duplicate, boolean forward, int octets, SeqNum una, int mss) {
    if (forward) {
      boolean partial =
          flight.recovery() instanceof Recovery.Fast && flight.recovery().isBefore(una);
      int left = Math.max(0, flight.duplicates() - octets / mss + 1);
      return partial
          ? flight.duplicated(left).with(flight.board().lostAt(una))
          : flight.duplicated(0);
    }
    if (!duplicate) {
      return flight;
    }
    var more = flight.duplicated(flight.duplicates() + 1);
    boolean enough = more.duplicates() >= Rack.ENOUGH && flight.recovery().mayBegin(una);
    return enough ? more.with(more.board().lostAt(una)) : more;
  }

  /** Without SACK: a duplicate says that some segment has arrived. */
  private static int arrived(Flight before, boolean duplicate, Tally tally, int mss) {
    long known = (long) before.duplicates() * mss;
    return duplicate ? mss : tally.octets() == 0 ? 0 : (int) Math.max(mss, tally.octets() - known);
  }
}
