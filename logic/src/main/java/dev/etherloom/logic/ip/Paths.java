package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.collection.TreeMap;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * What is known of the way to single destinations: how long a packet may be (RFC 1191 §6, RFC 8201
 * §5.2; of IPv4 one that must not be split), and a better first hop (RFC 4861 §8.3). At most 1,024
 * destinations, for ten minutes each; where room is needed the oldest goes, so that forged messages
 * cost no more than that.
 *
 * @param linkMtu the longest IPv6 packet that the link takes
 * @param hopLimit of IPv6 packets that ask for none
 * @param known by destination
 * @param ages the same, by age
 */
record Paths(
    int linkMtu,
    int hopLimit,
    TreeMap<IpAddress, Path> known,
    TreeMap<Long, IpAddress> ages,
    long order) {
  /** RFC 1700; over IPv6 until a router says otherwise. */
  static final int HOP_LIMIT = 64;

  static final int MAX_PATHS = 1_024;

  /** RFC 8201 §4 asks for at least five minutes before a longer packet is tried, suggests ten. */
  static final Duration LIFETIME = Duration.ofMinutes(10);

  /**
   * The way to one destination.
   *
   * @param mtu none: that of the link
   * @param firstHop none: as the routes say
   */
  record Path(Option<Integer> mtu, Option<IpAddress> firstHop, MonotonicTime expires, long order) {}

  static Paths of(int linkMtu) {
    return new Paths(linkMtu, HOP_LIMIT, TreeMap.empty(), TreeMap.empty(), 0);
  }

  Paths onLinkOf(int mtu) {
    return new Paths(mtu, hopLimit, known, ages, order);
  }

  Paths limitedTo(int hops) {
    return new Paths(linkMtu, hops, known, ages, order);
  }

  /** The longest packet of IPv6 to a destination, in octets. */
  int mtu(IpAddress destination) {
    return mtu(destination, linkMtu);
  }

  /** The longest packet to a destination, on a link that takes {@code link} octets. */
  int mtu(IpAddress destination, int link) {
    return known.isEmpty()
        ? link
        : Math.min(link, known.get(destination).flatMap(Path::mtu).getOrElse(link));
  }

  Option<IpAddress> firstHop(IpAddress destination) {
    return known.isEmpty() ? Option.none() : known.get(destination).flatMap(Path::firstHop);
  }

  /** A path that takes at most {@code octets}; a longer one than known is not believed. */
  Paths narrowed(IpAddress destination, int octets, MonotonicTime now) {
    var before = known.get(destination);
    return before.flatMap(Path::mtu).exists(mtu -> mtu <= octets)
        ? this
        : put(destination, Option.some(octets), before.flatMap(Path::firstHop), now);
  }

  Paths redirected(IpAddress destination, IpAddress firstHop, MonotonicTime now) {
    return put(destination, known.get(destination).flatMap(Path::mtu), Option.some(firstHop), now);
  }

  /** A first hop that is gone, or no router: whoever was redirected to it asks the routes again. */
  Paths avoiding(IpAddress firstHop) {
    return known
        .filter(path -> path._2.firstHop.contains(firstHop))
        .foldLeft(this, (paths, path) -> paths.without(path._1));
  }

  private Paths put(
      IpAddress destination, Option<Integer> mtu, Option<IpAddress> hop, MonotonicTime now) {
    var others = without(destination);
    var room = others.known.size() < MAX_PATHS ? others : others.without(others.ages.head()._2);
    return new Paths(
        linkMtu,
        hopLimit,
        room.known.put(destination, new Path(mtu, hop, now.plus(LIFETIME), order)),
        room.ages.put(order, destination),
        order + 1);
  }

  private Paths without(IpAddress destination) {
    var path = known.get(destination);
    return path.isEmpty()
        ? this
        : new Paths(
            linkMtu, hopLimit, known.remove(destination), ages.remove(path.get().order), order);
  }

  Option<MonotonicTime> nextDeadline() {
    return ages.isEmpty() ? Option.none() : Option.some(known.get(ages.head()._2).get().expires);
  }

  Paths expire(MonotonicTime now) {
    @Var var kept = this;
    while (kept.nextDeadline().exists(now::reached)) {
      kept = kept.without(kept.ages.head()._2);
    }
    return kept;
  }
}
