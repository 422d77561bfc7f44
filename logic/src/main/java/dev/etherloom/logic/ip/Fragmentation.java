package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ip.ExtensionHeader.FragmentHeader;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import io.vavr.collection.List;

/** Splits what is longer than the link takes (RFC 791 §3.2, RFC 8200 §4.5). */
final class Fragmentation {
  private static final int FRAGMENT_HEADER = 8;

  private Fragmentation() {}

  /** The packet itself where it fits in {@code mtu} octets, else its fragments in order. */
  static List<Outgoing.Packet> split(Outgoing.V4 packet, int mtu) {
    return packet.length() <= mtu ? List.of(packet) : fragments(packet, mtu);
  }

  private static List<Outgoing.Packet> fragments(Outgoing.V4 packet, int mtu) {
    var octets = packet.payload().toSlice();
    @Var var header = packet.header();
    @Var List<Outgoing.Packet> fragments = List.empty();
    @Var int at = 0;
    while (at < octets.length()) {
      int room = (mtu - header.length()) / 8 * 8;
      boolean more = octets.length() - at > mtu - header.length();
      int size = more ? room : octets.length() - at;
      var place = new Fragment(false, false, more, at);
      fragments = fragments.prepend(new Outgoing.V4(at(header, place), octets.slice(at, size)));
      at += size;
      header = later(packet.header());
    }
    return fragments.reverse();
  }

  private static Ipv4Header later(Ipv4Header header) {
    return header.options().isEmpty()
        ? header
        : header.withOptions(Ipv4Option.copied(header.options()));
  }

  private static Ipv4Header at(Ipv4Header header, Fragment place) {
    return new Ipv4Header(
        header.typeOfService(),
        header.identification(),
        place,
        header.timeToLive(),
        header.protocol(),
        header.source(),
        header.destination(),
        header.options());
  }

  /**
   * The packet itself where it fits in {@code mtu} octets, else its fragments in order; what stands
   * in front of the fragment header is the same in all of them.
   */
  static List<Outgoing.Packet> split(Outgoing.V6 packet, int mtu, int identification) {
    if (packet.length() <= mtu) {
      return List.of(packet);
    }
    var octets = packet.payload().toSlice();
    var front = packet.extensions();
    int room = (mtu - Ipv6Header.LENGTH - front.length() - FRAGMENT_HEADER) / 8 * 8;
    var next = front.isEmpty() ? packet.header().nextHeader() : new IpProtocol(front.u8(0));
    @Var List<Outgoing.Packet> fragments = List.empty();
    for (int at = 0; at < octets.length(); at += room) {
      int size = Math.min(room, octets.length() - at);
      boolean more = at + size < octets.length();
      var place = new FragmentHeader(next, at, more, identification);
      fragments = fragments.prepend(fragment(packet, place, octets.slice(at, size)));
    }
    return fragments.reverse();
  }

  private static Outgoing.V6 fragment(Outgoing.V6 packet, FragmentHeader place, Slice piece) {
    var front = packet.extensions();
    var out = Writer.allocate(front.length() + FRAGMENT_HEADER);
    if (!front.isEmpty()) {
      out.u8(IpProtocol.FRAGMENT.number()).put(front.from(1));
    }
    out.put(place);
    var header =
        front.isEmpty() ? packet.header().followedBy(IpProtocol.FRAGMENT) : packet.header();
    return Outgoing.V6.of(header, out.written(), piece);
  }
}
