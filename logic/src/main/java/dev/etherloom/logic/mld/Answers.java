package dev.etherloom.logic.mld;

import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What routers asked and when it is to be answered (RFC 3810 §6.2). Of a group at most {@link
 * #MAX_SOURCES} sources are remembered; who asks for more is told of all of them.
 *
 * @param general when all groups are to be told; none: nobody asked for them
 * @param specific what is to be told of single groups
 */
record Answers(Option<MonotonicTime> general, TreeMap<Ipv6Address, Asked> specific) {
  static final Answers NONE = new Answers(Option.none(), TreeMap.empty());
  static final int MAX_SOURCES = 64;

  /**
   * A question for one group.
   *
   * @param sources those that were asked for; empty: all
   */
  record Asked(MonotonicTime at, Set<Ipv6Address> sources) {
    /** A further question before the first is answered: one answer for both, the sooner. */
    private Asked and(Asked other) {
      boolean all = sources.isEmpty() || other.sources.isEmpty();
      return of(
          at.earlier(other.at), all ? HashSet.empty() : sources.addAll(other.sources.toVector()));
    }

    static Asked of(MonotonicTime at, Set<Ipv6Address> sources) {
      return new Asked(at, sources.size() > MAX_SOURCES ? HashSet.empty() : sources);
    }
  }

  Answers all(MonotonicTime at) {
    return new Answers(Option.some(general.fold(() -> at, at::earlier)), specific);
  }

  /** A question for a group; the answer to one for all that comes sooner says it too. */
  Answers group(Ipv6Address group, Vector<Ipv6Address> sources, MonotonicTime at) {
    if (general.exists(soon -> !at.isBefore(soon))) {
      return this;
    }
    var asked = Asked.of(at, HashSet.ofAll(sources));
    var both = specific.get(group).fold(() -> asked, asked::and);
    return new Answers(general, specific.put(group, both));
  }

  Answers without(Ipv6Address group) {
    return new Answers(general, specific.remove(group));
  }

  Option<MonotonicTime> nextDeadline() {
    return specific
        .values()
        .foldLeft(general, (due, it) -> MonotonicTime.sooner(due, Option.some(it.at)));
  }

  boolean isGeneralDue(MonotonicTime now) {
    return general.exists(now::reached);
  }

  /** The questions for single groups that are to be answered now. */
  TreeMap<Ipv6Address, Asked> due(MonotonicTime now) {
    return specific.filterValues(it -> now.reached(it.at));
  }

  /** What is left when the answers due have been given. */
  Answers given(MonotonicTime now) {
    return new Answers(
        general.filter(at -> !now.reached(at)), specific.filterValues(it -> !now.reached(it.at)));
  }
}
