package dev.etherloom.logic.llc;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * A SNAP header and what it carries (IEEE 802 §9.5).
 *
 * @param oui whose protocols are meant, 24 bits
 * @param protocol the number among them, 0…65535
 */
public record Snap(int oui, int protocol, Slice payload) implements Emit {
  public static final int HEADER = 5;

  /** Encapsulated Ethernet: the protocol is an EtherType (RFC 1042). */
  public static final int ENCAPSULATED = 0;

  /** The same as bridges tunnel it (IEEE 802.1H). */
  public static final int BRIDGE_TUNNEL = 0x0000f8;

  public static Either<DecodeError, Snap> decode(Slice octets) {
    return octets.length() < HEADER
        ? Either.left(
            new DecodeError.TooShort("snap", octets.offset(), HEADER, octets.length(), "header"))
        : Either.right(
            new Snap(octets.u16(0) << 8 | octets.u8(2), octets.u16(3), octets.from(HEADER)));
  }

  /** The EtherType that an encapsulated frame would have; none under any other organisation. */
  public Option<EtherType> etherType() {
    return (oui == ENCAPSULATED || oui == BRIDGE_TUNNEL) && protocol >= EtherType.LOWEST
        ? Option.some(new EtherType(protocol))
        : Option.none();
  }

  @Override
  public int length() {
    return HEADER + payload.length();
  }

  @Override
  public void emit(Writer out) {
    out.u16(oui >>> 8).u8(oui).u16(protocol).put(payload);
  }
}
