package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.tcp.Connection.SynReceived;
import dev.etherloom.logic.tcp.Connection.TimeWait;
import io.vavr.collection.Set;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.control.Option;

/**
 * All connections of a host, by their two ends. Strangers choose the keys, so all is ordered and
 * bounded.
 *
 * @param deadlines when which one has to be woken; each stands here once at most, maybe too early
 * @param halfOpen how many wait for the end of a handshake that a peer began
 * @param timeWaits those in TIME-WAIT, in the order in which they go
 * @param memory what all hold together
 */
record Table(
    TreeMap<TcpPeer, Conversation> all,
    TreeSet<Due> deadlines,
    HalfOpen halfOpen,
    TreeSet<Due> timeWaits,
    Memory memory) {
  /** For each connection there has to be so much of the memory, in octets: that bounds them. */
  static final int SHARE = 1_536;

  /** Where nobody says how much there is. */
  static final long MOST_MEMORY = 256L << 20;

  static final int MOST_TIME_WAITS = 32_768;

  static final Table EMPTY =
      new Table(
          TreeMap.empty(), TreeSet.empty(), HalfOpen.NONE, TreeSet.empty(), Memory.of(MOST_MEMORY));

  Option<Conversation> get(TcpPeer peer) {
    return all.get(peer);
  }

  boolean isFull() {
    return all.size() >= memory.most() / SHARE;
  }

  /** The earliest deadline; may be too early, never too late. */
  Option<MonotonicTime> nextDeadline() {
    return deadlines.isEmpty() ? Option.none() : Option.some(deadlines.head().at());
  }

  /** The connection whose deadline is first, if it is reached. */
  Option<Conversation> due(MonotonicTime now) {
    return deadlines.isEmpty() || !now.reached(deadlines.head().at())
        ? Option.none()
        : all.get(deadlines.head().peer());
  }

  /** Puts a conversation in, or what became of it. */
  Table with(Conversation next) {
    var before = all.get(next.peer());
    var placed = moved(before, next);
    return placed.alarming(before.flatMap(Conversation::alarm), next);
  }

  /** Keeps count, and the sets of those that may be pushed out. */
  private Table moved(Option<Conversation> before, Conversation next) {
    var peer = next.peer();
    var old = before.map(Conversation::connection);
    return new Table(
        all,
        deadlines,
        halfOpen(old, Option.some(next.connection()), peer.port()),
        exchanged(timeWaits, old.flatMap(c -> timeWaitKey(c, peer)), timeWaitKey(next)),
        memory(peer, before, Option.some(next)));
  }

  private Memory memory(TcpPeer peer, Option<Conversation> before, Option<Conversation> next) {
    int weight = before.isEmpty() ? 0 : before.get().weight();
    int ahead = before.isEmpty() ? 0 : before.get().ahead();
    return memory
        .changed(peer, weight, next.isEmpty() ? 0 : next.get().weight())
        .reordered(peer, ahead, next.isEmpty() ? 0 : next.get().ahead());
  }

  private static TreeSet<Due> exchanged(TreeSet<Due> set, Option<Due> old, Option<Due> fresh) {
    if (old.equals(fresh)) {
      return set;
    }
    var without = old.isEmpty() ? set : set.remove(old.get());
    return fresh.isEmpty() ? without : without.add(fresh.get());
  }

  private HalfOpen halfOpen(Option<Connection> before, Option<Connection> next, int port) {
    int change =
        (next.exists(Table::isHalfOpen) ? 1 : 0) - (before.exists(Table::isHalfOpen) ? 1 : 0);
    return change == 0 ? halfOpen : halfOpen.changed(port, change);
  }

  private static boolean isHalfOpen(Connection connection) {
    return connection instanceof SynReceived at && at.passive();
  }

  private static Option<Due> timeWaitKey(Conversation at) {
    return timeWaitKey(at.connection(), at.peer());
  }

  private static Option<Due> timeWaitKey(Connection connection, TcpPeer peer) {
    return connection instanceof TimeWait at
        ? Option.some(new Due(at.until(), peer))
        : Option.none();
  }

  /** An alarm that is too early stays: moving it with every segment would cost more. */
  private Table alarming(Option<MonotonicTime> set, Conversation next) {
    var wanted = next.nextDeadline();
    boolean keep = set.isDefined() && (wanted.isEmpty() || !wanted.get().isBefore(set.get()));
    var alarm = keep ? set : wanted;
    @Var var alarms = deadlines;
    if (!keep && set.isDefined()) {
      alarms = alarms.remove(new Due(set.get(), next.peer()));
    }
    if (!keep && wanted.isDefined()) {
      alarms = alarms.add(new Due(wanted.get(), next.peer()));
    }
    return new Table(
        all.put(next.peer(), next.alarmed(alarm)), alarms, halfOpen, timeWaits, memory);
  }

  /** Takes the alarm of a conversation off, as it is being woken. */
  Table disarmed(Conversation at) {
    var rest =
        at.alarm().isEmpty() ? deadlines : deadlines.remove(new Due(at.alarm().get(), at.peer()));
    return new Table(
        all.put(at.peer(), at.alarmed(Option.none())), rest, halfOpen, timeWaits, memory);
  }

  Table without(Conversation at) {
    var known = all.get(at.peer());
    if (known.isEmpty()) {
      return this;
    }
    var old = known.get();
    var alarms =
        old.alarm().isEmpty()
            ? deadlines
            : deadlines.remove(new Due(old.alarm().get(), old.peer()));
    return new Table(
        all.remove(old.peer()),
        alarms,
        halfOpen(Option.some(old.connection()), Option.none(), old.peer().port()),
        exchanged(timeWaits, timeWaitKey(old), Option.none()),
        memory(old.peer(), known, Option.none()));
  }

  /** Tells the sessions at these ports that their responder is another one now. */
  Table renewed(Set<Integer> ports, TcpResponder responder) {
    @Var var next = all;
    for (var at : all.values()) {
      if (at.session().isDefined() && ports.contains(at.peer().port())) {
        next = next.put(at.peer(), at.with(at.session().get().renewed(responder)));
      }
    }
    return new Table(next, deadlines, halfOpen, timeWaits, memory);
  }

  /** All may hold so many octets together. */
  Table holding(long most) {
    return new Table(all, deadlines, halfOpen, timeWaits, memory.bounded(most));
  }

  /** The one that goes first where there are too many in TIME-WAIT. */
  Option<Conversation> oldestTimeWait() {
    return timeWaits.size() <= MOST_TIME_WAITS ? Option.none() : all.get(timeWaits.head().peer());
  }
}
