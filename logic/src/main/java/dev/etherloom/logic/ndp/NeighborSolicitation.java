package dev.etherloom.logic.ndp;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * Asks for a neighbor's link-layer address, or whether it is there (type 135, RFC 4861 §4.3).
 *
 * @param reserved 32 bits that should be zero
 * @param target the neighbor
 */
public record NeighborSolicitation(int reserved, Ipv6Address target, Vector<NdpOption> options)
    implements NdpMessage {
  public static final int TYPE = 135;

  static NeighborSolicitation of(Icmpv6Message message, Vector<NdpOption> options) {
    return new NeighborSolicitation(message.word(), Ipv6Address.at(message.body(), 0), options);
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
    return reserved;
  }

  @Override
  public void emitFixed(Writer out) {
    target.emit(out);
  }
}
