package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ip.ExtensionHeader.FragmentHeader;
import dev.etherloom.logic.net.IpAddress;
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
 * right one; in IPv6 what comes of it later goes the same way until the time is over (RFC 5722 §4,
 * RFC 8200 §4.5). An exact repetition is ignored.
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
  private static final int FRAGMENT_HEADER = 8;
  static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** What the fragments of one packet have in common (RFC 791), and the link they came on. */
  record Key(long link, IpAddress source, IpAddress destination, int protocol, int id)
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
   * @param refused whether nothing is to become of it any more
   */
  record Partial(
      TreeMap<Integer, Slice> pieces,
      Coverage coverage,
      Option<IpPacket> first,
      Option<Integer> total,
      int held,
      boolean refused,
      long order,
      MonotonicTime deadline,
      Context context) {
    boolean isWhole() {
      return total.contains(held) && first.isDefined();
    }
  }

  /**
   * How a packet reached the host.
   *
   * @param inPieces whether as a fragment
   */
  record Context(Vlan vlan, boolean toGroup, boolean inPieces) {
    Context ofPieces() {
      return new Context(vlan, toGroup, true);
    }
  }

  /** What became of a fragment, and of others for its sake. */
  record Result(Reassembly next, Option<IpPacket> whole, List<IpDrop> drops) {}

  /**
   * A fragment.
   *
   * @param packet it; of IPv6 with all headers up to that of the fragment, and nothing else
   * @param offset of its payload in that of the whole
   * @param room octets that the payload of the whole may have
   */
  record Piece(Key key, IpPacket packet, int offset, boolean more, int room) {
    static Piece of(Ipv4Packet packet, Context context) {
      var header = packet.header();
      var key =
          new Key(
              context.vlan.key(),
              header.source(),
              header.destination(),
              header.protocol().number(),
              header.identification());
      var fragment = header.fragment();
      return new Piece(key, packet, fragment.offset(), fragment.more(), 65_535 - header.length());
    }

    static Piece of(Ipv6Packet packet, FragmentHeader fragment, Context context) {
      var key =
          new Key(
              context.vlan.key(),
              packet.source(),
              packet.destination(),
              IpProtocol.FRAGMENT.number(),
              fragment.identification());
      int front = packet.extensions().length() - fragment.length();
      return new Piece(key, packet, fragment.offset(), fragment.more(), 65_535 - front);
    }

    Slice payload() {
      return packet.payload();
    }

    int end() {
      return offset + payload().length();
    }
  }

  /** Takes a fragment in. */
  Result add(Piece piece, Context context, MonotonicTime now) {
    var known = packets.get(piece.key);
    if (known.exists(Partial::refused)) {
      return refuse(IpDrop.FRAGMENT_REFUSED);
    }
    if (piece.more && (piece.payload().length() % 8 != 0 || piece.payload().isEmpty())) {
      return refuse(IpDrop.FRAGMENT_LENGTH);
    }
    var partial = known.getOrElse(() -> fresh(context, now));
    return piece.end() > piece.room
        ? give(piece.key, partial, IpDrop.FRAGMENT_TOO_LONG)
        : place(piece, partial);
  }

  private Partial fresh(Context context, MonotonicTime now) {
    return new Partial(
        TreeMap.empty(),
        Coverage.NONE,
        Option.none(),
        Option.none(),
        0,
        false,
        order,
        now.plus(TIMEOUT),
        context);
  }

  /** Gives a packet up; one of IPv6 is remembered, so that the rest of it goes the same way. */
  private Result give(Key key, Partial partial, IpDrop reason) {
    if (key.source instanceof Ipv4Address) {
      return without(key).refuse(reason);
    }
    var refused =
        new Partial(
            TreeMap.empty(),
            Coverage.NONE,
            Option.none(),
            Option.none(),
            0,
            true,
            partial.order,
            partial.deadline,
            partial.context);
    var result = without(key).with(key, refused, 0).bounded();
    return new Result(result.next, result.whole, result.drops.prepend(reason));
  }

  private Result place(Piece piece, Partial partial) {
    int from = piece.offset;
    int to = piece.end();
    if (partial.pieces.get(from).contains(piece.payload())) {
      return new Result(this, Option.none(), List.empty());
    }
    if (partial.coverage.intersects(from, to)) {
      return give(piece.key, partial, IpDrop.FRAGMENT_OVERLAP);
    }
    boolean last = !piece.more;
    var total = last ? Option.some(to) : partial.total;
    int end = partial.pieces.isEmpty() ? 0 : endOf(partial.pieces.last());
    if ((last && (partial.total.isDefined() || end > to)) || total.exists(t -> to > t)) {
      return give(piece.key, partial, IpDrop.FRAGMENT_PAST_END);
    }
    if (partial.pieces.size() >= MAX_FRAGMENTS) {
      return give(piece.key, partial, IpDrop.TOO_MANY_FRAGMENTS);
    }
    var next =
        new Partial(
            partial.pieces.put(from, piece.payload()),
            partial.coverage.plus(from, to),
            from == 0 ? Option.some(piece.packet) : partial.first,
            total,
            partial.held + piece.payload().length(),
            false,
            partial.order,
            partial.deadline,
            partial.context);
    return next.isWhole()
        ? new Result(without(piece.key), Option.some(joined(next)), List.empty())
        : with(piece.key, next, piece.payload().length()).bounded();
  }

  private static int endOf(Tuple2<Integer, Slice> piece) {
    return piece._1 + piece._2.length();
  }

  private static IpPacket joined(Partial partial) {
    return switch (partial.first.get()) {
      case Ipv4Packet first -> {
        var out = Writer.allocate(partial.held);
        partial.pieces.values().forEach(out::put);
        yield new Ipv4Packet(first.header().whole(), out.written());
      }
      case Ipv6Packet first -> joined(first, partial);
    };
  }

  /**
   * The headers of the first fragment without that of the fragment, and all pieces (RFC 8200 §4.5).
   * All that follows the IPv6 header is payload, to be looked at from the start.
   */
  private static Ipv6Packet joined(Ipv6Packet first, Partial partial) {
    int size = first.extensions().length() - FRAGMENT_HEADER;
    var fragment = first.extensions().from(size);
    var out = Writer.allocate(size + partial.held);
    out.put(first.extensions().first(size));
    partial.pieces.values().forEach(out::put);
    if (size == 0) {
      return new Ipv6Packet(first.header().followedBy(first.protocol()), out.written());
    }
    int last = first.chain().headers().init().last().offset() - first.extensions().offset();
    out.patch8(last, fragment.u8(0));
    return new Ipv6Packet(first.header(), out.written());
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
