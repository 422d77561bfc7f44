package dev.etherloom.logic.message;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;

/**
 * One part of a message, or the acknowledgement of one.
 *
 * @param about the message that it belongs to
 * @param part from 0
 * @param acknowledges whether it says that the part arrived, rather than carrying it
 * @param handlerNanos in an acknowledgement: from frame to handler
 */
public record Envelope(
    About about, int part, boolean acknowledges, long handlerNanos, Slice content) implements Emit {
  public static final int HEADER = 46;
  public static final int VERSION = 1;
  public static final int MAX_NAME = 255;
  private static final String LAYER = "message";
  private static final int MAGIC = 0x454c_4d47;
  private static final int AT_CHECKSUM = 32;

  /** What all parts of a message have in common; {@code id} is the sender's choice. */
  public record About(Kind kind, String name, long id, int parts, int octets, int checksum) {}

  /** What a message holds. */
  public enum Kind {
    TEXT,
    JSON,
    FILE;

    private int number() {
      return ordinal() + 1;
    }
  }

  /** That this part arrived. */
  Envelope acknowledged(long nanos) {
    return new Envelope(about, part, true, nanos, Slice.EMPTY);
  }

  /** Reads an envelope; what follows it is padding. */
  public static Either<DecodeError, Envelope> decode(Slice octets) {
    int at = octets.offset();
    if (octets.length() < HEADER) {
      return tooShort(at, HEADER, octets.length(), "header");
    }
    if (octets.i32(0) != MAGIC) {
      return bad(at, "magic", octets.u32(0), "ELMG");
    }
    if (octets.u8(4) != VERSION) {
      return bad(at + 4, "version", octets.u8(4), "1");
    }
    int kind = octets.u8(5);
    if (kind < 1 || kind > Kind.values().length) {
      return bad(at + 5, "kind", kind, "1, 2 or 3");
    }
    if (octets.u8(6) > 1) {
      return bad(at + 6, "type", octets.u8(6), "0 or 1");
    }
    int name = octets.u8(7);
    int length = HEADER + name + octets.u16(36);
    if (length > octets.length()) {
      return tooShort(at + 36, length, octets.length(), "name and content length");
    }
    var whole = octets.first(length);
    if (checksum(whole) != octets.i32(AT_CHECKSUM)) {
      return Either.left(
          new DecodeError.BadChecksum(LAYER, at + AT_CHECKSUM, octets.i32(AT_CHECKSUM)));
    }
    return checked(at, whole.slice(HEADER, name), read(whole, Kind.values()[kind - 1], name));
  }

  private static Envelope read(Slice octets, Kind kind, int name) {
    var about =
        new About(
            kind,
            octets.slice(HEADER, name).text(),
            octets.i64(8),
            octets.i32(20),
            octets.i32(24),
            octets.i32(28));
    return new Envelope(
        about, octets.i32(16), octets.u8(6) == 1, octets.i64(38), octets.from(HEADER + name));
  }

  private static Either<DecodeError, Envelope> checked(int at, Slice name, Envelope envelope) {
    var about = envelope.about;
    if (about.parts < 1) {
      return bad(at + 20, "parts", about.parts, "at least 1");
    }
    if (envelope.part < 0 || envelope.part >= about.parts) {
      return bad(at + 16, "part", envelope.part, "less than the number of parts");
    }
    if (!Slice.utf8(about.name).equals(name)) {
      return bad(name.offset(), "name", name.u8(0), "UTF-8");
    }
    return about.octets < 0
        ? bad(at + 24, "octets", about.octets, "at most 2^31-1")
        : Either.right(envelope);
  }

  private static <T> Either<DecodeError, T> bad(
      int offset, String field, long found, String expected) {
    return Either.left(new DecodeError.BadField(LAYER, offset, field, found, expected));
  }

  private static <T> Either<DecodeError, T> tooShort(
      int offset, int required, int actual, String claimedBy) {
    return Either.left(new DecodeError.TooShort(LAYER, offset, required, actual, claimedBy));
  }

  private static int checksum(Slice octets) {
    return Crc32c.START
        .plus(octets.first(AT_CHECKSUM))
        .plus(Slice.of(0, 0, 0, 0))
        .plus(octets.from(AT_CHECKSUM + 4))
        .value();
  }

  @Override
  public int length() {
    return HEADER + Slice.utf8(about.name).length() + content.length();
  }

  @Override
  public void emit(Writer out) {
    var filled = fill(0);
    out.put(filled.first(AT_CHECKSUM)).u32(checksum(filled)).put(filled.from(AT_CHECKSUM + 4));
  }

  private Slice fill(int checksum) {
    var name = Slice.utf8(about.name);
    var out = Writer.allocate(HEADER + name.length() + content.length());
    out.u32(MAGIC).u8(VERSION).u8(about.kind.number()).u8(acknowledges ? 1 : 0);
    out.u8(name.length()).i64(about.id);
    out.u32(part).u32(about.parts).u32(about.octets).u32(about.checksum).u32(checksum);
    out.u16(content.length()).i64(handlerNanos).put(name).put(content);
    return out.written();
  }
}
