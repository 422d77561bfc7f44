package dev.etherloom.logic.ndp;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * The answer, or news (type 136, RFC 4861 §4.4).
 *
 * @param flags router, solicited and override in front of 29 bits that should be zero
 * @param target whose link-layer address it is
 */
public record NeighborAdvertisement(int flags, Ipv6Address target, Vector<NdpOption> options)
    implements NdpMessage {
  public static final int TYPE = 136;
  public static final int ROUTER = 0x8000_0000;
  public static final int SOLICITED = 0x4000_0000;
  public static final int OVERRIDE = 0x2000_0000;

  public boolean isRouter() {
    return (flags & ROUTER) != 0;
  }

  public boolean isSolicited() {
    return (flags & SOLICITED) != 0;
  }

  public boolean isOverride() {
    return (flags & OVERRIDE) != 0;
  }

  static NeighborAdvertisement of(Icmpv6Message message, Vector<NdpOption> options) {
    return new NeighborAdvertisement(message.word(), Ipv6Address.at(message.body(), 0), options);
  }

  @Override
  public Either<DecodeError, NdpMessage> checked(Slice body) {
    return target.isMulticast()
        ? NdpOption.bad(body, 0, "target address", body.u8(0), "no group")
        : Either.right(this);
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public int word() {
    return flags;
  }

  @Override
  public void emitFixed(Writer out) {
    target.emit(out);
  }
}
