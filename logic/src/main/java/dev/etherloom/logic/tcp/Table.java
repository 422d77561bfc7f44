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
 * @param live those in any state but TIME-WAIT: few beside them, and every segment looks here
 * @param deadlines when which one of {@code live} has to be woken; each stands here once at most,
 *     maybe too early
 * @param halfOpen how many wait for the end of a handshake that a peer began
 * @param memory what all hold together
 */
record Table(
    Secret secret,
    HashMap<Place, Conversation> live,
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
    var place = Place.of(secret, peer);
    var known = live.get(place);
    return known.isEmpty() ? timeWaits.get(place) : known;
  }

  /** How many connections there are, in whatever state. */
  int size() {
    return live.size() + timeWaits.all().size();
  }

  boolean isFull() {
    return size() >= Math.max(1, memory.most() / SHARE);
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
        : live.get(deadlines.head().place());
  }

  /** Puts a conversation in, or what became of it. */
  Table with(Conversation next) {
    var before = live.get(next.place());
    if (next.connection() instanceof TimeWait at) {
      var rest = before.isEmpty() ? this : without(before.get());
      return rest.with(timeWaits.with(TimeWaits.Rest.of(next, at)));
    }
    var set = before.flatMap(Conversation::alarm);
    var alarm = alarm(set, next.nextDeadline());
    return new Table(
        secret,
        live.put(next.place(), next.alarmed(alarm)),
        moved(set, alarm, next.place()),
        halfOpen(before, Option.some(next)),
        timeWaits,
        memory(before, Option.some(next)));
  }

  private Table with(TimeWaits next) {
    return new Table(secret, live, deadlines, halfOpen, next, memory);
  }

  /** An alarm that is too early stays: moving it with every segment would cost more. */
  private static Option<MonotonicTime> alarm(
      Option<MonotonicTime> set, Option<MonotonicTime> wanted) {
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

  /** Takes the alarm of a conversation off, as it is being woken. */
  Table disarmed(Conversation at) {
    return new Table(
        secret,
        live.put(at.place(), at.alarmed(Option.none())),
        moved(at.alarm(), Option.none(), at.place()),
        halfOpen,
        timeWaits,
        memory);
  }

  Table without(Conversation at) {
    var known = live.get(at.place());
    if (known.isEmpty()) {
      return with(timeWaits.without(at.place()));
    }
    return new Table(
        secret,
        live.remove(at.place()),
        moved(known.get().alarm(), Option.none(), at.place()),
        halfOpen(known, Option.none()),
        timeWaits,
        memory(known, Option.none()));
  }

  /** Tells the sessions at these ports that their responder is another one now. */
  Table renewed(Set<Integer> ports, TcpResponder responder) {
    @Var var next = live;
    for (var at : live.values()) {
      if (at.session().isDefined() && ports.contains(at.peer().port())) {
        next = next.put(at.place(), at.with(at.session().get().renewed(responder)));
      }
    }
    return new Table(secret, next, deadlines, halfOpen, timeWaits, memory);
  }

  /** All may hold so many octets together. */
  Table holding(long most) {
    return new Table(secret, live, deadlines, halfOpen, timeWaits, memory.bounded(most));
  }

  /** Without those whose TIME-WAIT is over. */
  Table expired(MonotonicTime now) {
    var left = timeWaits.expired(now);
    return left == timeWaits ? this : with(left);
  }

  /** Without the one that goes first of those in TIME-WAIT. */
  Table withoutOldest() {
    return with(timeWaits.withoutOldest());
  }
}
