package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.tcp.Connection.TimeWait;
import io.vavr.collection.HashMap;
import io.vavr.collection.Queue;
import io.vavr.control.Option;

/**
 * Those in TIME-WAIT, and the order in which they go: who comes last goes last, since all stay
 * equally long. One that is gone, or has to stay longer, leaves its old entry behind; entries are
 * looked at when their time comes, or when there are too many such.
 *
 * @param order by their time
 * @param entries how many stand in {@code order}
 */
record TimeWaits(HashMap<Place, Conversation> all, Queue<Due> order, int entries) {
  /** More than these are pushed out, the oldest first. */
  static final int MOST = 32_768;

  private static final int SLACK = 1_024;

  static final TimeWaits NONE = new TimeWaits(HashMap.empty(), Queue.empty(), 0);

  boolean isEmpty() {
    return all.isEmpty();
  }

  boolean isFull() {
    return all.size() > MOST;
  }

  /** When the first goes; may be too early, never too late. */
  Option<MonotonicTime> nextDeadline() {
    return order.headOption().map(Due::at);
  }

  /** One more, or what became of one; {@code next} is in TIME-WAIT. */
  TimeWaits with(Conversation next) {
    var entry = new Due(((TimeWait) next.connection()).until(), next.place());
    boolean stands = isAlive(entry);
    var kept = !stands && entries > 2 * all.size() + SLACK ? swept() : this;
    return new TimeWaits(
        kept.all.put(next.place(), next),
        stands ? kept.order : kept.order.append(entry),
        stands ? kept.entries : kept.entries + 1);
  }

  /** Whether an entry tells of a connection that is in TIME-WAIT until then. */
  private boolean isAlive(Due entry) {
    var known = all.get(entry.place());
    return !known.isEmpty()
        && known.get().connection() instanceof TimeWait at
        && at.until().equals(entry.at());
  }

  private TimeWaits swept() {
    var kept = order.filter(this::isAlive);
    return new TimeWaits(all, kept, kept.length());
  }

  /** The connection there, if there is one, is none in TIME-WAIT any more; its entry stays. */
  TimeWaits without(Place place) {
    return new TimeWaits(all.remove(place), order, entries);
  }

  /** Without those whose time is over. */
  TimeWaits expired(MonotonicTime now) {
    @Var var rest = this;
    while (rest.nextDeadline().exists(now::reached)) {
      rest = rest.withoutFirst();
    }
    return rest;
  }

  /** Without the one that goes first. */
  TimeWaits withoutOldest() {
    @Var var rest = this;
    while (rest.all.size() == all.size() && !rest.order.isEmpty()) {
      rest = rest.withoutFirst();
    }
    return rest;
  }

  /** Without the first entry, and without whom it means, if anybody. */
  private TimeWaits withoutFirst() {
    var entry = order.head();
    return new TimeWaits(
        isAlive(entry) ? all.remove(entry.place()) : all, order.tail(), entries - 1);
  }
}
