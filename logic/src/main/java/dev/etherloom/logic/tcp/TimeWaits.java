package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.collection.Queue;
import io.vavr.control.Option;
import java.util.function.Predicate;

/**
 * Those in TIME-WAIT, in the order in which they go: who comes last goes last, since all stay
 * equally long. One that is gone, or has to stay longer, leaves its old entry behind; entries are
 * looked at when their time comes, or when there are too many such.
 *
 * @param order by their time
 * @param entries how many stand in {@code order}
 * @param living how many of them mean a connection in TIME-WAIT
 */
record TimeWaits(Queue<Due> order, int entries, int living) {
  /** More than these are pushed out, the oldest first. */
  static final int MOST = 32_768;

  private static final int SLACK = 1_024;

  static final TimeWaits NONE = new TimeWaits(Queue.empty(), 0, 0);

  /** One more; {@code isAlive} tells of an entry whether it means anything still. */
  TimeWaits with(Due due, Predicate<Due> isAlive) {
    var kept = entries > 2 * living + SLACK ? swept(isAlive) : this;
    return new TimeWaits(kept.order.append(due), kept.entries + 1, kept.living + 1);
  }

  private TimeWaits swept(Predicate<Due> isAlive) {
    var kept = order.filter(isAlive);
    return new TimeWaits(kept, kept.length(), living);
  }

  /** One of them is none any more; its entry stays. */
  TimeWaits without() {
    return new TimeWaits(order, entries, living - 1);
  }

  /** Without the first entry, which means nothing or is being seen to. */
  TimeWaits tail() {
    return new TimeWaits(order.tail(), entries - 1, living);
  }

  boolean isEmpty() {
    return living == 0;
  }

  boolean isFull() {
    return living > MOST;
  }

  /** When the first goes; may be too early, never too late. */
  Option<MonotonicTime> nextDeadline() {
    return order.headOption().map(Due::at);
  }
}
