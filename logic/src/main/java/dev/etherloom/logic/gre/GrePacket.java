package dev.etherloom.logic.gre;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;

/** A GRE header of any version and what it carries. */
public sealed interface GrePacket extends Emit permits Gre, PptpGre, GrePacket.Unknown {
  /** Octets without any option. */
  int HEADER = 4;

  int CHECKSUM = 0x8000;
  int KEY = 0x2000;
  int SEQUENCE = 0x1000;

  /** A header of version 2…7, of which nothing is known, and all behind it. */
  record Unknown(Slice octets) implements GrePacket {
    public int version() {
      return octets.u8(1) & 7;
    }

    @Override
    public int length() {
      return octets.length();
    }

    @Override
    public void emit(Writer out) {
      out.put(octets);
    }
  }

  /** Reads a packet; its checksum, if it has one, has to be right. */
  static Either<DecodeError, GrePacket> decode(Slice octets) {
    return parse(octets)
        .filterOrElse(
            packet -> !(packet instanceof Gre gre) || gre.verifies(),
            _ -> new DecodeError.BadChecksum("gre", octets.offset() + HEADER, octets.u16(HEADER)));
  }

  /** The same with any checksum; for those who only look. */
  static Either<DecodeError, GrePacket> parse(Slice octets) {
    if (octets.length() < HEADER) {
      return Either.left(
          new DecodeError.TooShort("gre", octets.offset(), HEADER, octets.length(), "header"));
    }
    return switch (octets.u8(1) & 7) {
      case 0 -> Gre.read(octets);
      case 1 -> PptpGre.read(octets);
      default -> Either.right(new Unknown(octets));
    };
  }
}
