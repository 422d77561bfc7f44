package dev.etherloom.logic.decode;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Ipv6Address;

/** An extension header of IPv6 (RFC 8200 §4): options, routing, fragment. */
record ExtensionLayer(Protocol protocol, Slice octets) implements Layer {
  private static final int FRAGMENT = 8;
  private static final int ADDRESSES = 8;

  static void walk(int number, Region region, Ipv6Layer ip, Walk walk) {
    var protocol = protocol(number);
    var octets = region.octets();
    int length =
        number == IpProtocols.FRAGMENT || !region.has(2) ? FRAGMENT : (octets.u8(1) + 1) * 8;
    walk.add(new ExtensionLayer(protocol, octets.first(Math.min(length, octets.length()))));
    if (!region.has(length)) {
      var _ = walk.broken(region, protocol);
      return;
    }
    var rest = region.from(length);
    int next = octets.u8(0);
    switch (protocol) {
      case FRAGMENT -> fragment(octets, rest, ip, walk);
      case ROUTING -> IpProtocols.walk(next, rest, routed(octets.first(length), ip), walk);
      default -> IpProtocols.walk(next, rest, ip, walk);
    }
  }

  private static Protocol protocol(int number) {
    return switch (number) {
      case IpProtocols.HOP_BY_HOP -> Protocol.HOP_BY_HOP;
      case IpProtocols.ROUTING -> Protocol.ROUTING;
      case IpProtocols.FRAGMENT -> Protocol.FRAGMENT;
      default -> Protocol.DESTINATION_OPTIONS;
    };
  }

  private static void fragment(Slice octets, Region rest, Ipv6Layer ip, Walk walk) {
    int word = octets.u16(2);
    boolean more = (word & 1) != 0;
    int offset = word & 0xfff8;
    int next = octets.u8(0);
    if (!more && offset == 0) {
      IpProtocols.walk(next, rest, ip, walk);
      return;
    }
    var addresses = ip.addresses();
    var key = new Fragments.Key(addresses, octets.u32(4), 0);
    var whole =
        walk.isQuoted() || rest.isCut()
            ? Fragments.INCOMPLETE
            : walk.fragments().add(key, offset, more, rest.octets());
    if (!whole.isEmpty()) {
      IpProtocols.walk(next, new Region(whole, whole.length()), ip, walk);
    } else if (offset == 0) {
      IpProtocols.walk(next, rest, ip.asFragment(), walk);
    } else {
      var _ = walk.data(rest);
    }
  }

  /** Transports sum the last address of the list while some are left to visit (§8.1). */
  private static Ipv6Layer routed(Slice octets, Ipv6Layer ip) {
    boolean listed = octets.length() >= ADDRESSES + Ipv6Address.LENGTH && octets.u8(3) > 0;
    int type = octets.u8(2);
    return listed && (type == 0 || type == 2)
        ? ip.towards(Ipv6Address.at(octets, octets.length() - Ipv6Address.LENGTH))
        : ip;
  }

  @Override
  public void fields(Fields out) {
    switch (protocol) {
      case HOP_BY_HOP ->
          options(out, InternetField.IPV6_HOPOPTS_NXT, InternetField.IPV6_HOPOPTS_LEN);
      case DESTINATION_OPTIONS ->
          options(out, InternetField.IPV6_DSTOPTS_NXT, InternetField.IPV6_DSTOPTS_LEN);
      case ROUTING -> {
        out.u8(InternetField.IPV6_ROUTING_NXT, octets, 0);
        out.u8(InternetField.IPV6_ROUTING_LEN, octets, 1);
        out.u8(InternetField.IPV6_ROUTING_TYPE, octets, 2);
        out.u8(InternetField.IPV6_ROUTING_SEGLEFT, octets, 3);
      }
      default -> {
        out.u8(InternetField.IPV6_FRAG_NXT, octets, 0);
        if (octets.length() >= FRAGMENT) {
          out.number(InternetField.IPV6_FRAG_OFFSET, octets.offset() + 2, 2, octets.u16(2) >>> 3);
          out.bits(InternetField.IPV6_FRAG_MORE, octets, 3, 1);
          out.u32(InternetField.IPV6_FRAG_IDENT, octets, 4);
        }
      }
    }
  }

  private void options(Fields out, Field next, Field length) {
    out.u8(next, octets, 0);
    out.u8(length, octets, 1);
    @Var int at = 2;
    while (at < octets.length()) {
      out.u8(InternetField.IPV6_OPT_TYPE, octets, at);
      out.u8(InternetField.IPV6_OPT_LENGTH, octets, at + 1);
      at += octets.u8(at) == 0 || at + 1 >= octets.length() ? 1 : 2 + octets.u8(at + 1);
    }
  }

  @Override
  public String summary() {
    return switch (protocol) {
      case FRAGMENT ->
          octets.length() < FRAGMENT
              ? "frag [cut]"
              : "frag 0x%08x offset %d%s"
                  .formatted(
                      octets.i32(4), octets.u16(2) & 0xfff8, (octets.u16(2) & 1) != 0 ? "+" : "");
      case ROUTING -> octets.length() < 4 ? "routing" : "routing, %d left".formatted(octets.u8(3));
      default -> protocol.title();
    };
  }
}
