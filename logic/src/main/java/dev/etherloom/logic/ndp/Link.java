package dev.etherloom.logic.ndp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Vlan;
import java.time.Duration;

/**
 * The host's end of the link, as neighbor discovery needs to know it.
 *
 * @param vlan the link on which it speaks unasked
 * @param secret of this start: for waits that others must not foresee
 * @param stable of this machine: for identifiers that stay the same (RFC 7217)
 * @param mtu the longest packet, in octets
 * @param auto whether routers say which addresses and routes it has (RFC 4862)
 */
public record Link(MacAddress mac, Vlan vlan, Secret secret, Secret stable, int mtu, boolean auto) {
  /** Nobody far away can send a packet that arrives with it (RFC 4861 §3.1). */
  static final int HOP_LIMIT = 255;

  /** Tells this use of the secret from others. */
  private static final long WAIT = 0x6e64_7077;

  private static final long IDENTIFIER = 0x7217;

  /** A while of less than {@code most}, for {@code address}'s {@code round}th wait. */
  Duration wait(Duration most, Ipv6Address address, long round) {
    long nanos = most.toNanos();
    long hash = secret.hash(WAIT, mac.bits(), address.high(), address.low(), round);
    return Duration.ofNanos(nanos == 0 ? 0 : Long.remainderUnsigned(hash, nanos));
  }

  /**
   * The address that this host has in a /64: always the same there, and telling nothing elsewhere
   * (RFC 7217 §5).
   *
   * @param counter how many others turned out to be taken
   */
  Ipv6Address stableAddress(Ipv6Address prefix, int counter) {
    @Var long round = counter;
    @Var long id = identifier(prefix, round);
    while (isReserved(id)) {
      round += 1L << 32;
      id = identifier(prefix, round);
    }
    return new Ipv6Address(prefix.high(), id);
  }

  private long identifier(Ipv6Address prefix, long round) {
    return stable.hash(IDENTIFIER, prefix.high(), mac.bits(), vlan.key(), round);
  }

  /** RFC 5453: anycast, and what stands for IANA's block of MAC addresses. */
  private static boolean isReserved(long id) {
    return id == 0
        || id >>> 7 == 0xfdff_ffff_ffff_ff80L >>> 7
        || id >>> 16 == 0x0200_5eff_fe00_0000L >>> 16;
  }

  /** Sends a message on a link of this host. */
  IpEffect send(Vlan on, Ipv6Address from, Ipv6Address to, NdpMessage message) {
    return new IpEffect.Send(
        on,
        from,
        to,
        IpProtocol.ICMPV6,
        message.toIcmp().over(Ipv6Packet.pseudoHeader(from, to, IpProtocol.ICMPV6)),
        HOP_LIMIT,
        0,
        true,
        Slice.EMPTY);
  }
}
