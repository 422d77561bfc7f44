package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.ip.Outgoing.Packet;
import io.vavr.collection.List;

/** Splits what is longer than the link takes (RFC 791 §3.2). */
final class Fragmentation {
  private Fragmentation() {}

  /** The packet itself where it fits in {@code mtu} octets, else its fragments in order. */
  static List<Packet> split(Packet packet, int mtu) {
    return packet.length() <= mtu ? List.of(packet) : fragments(packet, mtu);
  }

  private static List<Packet> fragments(Packet packet, int mtu) {
    var octets = packet.payload().toSlice();
    @Var var header = packet.header();
    @Var List<Packet> fragments = List.empty();
    @Var int at = 0;
    while (at < octets.length()) {
      int room = (mtu - header.length()) / 8 * 8;
      boolean more = octets.length() - at > mtu - header.length();
      int size = more ? room : octets.length() - at;
      var place = new Fragment(false, false, more, at);
      fragments = fragments.prepend(new Packet(at(header, place), octets.slice(at, size)));
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
}
