package dev.etherloom.logic.icmp;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.icmp.IcmpMessage.Failure;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpPacket;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.ip.Rejection;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Shard;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.TokenBucket;
import io.vavr.control.Option;

/**
 * Tells senders what went wrong with their packets, where that is allowed (RFC 1122 §3.2.2, RFC
 * 4443 §2.4) and not too often: 50 at once, then 1,000 a second, so that forged packets do not turn
 * the host into an amplifier. Of several shards each has its part of that.
 *
 * @param limit what may be sent now
 */
public record IcmpErrors(TokenBucket limit) {
  static final int PER_SECOND = 1_000;
  static final int BURST = 50;

  /** An error quotes so much that it has at most this many octets (RFC 1812 §4.3.2.3). */
  static final int MAX_LENGTH = 576;

  private static final int HEADERS = 28;

  /** Internetwork control, the precedence of errors (RFC 1812 §4.3.2.5). */
  private static final int INTERNETWORK_CONTROL = 0xc0;

  /** Nothing was sent so far by this shard. */
  public static IcmpErrors fresh(Shard shard) {
    return new IcmpErrors(TokenBucket.of(shard.partOf(PER_SECOND), shard.partOf(BURST)));
  }

  /** The error about a packet, or the reason for silence. */
  public Step<IcmpErrors, IpEffect> about(
      Delivery delivery, Rejection rejection, MonotonicTime now) {
    var silence = silence(delivery, rejection);
    if (silence.isDefined()) {
      return Step.to(this, new IpEffect.Drop(silence.get()));
    }
    if (!limit.allows(now)) {
      return Step.to(this, new IpEffect.Drop(IcmpDrop.RATE));
    }
    var error =
        switch (delivery.packet()) {
          case Ipv4Packet packet ->
              send(
                  delivery,
                  IpProtocol.ICMP,
                  failure(rejection, quote(packet, MAX_LENGTH - HEADERS)),
                  INTERNETWORK_CONTROL);
          case Ipv6Packet packet ->
              send(
                  delivery,
                  IpProtocol.ICMPV6,
                  Icmpv6Errors.about(rejection, packet)
                      .over(
                          Ipv6Packet.pseudoHeader(
                              (Ipv6Address) delivery.self(), packet.source(), IpProtocol.ICMPV6)),
                  0);
        };
    return Step.to(new IcmpErrors(limit.taken(now)), error);
  }

  private static IpEffect send(
      Delivery delivery, IpProtocol protocol, Emit message, int trafficClass) {
    return new IpEffect.Send(
        delivery.vlan(),
        delivery.self(),
        delivery.packet().source(),
        protocol,
        message,
        IpEffect.DEFAULT_HOP_LIMIT,
        trafficClass,
        false,
        Slice.EMPTY);
  }

  /**
   * RFC 1122 §3.2.2, RFC 4443 §2.4 (e): never about an error, a group, or for a sender that is no
   * single host. Later fragments never come here: reassembly holds them.
   */
  private static Option<IcmpDrop> silence(Delivery delivery, Rejection rejection) {
    var packet = delivery.packet();
    boolean evenToGroup = rejection instanceof Rejection.UnknownOption(_, var even) && even;
    if (delivery.toGroup() && !evenToGroup) {
      return Option.some(IcmpDrop.NO_ERROR_ABOUT_GROUP);
    }
    if (packet.source().isNoSource() || delivery.self().isNoSource()) {
      return Option.some(IcmpDrop.NO_ERROR_TO_NO_HOST);
    }
    boolean error =
        switch (packet) {
          case Ipv4Packet _ ->
              packet.protocol().equals(IpProtocol.ICMP)
                  && (packet.payload().isEmpty() || !isQuery(packet.payload().u8(0)));
          case Ipv6Packet v6 -> Icmpv6Errors.isError(v6);
        };
    return error ? Option.some(IcmpDrop.NO_ERROR_ABOUT_ERROR) : Option.none();
  }

  /** Types that are known to be questions or answers; anything else may be an error. */
  private static boolean isQuery(int type) {
    return switch (type) {
      case 0, 8, 9, 10, 13, 14, 15, 16, 17, 18 -> true;
      default -> false;
    };
  }

  static Slice quote(IpPacket packet, int most) {
    var octets = packet.toSlice();
    return octets.first(Math.min(octets.length(), most));
  }

  private static Failure failure(Rejection rejection, Slice quoted) {
    return switch (rejection) {
      case Rejection.ProtocolUnreachable() -> unreachable(Failure.PROTOCOL_UNREACHABLE, quoted);
      case Rejection.PortUnreachable() -> unreachable(Failure.PORT_UNREACHABLE, quoted);
      case Rejection.SourceRouteFailed() -> unreachable(Failure.SOURCE_ROUTE_FAILED, quoted);
      case Rejection.ReassemblyTimeExceeded() ->
          new Failure(Failure.TIME_EXCEEDED, Failure.REASSEMBLY_TIME_EXCEEDED, 0, quoted);
      case Rejection.ParameterProblem(var pointer) ->
          new Failure(Failure.PARAMETER_PROBLEM, 0, pointer << 24, quoted);
      case Rejection.UnknownOption(var pointer, _) ->
          new Failure(Failure.PARAMETER_PROBLEM, 0, pointer << 24, quoted);
      case Rejection.UnknownHeader _, Rejection.TooManyHeaders _, Rejection.IncompleteChain _ ->
          unreachable(Failure.PROTOCOL_UNREACHABLE, quoted);
    };
  }

  private static Failure unreachable(int code, Slice quoted) {
    return new Failure(Failure.DESTINATION_UNREACHABLE, code, 0, quoted);
  }
}
