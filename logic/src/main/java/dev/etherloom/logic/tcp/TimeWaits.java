package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Vlan;
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
record TimeWaits(HashMap<Place, Rest> all, Queue<Rest> order, int entries) {
  /**
   * What is left of a conversation.
   *
   * @param vlan the link on which answers go out
   */
  record Rest(Place place, Vlan vlan, TimeWait at) {
    static Rest of(Conversation conversation, TimeWait at) {
      return new Rest(conversation.place(), conversation.vlan(), at);
    }

    /** The same for who goes on with it. */
    Conversation conversation() {
      return Conversation.begin(place, vlan, at, Option.none());
    }
  }

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
    return order.headOption().map(first -> first.at().until());
  }

  /** One more, or what became of one. */
  TimeWaits with(Rest next) {
    boolean stands = isAlive(next);
    var kept = !stands && entries > 2 * all.size() + SLACK ? swept() : this;
    return new TimeWaits(
        kept.all.put(next.place(), next),
        stands ? kept.order : kept.order.append(next),
        stands ? kept.entries : kept.entries + 1);
  }

  Option<Conversation> get(Place place) {
    return all.get(place).map(Rest::conversation);
  }

  /** Whether an entry tells of a connection that is in TIME-WAIT until then. */
  private boolean isAlive(Rest entry) {
    var known = all.get(entry.place());
    return !known.isEmpty() && known.get().at().until().equals(entry.at().until());
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
