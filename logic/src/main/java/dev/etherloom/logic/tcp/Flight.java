package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import io.vavr.control.Option;

/**
 * What is on its way, how much may be, and what is done about losses.
 *
 * @param tail a probe for a loss at the end
 * @param duplicates acknowledgments that came twice, each of which tells of a segment that arrived,
 *     where the peer does not say which (RFC 6582)
 * @param pace how fast it may go out
 * @param overdue when what flies should be looked at again (RFC 8985 §6.2)
 */
record Flight(
    Scoreboard board,
    Rack rack,
    Congestion congestion,
    Recovery recovery,
    Option<Tail> tail,
    int duplicates,
    Option<MonotonicTime> overdue,
    Pace pace) {

  /**
   * A tail loss probe (RFC 8985 §7).
   *
   * @param end SND.NXT when it was sent (TLP.end_seq)
   * @param again whether it was sent before (TLP.is_retrans)
   */
  record Tail(SeqNum end, boolean again) {}

  static Flight opened(SeqNum first, int mss, MonotonicTime now) {
    return new Flight(
        Scoreboard.EMPTY,
        Rack.from(first, now),
        Congestion.initial(first, mss),
        new Recovery.Steady(Option.none(), first.plus(-1)),
        Option.none(),
        0,
        Option.none(),
        Pace.from(now));
  }

  /** Octets on their way, as far as one can tell. */
  int pipe(int mss) {
    int arrived = (int) Math.min((long) duplicates * mss, board.pipe());
    return board.pipe() - arrived;
  }

  /** How much more may be sent; negative where the window shrank. */
  int room(int mss) {
    return congestion.window() - pipe(mss);
  }

  Flight with(Scoreboard next) {
    return next == board
        ? this
        : new Flight(next, rack, congestion, recovery, tail, duplicates, overdue, pace);
  }

  Flight with(Scoreboard.Verdict verdict) {
    boolean same = verdict.board() == board && verdict.next().isEmpty() && overdue.isEmpty();
    return same
        ? this
        : new Flight(
            verdict.board(), rack, congestion, recovery, tail, duplicates, verdict.next(), pace);
  }

  /** What an acknowledgment tells, before anything is made of it. */
  Flight heard(Scoreboard left, Rack known, Recovery going) {
    return new Flight(left, known, congestion, going, tail, duplicates, overdue, pace);
  }

  Flight with(Rack next) {
    return new Flight(board, next, congestion, recovery, tail, duplicates, overdue, pace);
  }

  Flight with(Congestion next) {
    return next == congestion
        ? this
        : new Flight(board, rack, next, recovery, tail, duplicates, overdue, pace);
  }

  Flight with(Recovery next) {
    return new Flight(board, rack, congestion, next, tail, duplicates, overdue, pace);
  }

  Flight with(Option<Tail> next) {
    return new Flight(board, rack, congestion, recovery, next, duplicates, overdue, pace);
  }

  Flight duplicated(int count) {
    return count == duplicates
        ? this
        : new Flight(board, rack, congestion, recovery, tail, count, overdue, pace);
  }

  /** New octets go out, or such as were forgotten. */
  Flight sent(SeqNum seq, Sent sent) {
    int size = sent.end().minus(seq);
    var next = recovery.sent(size, sent.again(), sent.at());
    return departed(board.sent(seq, sent), next, size);
  }

  /** What was lost goes out again. */
  Flight resent(SeqNum seq, Sent sent) {
    int size = sent.end().minus(seq);
    return departed(board.resent(seq, sent), recovery.sent(size, true, sent.at()), size);
  }

  private Flight departed(Scoreboard sent, Recovery next, int octets) {
    return new Flight(sent, rack, congestion, next, tail, duplicates, overdue, pace.sent(octets));
  }

  /** So many octets have arrived, and let others go, as a window that is {@code judged} has it. */
  Flight clocked(int octets, Congestion judged) {
    var next = pace.clocked(octets, judged);
    return judged == congestion
        ? with(next)
        : new Flight(board, rack, judged, recovery, tail, duplicates, overdue, next);
  }

  private Flight with(Pace next) {
    return next == pace
        ? this
        : new Flight(board, rack, congestion, recovery, tail, duplicates, overdue, next);
  }

  /** Counts what may go out at once. */
  Flight paced(long smoothed, MonotonicTime now) {
    return with(pace.counted(congestion, smoothed, now));
  }

  /** An acknowledgment came and was acted upon; a model of the path has its own mind. */
  Flight modelled(Flight before, Acked in) {
    if (!(congestion.growth() instanceof Bbr bbr) || !bbr.isAwake()) {
      return this;
    }
    boolean repaired = before.recovery.isRepairing() && !recovery.isRepairing();
    int kept = repaired ? before.recovery.undoing().get().before().window() : 0;
    var heard = new Bbr.Heard(in.octets(), pipe(in.mss()), rack.at(), in.way(), in.congestion());
    var next = bbr.heard(heard, Math.max(kept, congestion.window()));
    return with(congestion.modelled(next));
  }

  /** A probe for a loss at the end went out (RFC 8985 §7.3). */
  Flight probing(SeqNum nxt, boolean again) {
    return with(Option.some(new Tail(nxt, again)));
  }

  /** What flies from {@code seq} on has to be sent again. */
  Flight lostBehind(SeqNum seq) {
    return with(board.cutAt(seq).lostAt(seq));
  }

  /** Whether a probe may be sent where no acknowledgment comes (RFC 8985 §7.2). */
  boolean mayProbe() {
    return tail.isEmpty()
        && !recovery.isRepairing()
        && board.lost().isEmpty()
        && board.sacked().isEmpty()
        && !board.flying().isEmpty();
  }

  /** Whether new octets go before lost ones, to see whether the timer was wrong (RFC 5682). */
  boolean isTrying() {
    return recovery instanceof Recovery.Timeout(_, _, var doubt) && doubt == Recovery.Doubt.TRIED;
  }

  /** Nothing is known to be on its way any more. */
  Flight forgotten() {
    return new Flight(
        Scoreboard.EMPTY, rack, congestion, recovery, Option.none(), 0, Option.none(), pace);
  }

  /** Looks for losses; {@code smoothed} is the round-trip time in nanoseconds. */
  Flight searched(long smoothed, MonotonicTime now) {
    boolean strict = recovery.isRepairing() || board.sacked().segments() >= Rack.ENOUGH;
    var next = with(board.overdue(rack, rack.span(strict, smoothed), false, now));
    return next.with(congestion.missing(board.pipe() - next.board.pipe()));
  }

  /** The timer for reordering expired: what is overdue by now is lost. */
  Flight overdue(SeqNum nxt, int mss, long smoothed, MonotonicTime now) {
    var next = searched(smoothed, now);
    return next.board.lost().isEmpty() || next.recovery.isRepairing()
        ? next
        : Repair.begun(next, nxt, mss, 0);
  }

  /**
   * The retransmission timer expired (RFC 6298 §5.4, RFC 5681 §3.1, RFC 8985 §6.3).
   *
   * @param first whether it did so the first time since something was acknowledged
   */
  Flight timedOut(SeqNum una, SeqNum nxt, int mss, boolean first, MonotonicTime now) {
    boolean goesOn = recovery.isBefore(una) && !(first && recovery instanceof Recovery.Timeout);
    var undo = goesOn ? recovery.undoing() : Option.<Undo>none();
    var slower = goesOn ? congestion : congestion.reduced(mss);
    boolean reneged = board.sacked().startsAt(una); // RFC 2018 §8
    var found =
        reneged
            ? Scoreboard.EMPTY
            : board.lostAt(una).overdue(rack, rack.span(true, 0), true, now).board();
    return new Flight(
        found,
        rack,
        slower.missing(board.pipe() - found.pipe()).withWindow(found.pipe() + mss),
        new Recovery.Timeout(nxt, undo.getOrElse(Undo.of(congestion)), Recovery.Doubt.NEW),
        Option.none(),
        0,
        Option.none(),
        pace);
  }
}
