package dev.etherloom.logic.icmp;

import dev.etherloom.logic.icmp.Icmpv6Message.DestinationUnreachable;
import dev.etherloom.logic.icmp.Icmpv6Message.ParameterProblem;
import dev.etherloom.logic.icmp.Icmpv6Message.TimeExceeded;
import dev.etherloom.logic.ip.ExtensionChain;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv6Header;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.ip.Rejection;

/** The errors of ICMPv6 (RFC 4443 §3): which one says what, and about what none is sent. */
final class Icmpv6Errors {
  /** The whole error fits the least MTU there is (RFC 4443 §2.4 (c)). */
  static final int MAX_LENGTH = 1_280;

  private static final int HEADERS = Ipv6Header.LENGTH + Icmpv6Message.HEADER;
  private static final int NEXT_HEADER = 6;
  private static final int REDIRECT = 137;

  private Icmpv6Errors() {}

  /**
   * Whether a packet is an error or a redirect (RFC 4443 §2.4 (e.1), (e.2)), or so short that it
   * may be. Of a fragment that is not the first nobody can tell.
   */
  static boolean isError(Ipv6Packet packet) {
    var chain = ExtensionChain.walk(packet.protocol(), packet.payload());
    if (!chain.protocol().equals(IpProtocol.ICMPV6)
        || chain.fragment().exists(fragment -> fragment.offset() > 0)) {
      return false;
    }
    int type = chain.payload().isEmpty() ? 0 : chain.payload().u8(0);
    return type < 128 || type == REDIRECT;
  }

  static Icmpv6Message about(Rejection rejection, Ipv6Packet packet) {
    var quoted = IcmpErrors.quote(packet, MAX_LENGTH - HEADERS);
    return switch (rejection) {
      case Rejection.ProtocolUnreachable() ->
          new ParameterProblem(
              ParameterProblem.UNRECOGNIZED_NEXT_HEADER, lastNextHeader(packet), quoted);
      case Rejection.PortUnreachable() ->
          new DestinationUnreachable(DestinationUnreachable.PORT_UNREACHABLE, 0, quoted);
      case Rejection.ReassemblyTimeExceeded() ->
          new TimeExceeded(TimeExceeded.REASSEMBLY, 0, quoted);
      case Rejection.SourceRouteFailed() ->
          new DestinationUnreachable(DestinationUnreachable.SOURCE_POLICY, 0, quoted);
      case Rejection.ParameterProblem(var pointer) ->
          new ParameterProblem(ParameterProblem.ERRONEOUS_FIELD, pointer, quoted);
      case Rejection.UnknownOption(var pointer, _) ->
          new ParameterProblem(ParameterProblem.UNRECOGNIZED_OPTION, pointer, quoted);
      case Rejection.UnknownHeader(var pointer) ->
          new ParameterProblem(ParameterProblem.UNRECOGNIZED_NEXT_HEADER, pointer, quoted);
      case Rejection.TooManyHeaders(var pointer) ->
          new ParameterProblem(ParameterProblem.TOO_MANY_HEADERS, pointer, quoted);
      case Rejection.IncompleteChain() ->
          new ParameterProblem(ParameterProblem.INCOMPLETE_CHAIN, 0, quoted);
    };
  }

  /** Octets to the field that says what the packet carries: that of its last header. */
  private static int lastNextHeader(Ipv6Packet packet) {
    return packet
        .chain()
        .headers()
        .lastOption()
        .fold(
            () -> NEXT_HEADER,
            last -> Ipv6Header.LENGTH + last.offset() - packet.extensions().offset());
  }
}
