package dev.etherloom.logic.dhcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * A part of the relay agent information (RFC 3046 §2.0). There is no pad and no end among them.
 *
 * @param code 0…255
 * @param content as the relay agent wrote it, 0…255 octets
 */
public record RelaySuboption(int code, Slice content) implements Emit {
  /** Which circuit the request came in on, opaque (RFC 3046 §3.1). */
  public static final int CIRCUIT_ID = 1;

  /** Who is at the circuit's far end, opaque (RFC 3046 §3.2). */
  public static final int REMOTE_ID = 2;

  /** The network to give an address from (RFC 3527). */
  public static final int LINK_SELECTION = 5;

  public static final int SUBSCRIBER_ID = 6;
  public static final int SERVER_ID_OVERRIDE = 11;

  /** Reads a whole option: one suboption at least. */
  static Either<DecodeError, Vector<RelaySuboption>> decode(RawOption raw) {
    var content = raw.content();
    @Var Vector<RelaySuboption> parts = Vector.empty();
    @Var int at = 0;
    do {
      int left = content.length() - at;
      int size = left < 2 ? 2 : 2 + content.u8(at + 1);
      if (size > left) {
        return Either.left(
            new DecodeError.TooShort(
                DhcpMessage.LAYER,
                raw.offset() + RawOption.HEADER + at,
                size,
                left,
                "suboption length"));
      }
      parts = parts.append(new RelaySuboption(content.u8(at), content.slice(at + 2, size - 2)));
      at += size;
    } while (at < content.length());
    return Either.right(parts);
  }

  @Override
  public int length() {
    return 2 + content.length();
  }

  @Override
  public void emit(Writer out) {
    out.u8(code).u8(content.length()).put(content);
  }
}
