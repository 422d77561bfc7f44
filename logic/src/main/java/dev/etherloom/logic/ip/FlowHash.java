package dev.etherloom.logic.ip;

import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Secret;

/**
 * Which shard serves a flow: a keyed hash over both ends, the same for both directions, so that an
 * error that quotes what we sent finds the shard that sent it. As it is keyed, nobody outside can
 * aim at one shard.
 *
 * @param count how many shards there are
 */
public record FlowHash(Secret secret, int count) {
  /** Tells this use of the secret from others. */
  private static final long FLOW = 0x666c_6f77L;

  /** The shard of two ends over IPv4. */
  public int v4(int one, int onePort, int other, int otherPort) {
    long a = (one & 0xffff_ffffL) << 16 | onePort;
    long b = (other & 0xffff_ffffL) << 16 | otherPort;
    return secret.below(count, FLOW, Math.min(a, b), Math.max(a, b));
  }

  /** The shard of two ends over IPv6. */
  public int v6(Ipv6Address one, int onePort, Ipv6Address other, int otherPort) {
    int order = one.compareTo(other);
    boolean ordered = order < 0 || (order == 0 && onePort <= otherPort);
    var a = ordered ? one : other;
    var b = ordered ? other : one;
    long ports = ordered ? onePort << 16 | otherPort : otherPort << 16 | onePort;
    return secret.below(count, FLOW, a.high(), a.low(), b.high(), b.low(), ports & 0xffff_ffffL);
  }

  /** The shard of a whole packet: by its ports, or where it has none by its addresses. */
  int of(IpPacket packet) {
    var payload = packet.payload();
    boolean ported = hasPorts(packet.protocol().number()) && payload.length() >= 4;
    int from = ported ? payload.u16(0) : 0;
    int to = ported ? payload.u16(2) : 0;
    IpAddress other = packet.destination();
    return switch (packet.source()) {
      case Ipv4Address(var a) when other instanceof Ipv4Address(var b) -> v4(a, from, b, to);
      case Ipv6Address a when other instanceof Ipv6Address b -> v6(a, from, b, to);
      case Ipv4Address _, Ipv6Address _ -> 0;
    };
  }

  /** Whether packets of this protocol begin with two ports: TCP and UDP. */
  public static boolean hasPorts(int protocol) {
    return protocol == 6 || protocol == 17;
  }
}
