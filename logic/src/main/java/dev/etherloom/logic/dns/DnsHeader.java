package dev.etherloom.logic.dns;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;

/**
 * The header of a message (RFC 1035 §4.1.1). The counts are claims: entries may be missing.
 *
 * @param id 0…65535, copied into the answer
 * @param questions 0…65535, as the other counts
 */
public record DnsHeader(
    int id, DnsFlags flags, int questions, int answers, int authorities, int additionals)
    implements Emit {
  public static final int LENGTH = 12;

  public static Either<DecodeError, DnsHeader> decode(Slice octets) {
    return octets.length() < LENGTH
        ? Refusal.tooShort(octets, 0, LENGTH, octets.length(), "header")
        : Either.right(
            new DnsHeader(
                octets.u16(0),
                new DnsFlags(octets.u16(2)),
                octets.u16(4),
                octets.u16(6),
                octets.u16(8),
                octets.u16(10)));
  }

  @Override
  public int length() {
    return LENGTH;
  }

  @Override
  public void emit(Writer out) {
    out.u16(id).u16(flags.bits()).u16(questions).u16(answers).u16(authorities).u16(additionals);
  }
}
