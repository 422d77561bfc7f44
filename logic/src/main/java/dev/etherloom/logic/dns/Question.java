package dev.etherloom.logic.dns;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;

/** What is asked (RFC 1035 §4.1.2); in an update the zone (RFC 2136 §2.3). */
public record Question(DomainName name, RecordType type, RecordClass recordClass) {
  private static final int FIXED = 4;

  /** Reads the question at index {@code at} of a message. */
  public static Either<DecodeError, DnsEntry.Asked> decode(Slice message, int at) {
    return DomainName.at(message, at).flatMap(name -> read(message, at, name));
  }

  private static Either<DecodeError, DnsEntry.Asked> read(
      Slice message, int at, Located<DomainName> name) {
    int fixed = at + name.octets().length();
    int left = message.length() - fixed;
    return left < FIXED
        ? Refusal.tooShort(message, fixed, FIXED, left, "question")
        : Either.right(
            new DnsEntry.Asked(
                new Question(
                    name.value(),
                    new RecordType(message.u16(fixed)),
                    new RecordClass(message.u16(fixed + 2))),
                message.slice(at, fixed + FIXED - at)));
  }

  /** Octets where the name is not compressed. */
  int uncompressed() {
    return name.length() + FIXED;
  }

  NameTable emit(Writer out, NameTable names) {
    var noted = names.put(out, name);
    out.u16(type.number()).u16(recordClass.number());
    return noted;
  }
}
