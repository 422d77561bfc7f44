package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.SeqNum;
import io.vavr.control.Option;

/**
 * Numbers that the peer has out of order, as runs that do not touch.
 *
 * @param runs by their first number
 * @param octets how many there are in all
 * @param segments how many segments they came in, about
 */
record Ranges(SeqMap<Run> runs, int octets, int segments) {
  static final Ranges NONE = new Ranges(SeqMap.empty(), 0, 0);

  /** Up to {@code end}, which is not in it. */
  record Run(SeqNum end, int segments) {}

  boolean isEmpty() {
    return runs.isEmpty();
  }

  boolean startsAt(SeqNum number) {
    return runs.first().exists(run -> run.key().equals(number));
  }

  /** With the numbers from {@code from} to before {@code to}, none of which is here yet. */
  Ranges with(SeqNum from, SeqNum to, int more) {
    var before = runs.floor(from).filter(run -> run.value().end.equals(from));
    var behind = runs.ceiling(to).filter(run -> run.key().equals(to));
    var start = before.map(SeqMap.Node::key).getOrElse(from);
    var end = behind.map(run -> run.value().end).getOrElse(to);
    int count = more + segments(before) + segments(behind);
    var rest = behind.isEmpty() ? runs : runs.remove(to);
    return new Ranges(
        rest.put(start, new Run(end, count)), octets + to.minus(from), segments + more);
  }

  private static int segments(Option<SeqMap.Node<Run>> run) {
    return run.map(node -> node.value().segments).getOrElse(0);
  }

  /** Without all before {@code ack}. */
  Ranges from(SeqNum ack) {
    var first = runs.first();
    if (first.isEmpty() || !first.get().key().before(ack)) {
      return this;
    }
    var run = first.get().value();
    var rest = runs.remove(first.get().key());
    int gone = run.end.earlier(ack).minus(first.get().key());
    if (run.end.after(ack)) {
      return new Ranges(rest.put(ack, run), octets - gone, segments);
    }
    return new Ranges(rest, octets - gone, segments - run.segments).from(ack);
  }
}
