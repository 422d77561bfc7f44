package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ip.Ported;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.SeqNum;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * A TCP segment (RFC 9293 §3.1).
 *
 * @param payload what it carries; a {@link Slice} where it was decoded
 * @param pseudo the sum over the pseudo header, without the length, for the checksum
 */
public record TcpSegment(TcpHeader header, Emit payload, InternetChecksum pseudo)
    implements Ported {
  private static final String LAYER = "tcp";

  /** Reads a segment; its checksum and the lengths of its options have to be right (MUST-3). */
  public static Either<DecodeError, TcpSegment> decode(Slice octets, InternetChecksum pseudo) {
    if (octets.length() >= TcpHeader.SHORTEST
        && !pseudo.plus(octets.length()).plus(octets).verifies()) {
      int at = octets.offset() + TcpHeader.CHECKSUM;
      return Either.left(new DecodeError.BadChecksum(LAYER, at, octets.u16(TcpHeader.CHECKSUM)));
    }
    return parse(octets, pseudo, true);
  }

  /** The same of a segment whose checksum somebody else has looked at. */
  static Either<DecodeError, TcpSegment> vouchedFor(Slice octets, InternetChecksum pseudo) {
    return parse(octets, pseudo, true);
  }

  /** Reads a segment whatever its checksum is; a malformed option is kept as octets. */
  public static Either<DecodeError, TcpSegment> read(Slice octets, InternetChecksum pseudo) {
    return parse(octets, pseudo, false);
  }

  private static Either<DecodeError, TcpSegment> parse(
      Slice octets, InternetChecksum pseudo, boolean strict) {
    int at = octets.offset();
    int shortest = TcpHeader.SHORTEST;
    if (octets.length() < shortest) {
      return Either.left(new DecodeError.TooShort(LAYER, at, shortest, octets.length(), "header"));
    }
    int header = (octets.u8(12) >>> 4) * 4;
    if (header < shortest) {
      return Either.left(
          new DecodeError.BadField(LAYER, at + 12, "data offset", header / 4, "at least 5"));
    }
    if (header > octets.length()) {
      return Either.left(
          new DecodeError.TooShort(LAYER, at + 12, header, octets.length(), "data offset"));
    }
    var options = TcpOptions.read(octets.slice(shortest, header - shortest));
    var wrong = strict ? options.malformation() : Option.<DecodeError>none();
    return wrong.isDefined()
        ? Either.left(wrong.get())
        : Either.right(
            new TcpSegment(TcpHeader.read(octets, options), octets.from(header), pseudo));
  }

  public SeqNum seq() {
    return header.seq();
  }

  public boolean has(Flags bit) {
    return header.has(bit);
  }

  /** What it takes of the sequence space: its octets, SYN and FIN (SEG.LEN). */
  public int size() {
    return payload.length() + (has(Flags.SYN) ? 1 : 0) + (has(Flags.FIN) ? 1 : 0);
  }

  /** The octets it carries. */
  public Slice text() {
    return payload.toSlice();
  }

  @Override
  public int ports() {
    return header.sourcePort() << 16 | header.destinationPort();
  }

  @Override
  public int length() {
    return header.length() + payload.length();
  }

  @Override
  public void emit(Writer out) {
    int start = out.position();
    out.put(header);
    var front = out.checksumFrom(start).plus(pseudo).plus(length());
    int behind = out.position();
    out.put(payload);
    var sum =
        payload instanceof Slice octets ? front.plus(octets) : front.plus(out.checksumFrom(behind));
    out.patch16(start + TcpHeader.CHECKSUM, sum.value());
  }
}
