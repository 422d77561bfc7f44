package dev.etherloom.logic.icmp;

import dev.etherloom.logic.icmp.IcmpMessage.Failure;
import dev.etherloom.logic.icmp.Icmpv6Message.DestinationUnreachable;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpError;
import dev.etherloom.logic.ip.IpError.Reason;
import dev.etherloom.logic.ip.IpError.Where;
import dev.etherloom.logic.net.Ipv4Address;
import io.vavr.control.Option;

/**
 * Errors of either ICMP, put into terms of neither, for the transport whose packet they quote (RFC
 * 1122 §3.2.2, RFC 4443 §2.4 (d)).
 */
final class ErrorReport {
  private ErrorReport() {}

  /** What an error wants done; none where the message is no error or quotes nothing of use. */
  static Option<IpEffect> of(IcmpMessage message, Delivery delivery) {
    if (!(message instanceof Failure failure)) {
      return Option.none();
    }
    var quoted = Quoted.v4(failure.body());
    return failure.type() == Failure.REDIRECT
        ? quoted.map(packet -> redirected(packet, failure, delivery))
        : quoted
            .flatMap(packet -> packet.error(reason(failure, packet)))
            .map(error -> handed(error, delivery));
  }

  /** RFC 1122 §3.2.2.2: for the destination alone, whether it speaks of a host or a network. */
  private static IpEffect redirected(Quoted quoted, Failure failure, Delivery delivery) {
    return delivery.toGroup() || !quoted.source().equals(delivery.self())
        ? new IpEffect.Drop(IcmpDrop.NOT_OUR_PACKET)
        : new IpEffect.Redirect(
            quoted.destination(), new Ipv4Address(failure.word()), delivery.packet().source());
  }

  /** The same of ICMPv6. */
  static Option<IpEffect> of(Icmpv6Message message, Delivery delivery) {
    if (!message.isError()) {
      return Option.none();
    }
    return Quoted.v6(message.body())
        .flatMap(quoted -> reason(message, quoted).flatMap(quoted::error))
        .map(error -> handed(error, delivery));
  }

  /** An error comes to whom the packet came from, and to nobody else. */
  private static IpEffect handed(IpError error, Delivery delivery) {
    return delivery.toGroup() || !error.self().equals(delivery.self())
        ? new IpEffect.Drop(IcmpDrop.NOT_OUR_PACKET)
        : new IpEffect.Hear(error);
  }

  private static Reason reason(Failure failure, Quoted quoted) {
    return switch (failure.type()) {
      case Failure.SOURCE_QUENCH -> new Reason.SourceQuench();
      case Failure.TIME_EXCEEDED -> new Reason.TimeExceeded();
      case Failure.PARAMETER_PROBLEM -> new Reason.ParameterProblem();
      default ->
          failure.code() == Failure.FRAGMENTATION_NEEDED
              ? new Reason.TooBig(failure.word() & 0xffff, quoted.length())
              : new Reason.Unreachable(where(failure.code()));
    };
  }

  /** RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1. */
  private static Where where(int code) {
    return switch (code) {
      case Failure.NET_UNREACHABLE, 6, 11 -> Where.NETWORK;
      case Failure.PROTOCOL_UNREACHABLE -> Where.PROTOCOL;
      case Failure.PORT_UNREACHABLE -> Where.PORT;
      case Failure.SOURCE_ROUTE_FAILED -> Where.SOURCE_ROUTE;
      case 9, 10, 13, 14, 15 -> Where.PROHIBITED;
      default -> Where.HOST;
    };
  }

  private static Option<Reason> reason(Icmpv6Message message, Quoted quoted) {
    return switch (message) {
      case DestinationUnreachable(var code, _, _) ->
          Option.some(new Reason.Unreachable(where6(code)));
      case Icmpv6Message.PacketTooBig(_, var mtu, _) ->
          Option.some(new Reason.TooBig((int) Math.min(mtu, 0xffff), quoted.length()));
      case Icmpv6Message.TimeExceeded _ -> Option.some(new Reason.TimeExceeded());
      case Icmpv6Message.ParameterProblem(var code, _, _) ->
          Option.some(
              code == Icmpv6Message.ParameterProblem.UNRECOGNIZED_NEXT_HEADER
                  ? new Reason.Unreachable(Where.PROTOCOL)
                  : new Reason.ParameterProblem());
      case Icmpv6Message.EchoRequest _, Icmpv6Message.EchoReply _, Icmpv6Message.Other _ ->
          Option.none();
    };
  }

  private static Where where6(int code) {
    return switch (code) {
      case DestinationUnreachable.NO_ROUTE, DestinationUnreachable.BEYOND_SCOPE -> Where.NETWORK;
      case DestinationUnreachable.PORT_UNREACHABLE -> Where.PORT;
      case DestinationUnreachable.PROHIBITED,
          DestinationUnreachable.SOURCE_POLICY,
          DestinationUnreachable.REJECT_ROUTE ->
          Where.PROHIBITED;
      default -> Where.HOST;
    };
  }
}
