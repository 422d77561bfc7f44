package dev.etherloom.logic.icmp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.Ipv4Option;
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
    var options =
        Ipv4Option.decode(request.header().options())
            .getOrElse(Vector.<Ipv4Option>empty())
            .flatMap(option -> answered(option, request.destination(), now));
    return new IpEffect.Send(
        reply.vlan(),
        reply.source(),
        reply.destination(),
        reply.protocol(),
        reply.payload(),
        reply.hopLimit(),
        reply.trafficClass(),
        reply.dontFragment(),
        options.isEmpty() ? Slice.EMPTY : Ipv4Option.emit(options));
  }

  private static Vector<Ipv4Option> answered(
      Ipv4Option option, Ipv4Address self, MonotonicTime now) {
    return switch (option) {
      case Ipv4Option.AddressList list when list.isSourceRoute() -> Vector.of(list.reversed());
      case Ipv4Option.AddressList list -> Vector.of(list.recorded(self));
      case Ipv4Option.Timestamp stamps ->
          Vector.of(stamps.stamped(self, now.nanos() / NANOS_PER_MILLI));
      case Ipv4Option.NoOperation _, Ipv4Option.Unknown _ -> Vector.empty();
    };
  }
}
