package dev.etherloom.logic.dns;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;

/**
 * A resource record (RFC 1035 §4.1.3).
 *
 * @param timeToLive seconds, 0…2³²-1 as it stands there; values from 2³¹ on mean 0 (RFC 2181 §8)
 * @param data at most 65535 octets
 */
public record ResourceRecord(
    DomainName owner, RecordClass recordClass, long timeToLive, RecordData data) {
  /** Octets between the owner and the data. */
  static final int FIXED = 10;

  public RecordType type() {
    return data.type();
  }

  /** Reads the record at index {@code at} of a message, which stands in {@code section}. */
  public static Either<DecodeError, DnsEntry.Given> decode(Slice message, int at, Section section) {
    return frame(message, at, section).flatMap(given -> understood(message, given));
  }

  /** As {@link #decode}, the data left as {@link RecordData.Unknown}, whatever the type. */
  static Either<DecodeError, DnsEntry.Given> frame(Slice message, int at, Section section) {
    return DomainName.at(message, at).flatMap(owner -> frame(message, at, owner, section));
  }

  private static Either<DecodeError, DnsEntry.Given> frame(
      Slice message, int at, Located<DomainName> owner, Section section) {
    int fixed = at + owner.octets().length();
    int left = message.length() - fixed - FIXED;
    if (left < 0) {
      return Refusal.tooShort(message, fixed, FIXED, left + FIXED, "resource record");
    }
    int length = message.u16(fixed + 8);
    if (length > left) {
      return Refusal.tooShort(message, fixed + 8, length, left, "data length");
    }
    var octets = message.slice(fixed + FIXED, length);
    var record =
        new ResourceRecord(
            owner.value(),
            new RecordClass(message.u16(fixed + 2)),
            message.u32(fixed + 4),
            new RecordData.Unknown(new RecordType(message.u16(fixed)), octets));
    return Either.right(
        new DnsEntry.Given(
            section, record, message.slice(at, fixed + FIXED + length - at), octets));
  }

  /** The same with its data read as its type wants it. */
  static Either<DecodeError, DnsEntry.Given> understood(Slice message, DnsEntry.Given given) {
    var raw = given.record();
    return RecordData.decode(raw.type(), raw.recordClass(), message, given.data())
        .map(data -> new ResourceRecord(raw.owner(), raw.recordClass(), raw.timeToLive(), data))
        .map(record -> new DnsEntry.Given(given.section(), record, given.octets(), given.data()));
  }

  /** Octets where no name is compressed. */
  int uncompressed() {
    return owner.length() + FIXED + data.length();
  }

  NameTable emit(Writer out, NameTable names) {
    var owned = names.put(out, owner);
    out.u16(type().number()).u16(recordClass.number()).u32(timeToLive).u16(0);
    int start = out.position();
    var noted = emit(data, out, owned);
    out.patch16(start - 2, out.position() - start);
    return noted;
  }

  /** Only the types of RFC 1035 compress the names in their data (RFC 3597 §4). */
  private static NameTable emit(RecordData data, Writer out, NameTable names) {
    return switch (data) {
      case RecordData.Ns(var name) -> names.put(out, name);
      case RecordData.Cname(var name) -> names.put(out, name);
      case RecordData.Ptr(var name) -> names.put(out, name);
      case RecordData.Mx(var preference, var name) -> names.put(out.u16(preference), name);
      case RecordData.Soa soa -> {
        var noted = names.put(out, soa.primary()).put(out, soa.mailbox());
        soa.emitNumbers(out);
        yield noted;
      }
      case RecordData.A _,
          RecordData.Aaaa _,
          RecordData.Dname _,
          RecordData.Txt _,
          RecordData.Srv _,
          RecordData.Opt _,
          RecordData.Caa _,
          RecordData.Svcb _,
          RecordData.Https _,
          RecordData.Unknown _ -> {
        data.emit(out);
        yield names;
      }
    };
  }
}
