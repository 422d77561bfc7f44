package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import io.vavr.collection.Queue;
import io.vavr.control.Option;

/**
 * What became of all that was sent and is not acknowledged (RFC 6675 §3): every number between
 * SND.UNA and SND.NXT is either on its way, or with the peer out of order, or taken for lost. Each
 * changes its place a bounded number of times, so an acknowledgment costs logarithmic time for what
 * it tells anew and nothing for what it repeats. A peer can cut a segment at multiples of the MSS
 * only, so that what is kept here is bounded by what was sent (CVE-2019-11478).
 *
 * @param flying on its way, by first number
 * @param lost to be sent again, by first number
 * @param sacked with the peer, out of order
 * @param order what was sent, the oldest first; may name what flies no more
 * @param pipe octets on their way
 */
record Scoreboard(
    SeqMap<Sent> flying, SeqMap<Sent> lost, Ranges sacked, Queue<Departure> order, int pipe) {
  static final Scoreboard EMPTY =
      new Scoreboard(SeqMap.empty(), SeqMap.empty(), Ranges.NONE, Queue.empty(), 0);

  /** Numbers that went out at one moment in one segment. */
  record Departure(SeqNum seq, Sent sent) {}

  boolean isEmpty() {
    return flying.isEmpty() && lost.isEmpty() && sacked.isEmpty();
  }

  /** Numbers behind all others go out. */
  Scoreboard sent(SeqNum seq, Sent sent) {
    int size = sent.end().minus(seq);
    var departures = order.append(new Departure(seq, sent));
    return new Scoreboard(flying.put(seq, sent), lost, sacked, departures, pipe + size);
  }

  /** The first of what is lost goes out once more. */
  Scoreboard resent(SeqNum seq, Sent sent) {
    var hole = lost.floor(seq).get().value();
    var without = lost.remove(seq);
    var left = hole.end().after(sent.end()) ? without.put(sent.end(), hole) : without;
    return new Scoreboard(flying, left, sacked, order, pipe).sent(seq, sent);
  }

  /** All before {@code ack} is with the peer (SND.UNA goes on). */
  Tally acknowledged(SeqNum una, SeqNum ack, Tally start) {
    var tally = start.with(this).taken(una, ack, 1);
    var board = tally.board();
    return tally.with(
        board.flying.isEmpty() && board.lost.isEmpty()
            ? EMPTY.with(board.sacked.from(ack))
            : board.with(board.sacked.from(ack)).departedFrom(ack));
  }

  /** Without the oldest departures that are all before {@code ack}: those would gather. */
  private Scoreboard departedFrom(SeqNum ack) {
    @Var var left = order;
    while (!left.isEmpty() && !left.head().sent.end().after(ack)) {
      left = left.tail();
    }
    return left == order ? this : new Scoreboard(flying, lost, sacked, left, pipe);
  }

  private Scoreboard with(Ranges next) {
    return next == sacked ? this : new Scoreboard(flying, lost, next, order, pipe);
  }

  /** What is sent between two numbers is with the peer, out of order. */
  Scoreboard arrived(SeqNum from, SeqNum to, int mss) {
    return with(sacked.with(from, to, Math.ceilDiv(to.minus(from), mss)));
  }

  Scoreboard withFlying(SeqMap<Sent> next, int octets) {
    return new Scoreboard(next, lost, sacked, order, octets);
  }

  Scoreboard withLost(SeqMap<Sent> next) {
    return new Scoreboard(flying, next, sacked, order, pipe);
  }

  /** The segment at {@code una} is taken for lost, whole or what flies of it. */
  Scoreboard lostAt(SeqNum una) {
    return flying
        .ceiling(una)
        .filter(node -> node.key().equals(una))
        .map(node -> moved(node.key(), node.value()))
        .getOrElse(this);
  }

  /** What flies over {@code seq} is cut there. */
  Scoreboard cutAt(SeqNum seq) {
    return flying
        .floor(seq)
        .filter(node -> node.key().before(seq) && node.value().end().after(seq))
        .map(
            node -> {
              var head = flying.put(node.key(), node.value().until(seq));
              return withFlying(head.put(seq, node.value()), pipe);
            })
        .getOrElse(this);
  }

  private Scoreboard moved(SeqNum seq, Sent sent) {
    int size = sent.end().minus(seq);
    return new Scoreboard(flying.remove(seq), lost.put(seq, sent), sacked, order, pipe - size);
  }

  /** What was found when looking for losses: the next moment to look is {@code next}. */
  record Verdict(Scoreboard board, Option<MonotonicTime> next) {}

  /**
   * Takes for lost what went out before {@code rack}'s latest and is overdue (RFC 8985 §6.2, step
   * 5).
   *
   * @param span how long what flies may take, in nanoseconds
   * @param all whether it does not matter what went out later (§6.3)
   */
  Verdict overdue(Rack rack, long span, boolean all, MonotonicTime now) {
    @Var var board = this;
    while (!board.order.isEmpty()) {
      var first = board.order.head();
      var piece = board.piece(first);
      if (piece.isEmpty()) {
        board = board.withoutFirst();
      } else if (!all && !rack.isAfter(piece.get().value())) {
        return new Verdict(board, Option.none());
      } else if (now.nanos() - first.sent.at().nanos() < span) {
        var due = new MonotonicTime(first.sent.at().nanos() + span);
        return new Verdict(board, Option.some(due));
      } else {
        board = board.moved(piece.get().key(), piece.get().value());
      }
    }
    return new Verdict(board, Option.none());
  }

  private Scoreboard withoutFirst() {
    return new Scoreboard(flying, lost, sacked, order.tail(), pipe);
  }

  /** What flies of a departure: cut by acknowledgments, but not sent since. */
  private Option<SeqMap.Node<Sent>> piece(Departure departure) {
    var whole = departure.sent;
    @Var var next = flying.ceiling(departure.seq);
    while (next.isDefined() && next.get().key().before(whole.end())) {
      if (next.get().value().at().equals(whole.at())) {
        return next;
      }
      next = flying.ceiling(next.get().value().end());
    }
    return Option.none();
  }

  /** Nothing was lost after all. */
  Scoreboard restored() {
    @Var var board = this;
    @Var var next = lost.first();
    while (next.isDefined()) {
      var seq = next.get().key();
      var sent = next.get().value();
      board = new Scoreboard(board.flying, board.lost.remove(seq), sacked, board.order, board.pipe);
      board = board.sent(seq, sent);
      next = board.lost.first();
    }
    return board;
  }
}
