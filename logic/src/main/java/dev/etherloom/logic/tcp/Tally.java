package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import io.vavr.control.Option;

/**
 * What an acknowledgment tells anew, being counted.
 *
 * @param octets delivered
 * @param sample when the oldest of them went out that was sent but once
 * @param again whether any of them was sent more than once
 * @param original the lowest end of what was sent but once
 * @param answered what went out later is not what the acknowledgment answers
 */
record Tally(
    Scoreboard board,
    Rack rack,
    int octets,
    Option<MonotonicTime> sample,
    boolean again,
    Option<SeqNum> original,
    MonotonicTime answered,
    MonotonicTime now) {

  static Tally from(Scoreboard board, Rack rack, MonotonicTime answered, MonotonicTime now) {
    return new Tally(board, rack, 0, Option.none(), false, Option.none(), answered, now);
  }

  Tally with(Scoreboard next) {
    return next == board
        ? this
        : new Tally(next, rack, octets, sample, again, original, answered, now);
  }

  /** A block of the peer's; only whole segments of what was sent count. */
  Tally sacked(SackBlock block, int mss) {
    return taken(block.left(), block.right(), mss, true);
  }

  /** What flies, or was taken for lost, between two numbers has arrived. */
  Tally taken(SeqNum from, SeqNum to, int mss) {
    return taken(from, to, mss, false);
  }

  private Tally taken(SeqNum from, SeqNum to, int mss, boolean keep) {
    @Var var tally = this;
    for (boolean fromFlying : new boolean[] {true, false}) {
      @Var var next = first(tally.map(fromFlying), from);
      while (next.isDefined() && next.get().key().before(to)) {
        tally = tally.cut(next.get(), from, to, mss, keep, fromFlying);
        next = tally.map(fromFlying).ceiling(next.get().value().end());
      }
    }
    return tally;
  }

  private static Option<SeqMap.Node<Sent>> first(SeqMap<Sent> map, SeqNum from) {
    var before = map.floor(from).filter(node -> node.value().end().after(from));
    return before.isDefined() ? before : map.ceiling(from);
  }

  private SeqMap<Sent> map(boolean flying) {
    return flying ? board.flying() : board.lost();
  }

  /** Takes out of one segment what lies between two numbers, in multiples of {@code mss}. */
  private Tally cut(
      SeqMap.Node<Sent> node, SeqNum from, SeqNum to, int mss, boolean keep, boolean flying) {
    var seq = node.key();
    var sent = node.value();
    int skip = Math.max(0, from.minus(seq));
    var start = seq.plus(Math.ceilDiv(skip, mss) * mss);
    var end = sent.end().after(to) ? seq.plus(Math.floorDiv(to.minus(seq), mss) * mss) : sent.end();
    if (!start.before(end)) {
      return this;
    }
    var without = map(flying).remove(seq);
    var head = seq.before(start) ? without.put(seq, sent.until(start)) : without;
    var rest = sent.end().after(end) ? head.put(end, sent) : head;
    var left =
        flying ? board.withFlying(rest, board.pipe() - end.minus(start)) : board.withLost(rest);
    return counted(keep ? left.arrived(start, end, mss) : left, start, sent.until(end));
  }

  private Tally counted(Scoreboard left, SeqNum start, Sent sent) {
    int more = octets + sent.end().minus(start);
    boolean first = sent.again() && answered.isBefore(sent.at()); // it was late, not lost
    var next = first ? rack : rack.delivered(start, sent, now);
    if (sent.again()) {
      return new Tally(left, next, more, sample, true, original, answered, now);
    }
    var oldest = Option.some(sample.map(at -> at.earlier(sent.at())).getOrElse(sent.at()));
    var lowest = Option.some(original.map(end -> end.earlier(sent.end())).getOrElse(sent.end()));
    return new Tally(left, next, more, oldest, again, lowest, answered, now);
  }
}
