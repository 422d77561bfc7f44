package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.ip.Outgoing.NextHop;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Secret;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** A packet goes out: next hop (RFC 1122 §3.3.1), header, fragments (§3.3.5 of RFC 791). */
final class Departure {
  /** Tells this use of the secret from others. */
  private static final long IDENTIFICATION = 0x7739;

  private static final NextHop EVERYBODY = new NextHop.Everybody();

  private Departure() {}

  static Either<IpDrop, Outgoing> send(Ip ip, IpEffect.Send send) {
    var hop = nextHop(ip, send);
    if (hop.isEmpty()) {
      return Either.left(IpDrop.NO_ROUTE);
    }
    if (send.source() instanceof Ipv4Address source
        && send.destination() instanceof Ipv4Address destination) {
      return v4(ip, send, hop.get(), source, destination);
    }
    return send.source() instanceof Ipv6Address source
            && send.destination() instanceof Ipv6Address destination
        ? v6(ip, send, hop.get(), source, destination)
        : Either.left(IpDrop.NO_ROUTE);
  }

  private static Either<IpDrop, Outgoing> v4(
      Ip ip, IpEffect.Send send, NextHop hop, Ipv4Address source, Ipv4Address destination) {
    var header =
        new Ipv4Header(
            send.trafficClass(),
            send.dontFragment()
                ? 0
                : identification16(ip.numbering().secret(), ip.numbering().nextId()),
            send.dontFragment() ? Fragment.WHOLE_UNSPLIT : Fragment.WHOLE,
            hopLimit(send, Paths.HOP_LIMIT),
            send.protocol(),
            source,
            destination,
            send.options());
    var packet = new Outgoing.V4(header, send.payload());
    int mtu = mtu(ip, send);
    boolean fits = packet.length() <= mtu || isCut(ip, send, mtu, packet.length());
    if (!fits && (send.dontFragment() || packet.length() > 65_535)) {
      return Either.left(IpDrop.TOO_LONG);
    }
    var packets = fits ? List.<Outgoing.Packet>of(packet) : Fragmentation.split(packet, mtu);
    return Either.right(
        new Outgoing(send.dontFragment() ? ip : ip.counted(), send.vlan(), hop, packets));
  }

  /**
   * RFC 8200 §3, §4.5: only its source splits a packet; a source of the link stays on it. An
   * address that is tentative sends nothing (RFC 4862 §5.4).
   */
  private static Either<IpDrop, Outgoing> v6(
      Ip ip, IpEffect.Send send, NextHop hop, Ipv6Address source, Ipv6Address destination) {
    if (!source.isUnspecified() && !ip.addresses().owns(source)) {
      return Either.left(IpDrop.NO_ADDRESS);
    }
    if (source.isLinkLocal() && destination.scope() > Ipv6Address.LINK_SCOPE && leaves(hop, send)) {
      return Either.left(IpDrop.BEYOND_SCOPE);
    }
    var header =
        new Ipv6Header(
            send.trafficClass(),
            flowLabel(ip.numbering().secret(), source, destination, send),
            0,
            send.options().isEmpty() ? send.protocol() : IpProtocol.HOP_BY_HOP,
            hopLimit(send, ip.paths().hopLimit()),
            source,
            destination);
    var packet = Outgoing.V6.of(header, hopByHop(send), send.payload());
    int mtu = mtu(ip, send);
    boolean fits = packet.length() <= mtu || isCut(ip, send, mtu, packet.length());
    if (!fits && (send.dontFragment() || packet.length() - Ipv6Header.LENGTH > 65_535)) {
      return Either.left(IpDrop.TOO_LONG);
    }
    if (fits) {
      return Either.right(new Outgoing(ip, send.vlan(), hop, List.of(packet)));
    }
    int identification = identification(ip.numbering().secret(), ip.numbering().nextId());
    var fragments = Fragmentation.split(packet, mtu, identification);
    return Either.right(new Outgoing(ip.counted(), send.vlan(), hop, fragments));
  }

  /** Whether the link makes packets that the path takes out of this one. */
  private static boolean isCut(Ip ip, IpEffect.Send send, int mtu, int length) {
    return send.payload() instanceof Uncut && mtu == ip.mtu() && length <= 65_535;
  }

  /** How long the packet may be: of IPv4 the path is known for those that must not be split. */
  private static int mtu(Ip ip, IpEffect.Send send) {
    return switch (send.destination()) {
      case Ipv6Address to -> ip.paths().mtu(to);
      case Ipv4Address to -> send.dontFragment() ? ip.paths().mtu(to, ip.mtu()) : ip.mtu();
    };
  }

  /** What a router on the way would have said of a packet that is too long to be sent. */
  static IpError tooLong(Ip ip, IpEffect.Send send) {
    var payload = send.payload().toSlice();
    int header = send.source().width() == 32 ? Ipv4Header.LENGTH : Ipv6Header.LENGTH;
    return new IpError(
        send.source(),
        send.destination(),
        send.protocol(),
        payload,
        new IpError.Reason.TooBig(mtu(ip, send), header + payload.length()));
  }

  private static boolean leaves(NextHop hop, IpEffect.Send send) {
    return hop instanceof NextHop.Neighbor(var address) && !address.equals(send.destination());
  }

  /**
   * Each of 32 bits comes once, in an order that nobody foresees (RFC 7739 §5.3): the counter goes
   * through four rounds of a keyed permutation.
   */
  static int identification(Secret secret, int counter) {
    @Var int left = counter >>> 16;
    @Var int right = counter & 0xffff;
    for (int round = 0; round < 4; round++) {
      int mixed = left ^ (int) (secret.hash(IDENTIFICATION, round, right) & 0xffff);
      left = right;
      right = mixed;
    }
    return left << 16 | right;
  }

  /** The same with the sixteen bits of IPv4; what stays whole needs none (RFC 6864 §4.1). */
  static int identification16(Secret secret, int counter) {
    @Var int left = counter >>> 8 & 0xff;
    @Var int right = counter & 0xff;
    for (int round = 0; round < 4; round++) {
      int mixed = left ^ (int) (secret.hash(IDENTIFICATION, 4 + round, right) & 0xff);
      left = right;
      right = mixed;
    }
    return left << 8 | right;
  }

  private static int hopLimit(IpEffect.Send send, int ofHost) {
    return send.hopLimit() == IpEffect.DEFAULT_HOP_LIMIT ? ofHost : send.hopLimit();
  }

  /**
   * A keyed hash of who talks to whom about what, never zero: the same for all packets of a flow,
   * and so for all fragments of one (RFC 6437 §3).
   */
  private static int flowLabel(
      Secret secret, Ipv6Address source, Ipv6Address destination, IpEffect.Send send) {
    long ports = send.payload() instanceof Ported ported ? ported.ports() & 0xffff_ffffL : 0;
    return 1
        + secret.below(
            0xf_ffff,
            source.high(),
            source.low(),
            destination.high(),
            destination.low(),
            (long) send.protocol().number() << 32 | ports);
  }

  private static Slice hopByHop(IpEffect.Send send) {
    var options = send.options();
    if (options.isEmpty()) {
      return Slice.EMPTY;
    }
    int length = 2 + options.length();
    var out = Writer.allocate(length);
    out.u8(send.protocol().number()).u8((length / 8) - 1).put(options);
    return out.written();
  }

  private static Option<NextHop> nextHop(Ip ip, IpEffect.Send send) {
    IpAddress destination = send.destination();
    if (ip.addresses().isBroadcast(destination)) {
      return Option.some(EVERYBODY);
    }
    if (destination.isMulticast()) {
      return Option.some(new NextHop.Group(destination));
    }
    var hop = ip.firstHop(send.source(), destination);
    return hop.isEmpty() ? Option.none() : Option.some(new NextHop.Neighbor(hop.get()));
  }
}
