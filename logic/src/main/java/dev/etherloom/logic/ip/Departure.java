package dev.etherloom.logic.ip;

import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.ip.Outgoing.NextHop;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Step;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** A packet goes out: next hop (RFC 1122 §3.3.1), header, fragments (§3.3.5 of RFC 791). */
final class Departure {
  private static final NextHop EVERYBODY = new NextHop.Everybody();

  private Departure() {}

  static Either<IpDrop, Step<Ip, Outgoing>> send(Ip ip, IpEffect.Send send) {
    if (!(send.source() instanceof Ipv4Address source)
        || !(send.destination() instanceof Ipv4Address destination)) {
      return Either.left(IpDrop.NO_ROUTE);
    }
    var hop = nextHop(ip, send);
    if (hop.isEmpty()) {
      return Either.left(IpDrop.NO_ROUTE);
    }
    var header =
        new Ipv4Header(
            send.trafficClass(),
            ip.nextId(),
            send.dontFragment() ? Fragment.WHOLE_UNSPLIT : Fragment.WHOLE,
            send.hopLimit(),
            send.protocol(),
            source,
            destination,
            send.options());
    var packet = new Outgoing.Packet(header, send.payload());
    boolean fits = packet.length() <= ip.mtu();
    if (!fits && (send.dontFragment() || packet.length() > 65_535)) {
      return Either.left(IpDrop.TOO_LONG);
    }
    var packets = fits ? List.of(packet) : Fragmentation.split(packet, ip.mtu());
    return Either.right(
        Step.<Ip, Outgoing>to(ip.counted(), new Outgoing(send.vlan(), hop.get(), packets)));
  }

  private static Option<NextHop> nextHop(Ip ip, IpEffect.Send send) {
    IpAddress destination = send.destination();
    if (ip.addresses().isBroadcast(destination)) {
      return Option.some(EVERYBODY);
    }
    if (destination.isMulticast()) {
      return Option.some(new NextHop.Group(destination));
    }
    var hop = ip.routes().nextHop(destination);
    return hop.isEmpty() ? Option.none() : Option.some(new NextHop.Neighbor(hop.get()));
  }
}
