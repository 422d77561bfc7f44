package dev.etherloom.logic.udp;

import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ip.Ported;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;

/**
 * A UDP datagram (RFC 768).
 *
 * @param pseudo the sum over the pseudo header, without the length, for the checksum
 */
public record UdpDatagram(
    int sourcePort, int destinationPort, InternetChecksum pseudo, Slice payload) implements Ported {
  public static final int HEADER = 8;
  private static final String LAYER = "udp";

  /** Reads a datagram; its checksum has to be right, or zero, which means none was made. */
  public static Either<DecodeError, UdpDatagram> decode(Slice octets, InternetChecksum pseudo) {
    int at = octets.offset();
    if (octets.length() < HEADER) {
      return Either.left(new DecodeError.TooShort(LAYER, at, HEADER, octets.length(), "header"));
    }
    int length = octets.u16(4);
    if (length < HEADER) {
      return Either.left(new DecodeError.BadField(LAYER, at + 4, "length", length, "at least 8"));
    }
    if (length > octets.length()) {
      return Either.left(
          new DecodeError.TooShort(LAYER, at + 4, length, octets.length(), "length"));
    }
    var whole = octets.first(length);
    int checksum = octets.u16(6);
    if (checksum != 0 && !pseudo.plus(length).plus(whole).verifies()) {
      return Either.left(new DecodeError.BadChecksum(LAYER, at + 6, checksum));
    }
    return Either.right(new UdpDatagram(octets.u16(0), octets.u16(2), pseudo, whole.from(HEADER)));
  }

  @Override
  public int ports() {
    return sourcePort << 16 | destinationPort;
  }

  @Override
  public int length() {
    return HEADER + payload.length();
  }

  @Override
  public void emit(Writer out) {
    int start = out.position();
    out.u16(sourcePort).u16(destinationPort).u16(length()).u16(0).put(payload);
    int checksum = out.checksumFrom(start).plus(pseudo).plus(length()).value();
    out.patch16(start + 6, checksum == 0 ? 0xffff : checksum);
  }
}
