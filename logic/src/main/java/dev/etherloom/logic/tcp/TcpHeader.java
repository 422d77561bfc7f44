package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.SeqNum;

/**
 * The header of a segment (RFC 9293 §3.1), but for its checksum.
 *
 * @param window 0…65535, not yet scaled
 * @param urgent the urgent pointer, 0…65535; it means something only with {@link Flags#URG}
 */
public record TcpHeader(
    int sourcePort,
    int destinationPort,
    SeqNum seq,
    SeqNum ack,
    Flags flags,
    int window,
    int urgent,
    TcpOptions options)
    implements Emit {
  /** Octets without options. */
  public static final int SHORTEST = 20;

  /** Where the checksum stands. */
  static final int CHECKSUM = 16;

  /** Reads the fields of a header that is all there. */
  static TcpHeader read(Slice octets, TcpOptions options) {
    return new TcpHeader(
        octets.u16(0),
        octets.u16(2),
        new SeqNum(octets.i32(4)),
        new SeqNum(octets.i32(8)),
        new Flags(octets.u16(12) & 0xfff),
        octets.u16(14),
        octets.u16(18),
        options);
  }

  public boolean has(Flags bit) {
    return flags.has(bit);
  }

  TcpHeader with(Flags next) {
    return new TcpHeader(sourcePort, destinationPort, seq, ack, next, window, urgent, options);
  }

  /** The header of what starts {@code octets} later in the same segment. */
  TcpHeader piece(int octets, Flags next) {
    return new TcpHeader(
        sourcePort, destinationPort, seq.plus(octets), ack, next, window, urgent, options);
  }

  @Override
  public int length() {
    return SHORTEST + options.length();
  }

  /** Writes the header with zero for its checksum. */
  @Override
  public void emit(Writer out) {
    out.u16(sourcePort).u16(destinationPort).u32(seq.raw()).u32(ack.raw());
    out.u16((length() << 10) | flags.bits()).u16(window).u16(0).u16(urgent).put(options);
  }
}
