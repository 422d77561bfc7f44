package dev.etherloom.logic.dns;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * An option of EDNS (RFC 6891 §6.1.2), its value as it stands.
 *
 * @param code 0…65535
 * @param value at most 65535 octets
 */
public record EdnsOption(int code, Slice value) implements Emit {
  /** RFC 5001. */
  public static final int NSID = 3;

  /** RFC 7871. */
  public static final int CLIENT_SUBNET = 8;

  /** RFC 7873. */
  public static final int COOKIE = 10;

  /** RFC 7828. */
  public static final int KEEPALIVE = 11;

  /** RFC 7830. */
  public static final int PADDING = 12;

  /** RFC 8914. */
  public static final int EXTENDED_ERROR = 15;

  private static final int HEADER = 4;

  /** Reads options up to the end of the octets. */
  public static Either<DecodeError, Vector<EdnsOption>> decode(Slice octets) {
    @Var Vector<EdnsOption> options = Vector.empty();
    @Var int at = 0;
    while (at < octets.length()) {
      int left = octets.length() - at - HEADER;
      if (left < 0) {
        return Refusal.tooShort(octets, at, HEADER, left + HEADER, "option");
      }
      int size = octets.u16(at + 2);
      if (size > left) {
        return Refusal.tooShort(octets, at + 2, size, left, "option length");
      }
      options = options.append(new EdnsOption(octets.u16(at), octets.slice(at + HEADER, size)));
      at += HEADER + size;
    }
    return Either.right(options);
  }

  @Override
  public int length() {
    return HEADER + value.length();
  }

  @Override
  public void emit(Writer out) {
    out.u16(code).u16(value.length()).put(value);
  }
}
