package dev.etherloom.logic.gre;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * Version 1, the enhanced header of PPTP (RFC 2637 §4.1).
 *
 * @param call the peer's call number, 0…65535
 * @param sequence this packet's number; none in a packet that only acknowledges
 * @param acknowledgment the highest number received
 * @param payload a PPP frame; what stands behind its stated length is cut off
 */
public record PptpGre(
    int call, Option<Integer> sequence, Option<Integer> acknowledgment, Slice payload)
    implements GrePacket {
  /** PPP, the only protocol of this version. */
  public static final int PROTOCOL = 0x880b;

  private static final int ACKNOWLEDGMENT = 0x0080;
  private static final int VERSION = 1;

  static Either<DecodeError, GrePacket> read(Slice octets) {
    int flags = octets.u16(0);
    int options = SEQUENCE | ACKNOWLEDGMENT;
    if ((flags & ~options) != (KEY | VERSION)) {
      return bad(octets, 0, "flags", flags, "of those before the version only K, S and A, and K");
    }
    if (octets.u16(2) != PROTOCOL) {
      return bad(octets, 2, "protocol", octets.u16(2), "0x880b");
    }
    int header = header((flags & SEQUENCE) != 0, (flags & ACKNOWLEDGMENT) != 0);
    if (octets.length() < header) {
      return Either.left(
          new DecodeError.TooShort("gre", octets.offset(), header, octets.length(), "flags"));
    }
    int size = octets.u16(4);
    if (octets.length() - header < size) {
      return Either.left(
          new DecodeError.TooShort(
              "gre", octets.offset() + header, size, octets.length() - header, "payload length"));
    }
    return Either.right(
        new PptpGre(
            octets.u16(6),
            Option.when((flags & SEQUENCE) != 0, () -> octets.i32(8)),
            Option.when((flags & ACKNOWLEDGMENT) != 0, () -> octets.i32(header - 4)),
            octets.slice(header, size)));
  }

  private static int header(boolean sequence, boolean acknowledgment) {
    return 2 * HEADER + (sequence ? 4 : 0) + (acknowledgment ? 4 : 0);
  }

  private static Either<DecodeError, GrePacket> bad(
      Slice octets, int at, String field, int found, String expected) {
    return Either.left(
        new DecodeError.BadField("gre", octets.offset() + at, field, found, expected));
  }

  @Override
  public int length() {
    return header(sequence.isDefined(), acknowledgment.isDefined()) + payload.length();
  }

  @Override
  public void emit(Writer out) {
    out.u16(
        KEY
            | VERSION
            | (sequence.isDefined() ? SEQUENCE : 0)
            | (acknowledgment.isDefined() ? ACKNOWLEDGMENT : 0));
    out.u16(PROTOCOL).u16(payload.length()).u16(call);
    sequence.forEach(out::u32);
    acknowledgment.forEach(out::u32);
    out.put(payload);
  }
}
