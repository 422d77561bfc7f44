package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.SeqNum;
import io.vavr.collection.List;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What arrived ahead of its turn (RFC 9293 §3.10.7.4, SHLD-31), as runs without holes. Where octets
 * come twice the first ones stay. Against a peer that sends crumbs (CVE-2018-5390) the pieces are
 * bounded, each arrival costs logarithmic time, and joining runs moves the shorter one.
 *
 * @param runs by the number of their first octet; no two touch
 * @param pieces how many slices they hold in all
 * @param recent numbers in the runs that grew last, for SACK (RFC 2018 §4)
 * @param end where the peer's FIN stands, once that is known
 */
record OutOfOrder(SeqMap<Run> runs, int pieces, List<SeqNum> recent, Option<SeqNum> end) {
  /** More than a full window of segments with one hole in front. */
  static final int MOST_PIECES = 1_024;

  private static final int MOST_BLOCKS = 4;
  static final OutOfOrder EMPTY = new OutOfOrder(SeqMap.empty(), 0, List.empty(), Option.none());

  /**
   * Octets without a hole.
   *
   * @param end the number behind the last
   */
  record Run(Vector<Slice> pieces, SeqNum end) {
    private static final Vector<Slice> NOTHING = Vector.empty();

    Run with(Slice octets, SeqNum next) {
      return new Run(pieces.append(octets), next);
    }

    Run joined(Run later) {
      var all =
          pieces.size() < later.pieces.size()
              ? later.pieces.prependAll(pieces)
              : pieces.appendAll(later.pieces);
      return new Run(all, later.end);
    }
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  boolean isFull() {
    return pieces >= MOST_PIECES;
  }

  OutOfOrder finishingAt(SeqNum fin) {
    return end.isDefined() ? this : new OutOfOrder(runs, pieces, recent, Option.some(fin));
  }

  /** Whether all these octets are here already. */
  boolean covers(SeqNum at, int length) {
    return runs.floor(at).exists(run -> !run.value().end().before(at.plus(length)));
  }

  /** Keeps octets, of which some may be here already. */
  OutOfOrder with(SeqNum at, Slice octets) {
    var before = runs.floor(at).filter(run -> !run.value().end().before(at));
    int known = before.map(run -> run.value().end().minus(at)).getOrElse(0);
    if (known >= octets.length()) {
      return new OutOfOrder(runs, pieces, reported(before.get().key()), end);
    }
    var from = at.plus(known);
    var room = swallowed(from, at.plus(octets.length()));
    var behind = room.runs.ceiling(from).filter(run -> !run.key().after(at.plus(octets.length())));
    var until = behind.map(SeqMap.Node::key).getOrElse(at.plus(octets.length()));
    var fresh = octets.slice(known, until.minus(from));
    var start = before.map(SeqMap.Node::key).getOrElse(at);
    var grown =
        before.map(SeqMap.Node::value).getOrElse(new Run(Run.NOTHING, at)).with(fresh, until);
    var whole = behind.isEmpty() ? grown : grown.joined(behind.get().value());
    var rest = behind.isEmpty() ? room.runs : room.runs.remove(behind.get().key());
    return new OutOfOrder(rest.put(start, whole), room.pieces + 1, reported(start), end);
  }

  /** Without the runs that lie wholly between two numbers. */
  private OutOfOrder swallowed(SeqNum from, SeqNum until) {
    @Var var left = runs;
    @Var int count = pieces;
    @Var var next = left.ceiling(from);
    while (next.isDefined() && !next.get().value().end().after(until)) {
      count -= next.get().value().pieces().size();
      left = left.remove(next.get().key());
      next = left.ceiling(from);
    }
    return new OutOfOrder(left, count, recent, end);
  }

  private List<SeqNum> reported(SeqNum start) {
    return recent.remove(start).prepend(start).take(MOST_BLOCKS);
  }

  /** What follows {@code nxt} without a hole is taken out. */
  Taken takenFrom(SeqNum nxt) {
    @Var var left = runs;
    @Var int count = pieces;
    @Var var first = left.first();
    while (first.isDefined() && !first.get().key().after(nxt)) {
      var run = first.get().value();
      left = left.remove(first.get().key());
      count -= run.pieces().size();
      if (run.end().after(nxt)) {
        var octets = behind(run.pieces(), nxt.minus(first.get().key()));
        return new Taken(new OutOfOrder(left, count, recent, end), octets, run.end());
      }
      first = left.first();
    }
    return new Taken(new OutOfOrder(left, count, recent, end), Run.NOTHING, nxt);
  }

  private static Vector<Slice> behind(Vector<Slice> pieces, int skip) {
    @Var var rest = pieces;
    @Var int left = skip;
    while (left > 0 && left >= rest.head().length()) {
      left -= rest.head().length();
      rest = rest.tail();
    }
    return left == 0 ? rest : rest.update(0, rest.head().from(left));
  }

  /** What came in order at last, and the number behind it. */
  record Taken(OutOfOrder rest, Vector<Slice> octets, SeqNum nxt) {}

  /** The runs that grew last, the newest first (RFC 2018 §4), at most {@code most}. */
  Vector<SackBlock> blocks(int most) {
    @Var Vector<SackBlock> blocks = Vector.empty();
    for (var number : recent) {
      var run = runs.floor(number).filter(at -> at.value().end().after(number));
      if (run.isDefined() && blocks.size() < most) {
        var block = new SackBlock(run.get().key(), run.get().value().end());
        blocks = blocks.contains(block) ? blocks : blocks.append(block);
      }
    }
    return blocks;
  }
}
