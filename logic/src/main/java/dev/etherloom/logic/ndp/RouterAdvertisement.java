package dev.etherloom.logic.ndp;

import dev.etherloom.frames.Writer;
import dev.etherloom.logic.icmp.Icmpv6Message;
import io.vavr.collection.Vector;

/**
 * What a router says of itself and the link (type 134, RFC 4861 §4.2).
 *
 * @param hopLimit for packets of hosts, 1…255; 0: it says none
 * @param flags the octet with managed, other and the preference (RFC 4191 §2.2)
 * @param lifetime seconds as a default router, 0…65535
 * @param reachable milliseconds a neighbor is reachable after a sign of it; 0: it says none
 * @param retransmit milliseconds between solicitations; 0: it says none
 */
public record RouterAdvertisement(
    int hopLimit,
    int flags,
    int lifetime,
    long reachable,
    long retransmit,
    Vector<NdpOption> options)
    implements NdpMessage {
  public static final int TYPE = 134;
  public static final int MANAGED = 0x80;
  public static final int OTHER = 0x40;
  public static final int HOME_AGENT = 0x20;

  /** Addresses by DHCPv6. */
  public boolean isManaged() {
    return (flags & MANAGED) != 0;
  }

  /** Other things by DHCPv6. */
  public boolean isOther() {
    return (flags & OTHER) != 0;
  }

  public Preference preference() {
    return Preference.in(flags);
  }

  static RouterAdvertisement of(Icmpv6Message message, Vector<NdpOption> options) {
    int word = message.word();
    var body = message.body();
    return new RouterAdvertisement(
        word >>> 24, word >>> 16 & 0xff, word & 0xffff, body.u32(0), body.u32(4), options);
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public int word() {
    return hopLimit << 24 | flags << 16 | lifetime;
  }

  @Override
  public void emitFixed(Writer out) {
    out.u32(reachable).u32(retransmit);
  }
}
