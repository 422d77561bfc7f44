package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.tcp.Connection.SynReceived;
import dev.etherloom.logic.tcp.Connection.TimeWait;
import io.vavr.collection.HashMap;
import io.vavr.collection.Set;
import io.vavr.collection.TreeSet;
import io.vavr.control.Option;

/**
 * All connections of a host, by their two ends. Strangers choose the ends, so all is by a keyed
 * hash, or ordered, and bounded.
 *
 * @param deadlines when which one has to be woken; each stands here once at most, maybe too early,
 *     but those in TIME-WAIT
 * @param halfOpen how many wait for the end of a handshake that a peer began
 * @param memory what all hold together
 */
record Table(
    Secret secret,
    HashMap<Place, Conversation> all,
    TreeSet<Due> deadlines,
    HalfOpen halfOpen,
    TimeWaits timeWaits,
    Memory memory) {
  /** For each connection there has to be so much of the memory, in octets: that bounds them. */
  static final int SHARE = 1_536;

  /** Where nobody says how much there is. */
  static final long MOST_MEMORY = 256L << 20;

  static Table empty(Secret secret) {
    var memory = Memory.of(MOST_MEMORY);
    return new Table(
        secret, HashMap.empty(), TreeSet.empty(), HalfOpen.NONE, TimeWaits.NONE, memory);
  }

  Option<Conversation> get(TcpPeer peer) {
    return all.get(Place.of(secret, peer));
  }

  boolean isFull() {
    return all.size() >= Math.max(1, memory.most() / SHARE);
  }

  /** The earliest deadline; may be too early, never too late. */
  Option<MonotonicTime> nextDeadline() {
    var first =
        deadlines.isEmpty() ? Option.<MonotonicTime>none() : Option.some(deadlines.head().at());
    return MonotonicTime.sooner(first, timeWaits.nextDeadline());
  }

  /** The connection whose deadline is first, if it is reached. */
  Option<Conversation> due(MonotonicTime now) {
    return deadlines.isEmpty() || !now.reached(deadlines.head().at())
        ? Option.none()
        : all.get(deadlines.head().place());
  }

  /** Puts a conversation in, or what became of it. */
  Table with(Conversation next) {
    var before = all.get(next.place());
    var alarm = alarm(before.flatMap(Conversation::alarm), next);
    return new Table(
        secret,
        all.put(next.place(), next.alarmed(alarm)),
        moved(before.flatMap(Conversation::alarm), alarm, next.place()),
        halfOpen(before, Option.some(next)),
        timeWaits(before, Option.some(next)),
        memory(before, Option.some(next)));
  }

  /** An alarm that is too early stays: moving it with every segment would cost more. */
  private static Option<MonotonicTime> alarm(Option<MonotonicTime> set, Conversation next) {
    if (next.connection() instanceof TimeWait) {
      return Option.none();
    }
    var wanted = next.nextDeadline();
    boolean keep = set.isDefined() && (wanted.isEmpty() || !wanted.get().isBefore(set.get()));
    return keep ? set : wanted;
  }

  private TreeSet<Due> moved(
      Option<MonotonicTime> before, Option<MonotonicTime> next, Place place) {
    if (before == next) {
      return deadlines;
    }
    var rest = before.isEmpty() ? deadlines : deadlines.remove(new Due(before.get(), place));
    return next.isEmpty() ? rest : rest.add(new Due(next.get(), place));
  }

  private Memory memory(Option<Conversation> before, Option<Conversation> next) {
    int weight = before.isEmpty() ? 0 : before.get().weight();
    int ahead = before.isEmpty() ? 0 : before.get().ahead();
    var peer = next.orElse(before).get().peer();
    return memory
        .changed(peer, weight, next.isEmpty() ? 0 : next.get().weight())
        .reordered(peer, ahead, next.isEmpty() ? 0 : next.get().ahead());
  }

  private HalfOpen halfOpen(Option<Conversation> before, Option<Conversation> next) {
    boolean was = isHalfOpen(before);
    boolean is = isHalfOpen(next);
    return was == is
        ? halfOpen
        : halfOpen.changed(next.orElse(before).get().peer().port(), is ? 1 : -1);
  }

  private static boolean isHalfOpen(Option<Conversation> conversation) {
    return !conversation.isEmpty()
        && conversation.get().connection() instanceof SynReceived at
        && at.passive();
  }

  private TimeWaits timeWaits(Option<Conversation> before, Option<Conversation> next) {
    var old = timeWait(before);
    var fresh = timeWait(next);
    if (old.equals(fresh)) {
      return timeWaits;
    }
    var without = old.isEmpty() ? timeWaits : timeWaits.without();
    return fresh.isEmpty() ? without : without.with(fresh.get(), this::isAlive);
  }

  private static Option<Due> timeWait(Option<Conversation> conversation) {
    return !conversation.isEmpty() && conversation.get().connection() instanceof TimeWait at
        ? Option.some(new Due(at.until(), conversation.get().place()))
        : Option.none();
  }

  /** Whether an entry tells of a connection that is in TIME-WAIT until then. */
  private boolean isAlive(Due entry) {
    return timeWait(all.get(entry.place())).contains(entry);
  }

  /** Takes the alarm of a conversation off, as it is being woken. */
  Table disarmed(Conversation at) {
    return new Table(
        secret,
        all.put(at.place(), at.alarmed(Option.none())),
        moved(at.alarm(), Option.none(), at.place()),
        halfOpen,
        timeWaits,
        memory);
  }

  Table without(Conversation at) {
    var known = all.get(at.place());
    if (known.isEmpty()) {
      return this;
    }
    return new Table(
        secret,
        all.remove(at.place()),
        moved(known.get().alarm(), Option.none(), at.place()),
        halfOpen(known, Option.none()),
        timeWaits(known, Option.none()),
        memory(known, Option.none()));
  }

  /** Tells the sessions at these ports that their responder is another one now. */
  Table renewed(Set<Integer> ports, TcpResponder responder) {
    @Var var next = all;
    for (var at : all.values()) {
      if (at.session().isDefined() && ports.contains(at.peer().port())) {
        next = next.put(at.place(), at.with(at.session().get().renewed(responder)));
      }
    }
    return new Table(secret, next, deadlines, halfOpen, timeWaits, memory);
  }

  /** All may hold so many octets together. */
  Table holding(long most) {
    return new Table(secret, all, deadlines, halfOpen, timeWaits, memory.bounded(most));
  }

  /** Without those whose TIME-WAIT is over. */
  Table expired(MonotonicTime now) {
    @Var var table = this;
    while (table.timeWaits.nextDeadline().exists(now::reached)) {
      table = table.withoutFirst();
    }
    return table;
  }

  /** Without the one that goes first of those in TIME-WAIT. */
  Table withoutOldest() {
    @Var var table = this;
    while (table.timeWaits.living() == timeWaits.living() && !table.timeWaits.order().isEmpty()) {
      table = table.withoutFirst();
    }
    return table;
  }

  /** Without the first entry of those in TIME-WAIT, and without whom it means, if anybody. */
  private Table withoutFirst() {
    var entry = timeWaits.order().head();
    var known = all.get(entry.place());
    var rest = new Table(secret, all, deadlines, halfOpen, timeWaits.tail(), memory);
    return timeWait(known).contains(entry) ? rest.without(known.get()) : rest;
  }
}
