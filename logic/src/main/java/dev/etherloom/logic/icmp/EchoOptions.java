package dev.etherloom.logic.icmp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.Ipv4Option;
import dev.etherloom.logic.ip.Ipv4Option.AddressList;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.collection.Vector;

/**
 * The IP options of an echo request in its reply (RFC 1122 §3.2.2.6): record route and timestamp
 * with this host added, a source route reversed; others are left out.
 */
final class EchoOptions {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private EchoOptions() {}

  static IpEffect.Send reply(IpEffect.Send reply, Ipv4Packet request, MonotonicTime now) {
    var asked = Ipv4Option.decode(request.header().options()).getOrElse(Vector.empty());
    var route = asked.find(EchoOptions::isSourceRoute).map(AddressList.class::cast);
    var stops = route.isEmpty() ? Vector.<Ipv4Address>empty() : wayBack(route.get(), request);
    var back =
        stops.length() < 2
            ? Vector.<Ipv4Option>empty()
            : Vector.<Ipv4Option>of(AddressList.through(route.get().type(), stops.tail()));
    var options = back.appendAll(asked.flatMap(one -> answered(one, request.destination(), now)));
    return new IpEffect.Send(
        reply.vlan(),
        reply.source(),
        stops.isEmpty() ? reply.destination() : stops.head(),
        reply.protocol(),
        reply.payload(),
        reply.hopLimit(),
        reply.trafficClass(),
        reply.dontFragment(),
        options.isEmpty() ? Slice.EMPTY : Ipv4Option.emit(options));
  }

  private static boolean isSourceRoute(Ipv4Option option) {
    return option instanceof AddressList list && list.isSourceRoute();
  }

  /** The stops of the way here in reverse, then the sender, who may have recorded himself. */
  private static Vector<Ipv4Address> wayBack(AddressList route, Ipv4Packet request) {
    var stops = route.stops();
    var sender = request.source();
    if (stops.exists(Ipv4Address::isNoSource)) {
      return Vector.empty();
    }
    return (stops.headOption().contains(sender) ? stops.tail() : stops).reverse().append(sender);
  }

  /** A header has one source route at most (RFC 1122 §3.2.1.8); that of the answer is above. */
  private static Vector<Ipv4Option> answered(
      Ipv4Option option, Ipv4Address self, MonotonicTime now) {
    return switch (option) {
      case AddressList list when list.isSourceRoute() -> Vector.empty();
      case AddressList list -> Vector.of(list.recorded(self));
      case Ipv4Option.Timestamp stamps ->
          Vector.of(stamps.stamped(self, now.nanos() / NANOS_PER_MILLI));
      case Ipv4Option.NoOperation _, Ipv4Option.Unknown _ -> Vector.empty();
    };
  }
}
