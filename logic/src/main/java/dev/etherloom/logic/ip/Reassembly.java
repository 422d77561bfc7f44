package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Vlan;
import io.vavr.Tuple2;
import io.vavr.collection.List;
import io.vavr.collection.TreeMap;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * Fragments waiting for the rest of their packets (RFC 791 §3.2, RFC 815, RFC 1122 §3.3.2).
 *
 * <p>It stands against hoarding and against ambiguity: at most 256 packets and 4 MiB of payload
 * wait, at most 2,048 fragments for one packet, for 60 s; where room is needed the oldest packet
 * goes. Fragments that overlap make the whole packet be dropped, for no order of evaluation is the
 * right one (RFC 5722 says so for IPv6); an exact repetition is ignored.
 *
 * @param packets by what identifies them
 * @param ages the same, by age
 * @param octets payload held, in sum
 */
record Reassembly(TreeMap<Key, Partial> packets, TreeMap<Long, Key> ages, int octets, long order) {
  static final Reassembly EMPTY = new Reassembly(TreeMap.empty(), TreeMap.empty(), 0, 0);
  static final int MAX_PACKETS = 256;
  static final int MAX_OCTETS = 4 << 20;
  static final int MAX_FRAGMENTS = 2_048;
  static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** What the fragments of one packet have in common (RFC 791), and the link they came on. */
  record Key(long link, Ipv4Address source, Ipv4Address destination, int protocol, int id)
      implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byId = Integer.compare(id, other.id);
      int bySource = byId != 0 ? byId : source.compareTo(other.source);
      int byDestination = bySource != 0 ? bySource : destination.compareTo(other.destination);
      int byProtocol =
          byDestination != 0 ? byDestination : Integer.compare(protocol, other.protocol);
      return byProtocol != 0 ? byProtocol : Long.compare(link, other.link);
    }
  }

  /**
   * A packet of which something is there.
   *
   * @param pieces by their offset; none overlaps another
   * @param coverage which octets the pieces hold
   * @param first the fragment at offset 0, once it is there
   * @param total the payload's length, once the last fragment is there
   * @param held octets of all pieces
   */
  record Partial(
      TreeMap<Integer, Slice> pieces,
      Coverage coverage,
      Option<Ipv4Packet> first,
      Option<Integer> total,
      int held,
      long order,
      MonotonicTime deadline,
      Context context) {
    boolean isWhole() {
      return total.contains(held) && first.isDefined();
    }
  }

  /** How a fragment reached the host. */
  record Context(Vlan vlan, boolean toGroup) {}

  /** What became of a fragment, and of others for its sake. */
  record Result(Reassembly next, Option<Ipv4Packet> whole, List<IpDrop> drops) {}

  /** Takes a fragment in. */
  Result add(Ipv4Packet packet, Context context, MonotonicTime now) {
    var header = packet.header();
    var fragment = header.fragment();
    var key =
        new Key(
            context.vlan.key(),
            header.source(),
            header.destination(),
            header.protocol().number(),
            header.identification());
    if (fragment.more() && (packet.payload().length() % 8 != 0 || packet.payload().isEmpty())) {
      return refuse(IpDrop.FRAGMENT_LENGTH);
    }
    if (fragment.offset() + packet.payload().length() + header.length() > 65_535) {
      return without(key).refuse(IpDrop.FRAGMENT_TOO_LONG);
    }
    var partial =
        packets
            .get(key)
            .getOrElse(
                () ->
                    new Partial(
                        TreeMap.empty(),
                        Coverage.NONE,
                        Option.none(),
                        Option.none(),
                        0,
                        order,
                        now.plus(TIMEOUT),
                        context));
    return place(key, partial, packet);
  }

  private Result place(Key key, Partial partial, Ipv4Packet packet) {
    int from = packet.header().fragment().offset();
    int to = from + packet.payload().length();
    if (partial.pieces.get(from).contains(packet.payload())) {
      return new Result(this, Option.none(), List.empty());
    }
    if (partial.coverage.intersects(from, to)) {
      return without(key).refuse(IpDrop.FRAGMENT_OVERLAP);
    }
    boolean last = !packet.header().fragment().more();
    var total = last ? Option.some(to) : partial.total;
    int end = partial.pieces.isEmpty() ? 0 : endOf(partial.pieces.last());
    if ((last && (partial.total.isDefined() || end > to)) || total.exists(t -> to > t)) {
      return without(key).refuse(IpDrop.FRAGMENT_PAST_END);
    }
    if (partial.pieces.size() >= MAX_FRAGMENTS) {
      return without(key).refuse(IpDrop.TOO_MANY_FRAGMENTS);
    }
    var next =
        new Partial(
            partial.pieces.put(from, packet.payload()),
            partial.coverage.plus(from, to),
            from == 0 ? Option.some(packet) : partial.first,
            total,
            partial.held + packet.payload().length(),
            partial.order,
            partial.deadline,
            partial.context);
    return next.isWhole()
        ? new Result(without(key), Option.some(joined(next)), List.empty())
        : with(key, next, packet.payload().length()).bounded();
  }

  private static int endOf(Tuple2<Integer, Slice> piece) {
    return piece._1 + piece._2.length();
  }

  private static Ipv4Packet joined(Partial partial) {
    var out = Writer.allocate(partial.held);
    partial.pieces.values().forEach(out::put);
    var first = partial.first.get();
    return new Ipv4Packet(first.header().whole(), out.written());
  }

  private Result refuse(IpDrop reason) {
    return new Result(this, Option.none(), List.of(reason));
  }

  private Result bounded() {
    @Var var kept = this;
    @Var List<IpDrop> drops = List.empty();
    while (kept.packets.size() > MAX_PACKETS || kept.octets > MAX_OCTETS) {
      kept = kept.without(kept.ages.head()._2);
      drops = drops.prepend(IpDrop.REASSEMBLY_FULL);
    }
    return new Result(kept, Option.none(), drops);
  }

  private Reassembly with(Key key, Partial partial, int more) {
    return new Reassembly(
        packets.put(key, partial), ages.put(partial.order, key), octets + more, order + 1);
  }

  private Reassembly without(Key key) {
    var partial = packets.get(key);
    return partial.isEmpty()
        ? this
        : new Reassembly(
            packets.remove(key),
            ages.remove(partial.get().order),
            octets - partial.get().held,
            order);
  }

  /** When the oldest packet's time is over; all have the same time. */
  Option<MonotonicTime> nextDeadline() {
    return ages.isEmpty() ? Option.none() : Option.some(packets.get(ages.head()._2).get().deadline);
  }

  /** What is left once the overdue are gone, and they. */
  Tuple2<Reassembly, List<Partial>> expire(MonotonicTime now) {
    @Var var kept = this;
    @Var List<Partial> overdue = List.empty();
    while (kept.nextDeadline().exists(now::reached)) {
      var key = kept.ages.head()._2;
      overdue = overdue.prepend(kept.packets.get(key).get());
      kept = kept.without(key);
    }
    return new Tuple2<>(kept, overdue.reverse());
  }
}
