package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.SeqNum;
import io.vavr.collection.List;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What arrived ahead of its turn (RFC 9293 §3.10.7.4, SHLD-31), as runs without holes. Where octets
 * come twice the first ones stay. Against a peer that sends crumbs (CVE-2018-5390) their weight is
 * bounded, each arrival costs logarithmic time, and joining runs moves the shorter one.
 *
 * @param runs by the number of their first octet; no two touch
 * @param weight what keeping them costs, in octets ({@link Memory#weight})
 * @param recent numbers in the runs that grew last, for SACK (RFC 2018 §4)
 * @param end where the peer's FIN stands, once that is known
 */
record OutOfOrder(SeqMap<Run> runs, int weight, List<SeqNum> recent, Option<SeqNum> end) {
  private static final int MOST_BLOCKS = 4;
  static final OutOfOrder EMPTY = new OutOfOrder(SeqMap.empty(), 0, List.empty(), Option.none());

  /**
   * Octets without a hole.
   *
   * @param end the number behind the last
   */
  record Run(Vector<Slice> pieces, int weight, SeqNum end) {
    static Run at(SeqNum start) {
      return new Run(Vector.empty(), 0, start);
    }

    Run with(Slice octets, SeqNum next) {
      return new Run(pieces.append(octets), weight + Memory.weight(octets), next);
    }

    Run joined(Run later) {
      var all =
          pieces.size() < later.pieces.size()
              ? later.pieces.prependAll(pieces)
              : pieces.appendAll(later.pieces);
      return new Run(all, weight + later.weight, later.end);
    }

    /** Without its first octets. */
    Run behind(int skip) {
      @Var var rest = pieces;
      @Var int lighter = weight;
      @Var int left = skip;
      while (left > 0 && left >= rest.head().length()) {
        left -= rest.head().length();
        lighter -= Memory.weight(rest.head());
        rest = rest.tail();
      }
      return new Run(left == 0 ? rest : rest.update(0, rest.head().from(left)), lighter, end);
    }
  }

  /** What of {@code first} to before {@code last} is here already, in the first run of it. */
  Option<SackBlock> common(SeqNum first, SeqNum last) {
    var before = runs.floor(first).filter(run -> run.value().end().after(first));
    var run = before.isDefined() ? before : runs.ceiling(first);
    return run.filter(it -> it.key().before(last))
        .map(it -> new SackBlock(it.key().later(first), it.value().end().earlier(last)));
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  OutOfOrder finishingAt(SeqNum fin) {
    return end.isDefined() ? this : new OutOfOrder(runs, weight, recent, Option.some(fin));
  }

  /** Nothing is kept (RFC 2018 §8 allows it); where the FIN stands is still known. */
  OutOfOrder discarded() {
    return new OutOfOrder(SeqMap.empty(), 0, List.empty(), end);
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
      return new OutOfOrder(runs, weight, reported(before.get().key()), end);
    }
    var from = at.plus(known);
    var room = swallowed(from, at.plus(octets.length()));
    var behind = room.runs.ceiling(from).filter(run -> !run.key().after(at.plus(octets.length())));
    var until = behind.map(SeqMap.Node::key).getOrElse(at.plus(octets.length()));
    var fresh = Memory.frugal(octets.slice(known, until.minus(from)));
    var start = before.map(SeqMap.Node::key).getOrElse(at);
    var grown = before.map(SeqMap.Node::value).getOrElse(Run.at(at)).with(fresh, until);
    var whole = behind.isEmpty() ? grown : grown.joined(behind.get().value());
    var rest = behind.isEmpty() ? room.runs : room.runs.remove(behind.get().key());
    int heavier = room.weight + Memory.weight(fresh);
    return new OutOfOrder(rest.put(start, whole), heavier, reported(start), end);
  }

  /** Without the runs that lie wholly between two numbers. */
  private OutOfOrder swallowed(SeqNum from, SeqNum until) {
    @Var var left = runs;
    @Var int sum = weight;
    @Var var next = left.ceiling(from);
    while (next.isDefined() && !next.get().value().end().after(until)) {
      sum -= next.get().value().weight();
      left = left.remove(next.get().key());
      next = left.ceiling(from);
    }
    return new OutOfOrder(left, sum, recent, end);
  }

  private List<SeqNum> reported(SeqNum start) {
    return recent.remove(start).prepend(start).take(MOST_BLOCKS);
  }

  /** What follows {@code nxt} without a hole is taken out. */
  Taken takenFrom(SeqNum nxt) {
    @Var var left = runs;
    @Var int sum = weight;
    @Var var first = left.first();
    while (first.isDefined() && !first.get().key().after(nxt)) {
      var run = first.get().value();
      left = left.remove(first.get().key());
      sum -= run.weight();
      if (run.end().after(nxt)) {
        var fresh = run.behind(nxt.minus(first.get().key()));
        return new Taken(new OutOfOrder(left, sum, recent, end), fresh);
      }
      first = left.first();
    }
    return new Taken(new OutOfOrder(left, sum, recent, end), Run.at(nxt));
  }

  /** What came in order at last, maybe nothing, and the rest. */
  record Taken(OutOfOrder rest, Run fresh) {}

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
