package dev.etherloom.logic.icmp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.ExtensionChain;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.ip.Ipv6Header;
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
    var quoted = failure.body();
    int header = quoted.isEmpty() ? 0 : (quoted.u8(0) & 0xf) * 4;
    return header < Ipv4Header.LENGTH || quoted.length() < header
        ? new Else()
        : new Trouble(reason(failure), new IpProtocol(quoted.u8(9)), quoted.from(header));
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
      case Icmpv6Message.DestinationUnreachable it -> trouble(reason(it), it.body());
      case Icmpv6Message.PacketTooBig(_, var mtu, var body) ->
          trouble("Packet too big: mtu=" + mtu, body);
      case Icmpv6Message.TimeExceeded it ->
          trouble(
              it.code() == 0
                  ? "Time exceeded: Hop limit"
                  : "Time exceeded: Defragmentation failure",
              it.body());
      case Icmpv6Message.ParameterProblem it ->
          trouble(
              "Parameter problem: code %d, at octet %d".formatted(it.code(), it.pointer()),
              it.body());
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

  private static IcmpNews trouble(String reason, Slice body) {
    return Quote.of(body)
        .<IcmpNews>map(quote -> new Trouble(reason, quote.protocol(), quote.payload()))
        .getOrElse(new Else());
  }

  /**
   * The packet that an ICMPv6 error is about.
   *
   * @param protocol what it carried
   * @param payload as much of that as was sent back
   */
  record Quote(Ipv6Header header, IpProtocol protocol, Slice payload) {
    static Option<Quote> of(Slice body) {
      var header = Ipv6Header.read(body);
      if (header.isLeft() || body.u8(0) >>> 4 != 6) {
        return Option.none();
      }
      var chain = ExtensionChain.walk(header.get().nextHeader(), body.from(Ipv6Header.LENGTH));
      return Option.some(new Quote(header.get(), chain.protocol(), chain.payload()));
    }
  }
}
