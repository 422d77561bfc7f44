package dev.etherloom.logic.vxlan;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;

/**
 * A VXLAN header and the frame it carries (RFC 7348 §5).
 *
 * @param flags 0…255; only {@link #VALID} has a meaning, the others are carried as they came
 * @param reserved the 24 bits behind the flags, which should be zero
 * @param network the VXLAN network identifier (VNI), 24 bits
 * @param trailing the eight bits behind the identifier, which should be zero
 * @param payload the inner Ethernet frame
 */
public record VxlanPacket(int flags, int reserved, int network, int trailing, Slice payload)
    implements Emit {
  public static final int HEADER = 8;

  /** UDP's destination port (RFC 7348 §5). */
  public static final int PORT = 4789;

  /** The I flag: the network identifier is valid. */
  public static final int VALID = 0x08;

  private static final String LAYER = "vxlan";

  /** A packet as RFC 7348 has it sent. */
  public static VxlanPacket of(int network, Slice payload) {
    return new VxlanPacket(VALID, 0, network, 0, payload);
  }

  /** Reads a packet whose network identifier has to be valid. */
  public static Either<DecodeError, VxlanPacket> decode(Slice octets) {
    return parse(octets)
        .filterOrElse(
            VxlanPacket::isValid,
            packet ->
                new DecodeError.BadField(
                    LAYER, octets.offset(), "flags", packet.flags, "the I flag set"));
  }

  /** The same whatever the flags say; for those who only look. */
  public static Either<DecodeError, VxlanPacket> parse(Slice octets) {
    return octets.length() < HEADER
        ? Either.left(
            new DecodeError.TooShort(LAYER, octets.offset(), HEADER, octets.length(), "header"))
        : Either.right(
            new VxlanPacket(
                octets.u8(0),
                octets.i32(0) & 0xff_ffff,
                octets.i32(4) >>> 8,
                octets.u8(7),
                octets.from(HEADER)));
  }

  public boolean isValid() {
    return (flags & VALID) != 0;
  }

  @Override
  public int length() {
    return HEADER + payload.length();
  }

  @Override
  public void emit(Writer out) {
    out.u32(flags << 24 | reserved).u32(network << 8 | trailing).put(payload);
  }
}
