package dev.etherloom.logic.icmp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpProtocol;
import io.vavr.Tuple2;
import io.vavr.control.Option;

/** What a message of either ICMP says to an {@link IcmpReceiver}. */
public sealed interface IcmpNews {
  /**
   * An echo reply.
   *
   * @param octets ICMP header and payload
   */
  record Answer(int identifier, int sequence, int octets) implements IcmpNews {}

  /**
   * A packet of ours did not arrive.
   *
   * @param reason in ping's words
   * @param protocol what the packet carried
   * @param quoted as much of that as was sent back
   */
  record Trouble(String reason, IpProtocol protocol, Slice quoted) implements IcmpNews {
    /** The identifier and sequence number of the echo request that had the trouble. */
    Option<Tuple2<Integer, Integer>> echo() {
      int request = protocol.equals(IpProtocol.ICMP) ? 8 : Icmpv6Message.EchoRequest.TYPE;
      boolean icmp = protocol.equals(IpProtocol.ICMP) || protocol.equals(IpProtocol.ICMPV6);
      return icmp && quoted.length() >= IcmpMessage.HEADER && quoted.u8(0) == request
          ? Option.some(new Tuple2<>(quoted.u16(4), quoted.u16(6)))
          : Option.none();
    }
  }

  /** Anything else. */
  record Else() implements IcmpNews {}

  /** What a message of ICMP for IPv4 says. */
  static IcmpNews of(IcmpMessage message) {
    return switch (message) {
      case IcmpMessage.EchoReply reply ->
          new Answer(reply.identifier(), reply.sequence(), reply.length());
      case IcmpMessage.Failure failure -> trouble(failure);
      case IcmpMessage.EchoRequest _, IcmpMessage.Other _ -> new Else();
    };
  }

  private static IcmpNews trouble(IcmpMessage.Failure failure) {
    return trouble(reason(failure), Quoted.v4(failure.body()));
  }

  private static String reason(IcmpMessage.Failure failure) {
    int type = failure.type();
    int code = failure.code();
    return switch (type) {
      case IcmpMessage.Failure.DESTINATION_UNREACHABLE ->
          switch (code) {
            case IcmpMessage.Failure.NET_UNREACHABLE -> "Destination Net Unreachable";
            case IcmpMessage.Failure.HOST_UNREACHABLE -> "Destination Host Unreachable";
            case IcmpMessage.Failure.PROTOCOL_UNREACHABLE -> "Destination Protocol Unreachable";
            case IcmpMessage.Failure.PORT_UNREACHABLE -> "Destination Port Unreachable";
            case IcmpMessage.Failure.FRAGMENTATION_NEEDED -> "Frag needed and DF set";
            default -> "Destination Unreachable, code " + code;
          };
      case IcmpMessage.Failure.TIME_EXCEEDED -> "Time to live exceeded";
      default -> "ICMP type " + type + " code " + code;
    };
  }

  /** What a message of ICMPv6 says. */
  static IcmpNews of(Icmpv6Message message) {
    return switch (message) {
      case Icmpv6Message.EchoReply reply ->
          new Answer(
              reply.identifier(), reply.sequence(), Icmpv6Message.HEADER + reply.body().length());
      case Icmpv6Message.DestinationUnreachable it -> trouble(reason(it), Quoted.v6(it.body()));
      case Icmpv6Message.PacketTooBig(_, var mtu, var body) ->
          trouble("Packet too big: mtu=" + mtu, Quoted.v6(body));
      case Icmpv6Message.TimeExceeded it ->
          trouble(
              it.code() == 0
                  ? "Time exceeded: Hop limit"
                  : "Time exceeded: Defragmentation failure",
              Quoted.v6(it.body()));
      case Icmpv6Message.ParameterProblem it ->
          trouble(
              "Parameter problem: code %d, at octet %d".formatted(it.code(), it.pointer()),
              Quoted.v6(it.body()));
      case Icmpv6Message.EchoRequest _, Icmpv6Message.Other _ -> new Else();
    };
  }

  private static String reason(Icmpv6Message.DestinationUnreachable message) {
    return "Destination unreachable: "
        + switch (message.code()) {
          case Icmpv6Message.DestinationUnreachable.NO_ROUTE -> "No route";
          case Icmpv6Message.DestinationUnreachable.PROHIBITED -> "Administratively prohibited";
          case Icmpv6Message.DestinationUnreachable.BEYOND_SCOPE -> "Beyond scope of source";
          case Icmpv6Message.DestinationUnreachable.ADDRESS_UNREACHABLE -> "Address unreachable";
          case Icmpv6Message.DestinationUnreachable.PORT_UNREACHABLE -> "Port unreachable";
          default -> "code " + message.code();
        };
  }

  private static IcmpNews trouble(String reason, Option<Quoted> packet) {
    return packet
        .<IcmpNews>map(quoted -> new Trouble(reason, quoted.protocol(), quoted.payload()))
        .getOrElse(new Else());
  }
}
