package dev.etherloom.logic.icmp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.icmp.IcmpMessage.Failure;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpPacket;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Rejection;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.TokenBucket;
import io.vavr.control.Option;

/**
 * Tells senders what went wrong with their packets, where that is allowed (RFC 1122 §3.2.2) and not
 * too often: 50 at once, then 1,000 a second, so that forged packets do not turn the host into an
 * amplifier.
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

  public static IcmpErrors fresh() {
    return new IcmpErrors(TokenBucket.of(PER_SECOND, BURST));
  }

  /** The error about a packet, or the reason for silence. */
  public Step<IcmpErrors, IpEffect> about(
      Delivery delivery, Rejection rejection, MonotonicTime now) {
    var silence = silence(delivery);
    if (silence.isDefined()) {
      return Step.to(this, new IpEffect.Drop(silence.get()));
    }
    if (!limit.allows(now)) {
      return Step.to(this, new IpEffect.Drop(IcmpDrop.RATE));
    }
    var packet = delivery.packet();
    var error =
        new IpEffect.Send(
            delivery.vlan(),
            delivery.self(),
            packet.source(),
            IpProtocol.ICMP,
            failure(rejection, quote(packet)),
            IpEffect.DEFAULT_HOP_LIMIT,
            INTERNETWORK_CONTROL,
            false,
            Slice.EMPTY);
    return Step.to(new IcmpErrors(limit.taken(now)), error);
  }

  /**
   * RFC 1122 §3.2.2: never about an error, a group, or for a sender that is no single host. Later
   * fragments never come here: reassembly holds them.
   */
  private static Option<IcmpDrop> silence(Delivery delivery) {
    var packet = delivery.packet();
    if (delivery.toGroup()) {
      return Option.some(IcmpDrop.NO_ERROR_ABOUT_GROUP);
    }
    if (!(packet.source() instanceof Ipv4Address source) || source.isNoSource()) {
      return Option.some(IcmpDrop.NO_ERROR_TO_NO_HOST);
    }
    boolean error =
        packet.protocol().equals(IpProtocol.ICMP)
            && (packet.payload().isEmpty() || !isQuery(packet.payload().u8(0)));
    return error ? Option.some(IcmpDrop.NO_ERROR_ABOUT_ERROR) : Option.none();
  }

  /** Types that are known to be questions or answers; anything else may be an error. */
  private static boolean isQuery(int type) {
    return switch (type) {
      case 0, 8, 9, 10, 13, 14, 15, 16, 17, 18 -> true;
      default -> false;
    };
  }

  private static Slice quote(IpPacket packet) {
    var octets = packet.toSlice();
    return octets.first(Math.min(octets.length(), MAX_LENGTH - HEADERS));
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
    };
  }

  private static Failure unreachable(int code, Slice quoted) {
    return new Failure(Failure.DESTINATION_UNREACHABLE, code, 0, quoted);
  }
}
