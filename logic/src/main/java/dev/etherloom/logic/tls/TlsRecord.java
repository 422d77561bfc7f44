package dev.etherloom.logic.tls;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;

/**
 * A record (RFC 8446 §5.1).
 *
 * @param type 20…24, one of the constants
 * @param version the legacy one: 0x0300…0x03ff, 0x0303 as a rule
 * @param size of the whole fragment as the header states it, 0…{@value #MAX_SIZE}
 * @param fragment what there is of it; less than {@code size} only if the octets ended
 */
public record TlsRecord(int type, int version, int size, Slice fragment) implements Emit {
  public static final int CHANGE_CIPHER_SPEC = 20;
  public static final int ALERT = 21;
  public static final int HANDSHAKE = 22;
  public static final int APPLICATION_DATA = 23;
  public static final int HEARTBEAT = 24;

  public static final int HEADER = 5;

  /** 2¹⁴ and what encryption may add in the most generous version (RFC 5246 §6.2.3). */
  public static final int MAX_SIZE = (1 << 14) + 2048;

  static final String LAYER = "tls";

  public static TlsRecord of(int type, int version, Slice fragment) {
    return new TlsRecord(type, version, fragment.length(), fragment);
  }

  /** Reads a whole record; all behind it is cut off. */
  public static Either<DecodeError, TlsRecord> decode(Slice octets) {
    return parse(octets)
        .filterOrElse(
            TlsRecord::isWhole,
            cut ->
                new DecodeError.TooShort(
                    LAYER, octets.offset() + 3, HEADER + cut.size, octets.length(), "length"));
  }

  /** The same, also of a record whose end is missing; for those who only look. */
  public static Either<DecodeError, TlsRecord> parse(Slice octets) {
    int at = octets.offset();
    if (octets.length() < HEADER) {
      return Either.left(new DecodeError.TooShort(LAYER, at, HEADER, octets.length(), "header"));
    }
    int type = octets.u8(0);
    if (type < CHANGE_CIPHER_SPEC || type > HEARTBEAT) {
      return Either.left(new DecodeError.BadField(LAYER, at, "content type", type, "20…24"));
    }
    int version = octets.u16(1);
    if (version >>> 8 != 3) {
      return Either.left(
          new DecodeError.BadField(LAYER, at + 1, "version", version, "0x0300 to 0x03ff"));
    }
    int size = octets.u16(3);
    if (size > MAX_SIZE) {
      return Either.left(
          new DecodeError.BadField(LAYER, at + 3, "length", size, "at most " + MAX_SIZE));
    }
    return Either.right(
        new TlsRecord(
            type, version, size, octets.slice(HEADER, Math.min(size, octets.length() - HEADER))));
  }

  public boolean isWhole() {
    return fragment.length() == size;
  }

  @Override
  public int length() {
    return HEADER + fragment.length();
  }

  @Override
  public void emit(Writer out) {
    out.u8(type).u16(version).u16(size).put(fragment);
  }
}
