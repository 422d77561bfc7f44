package dev.etherloom.logic.dhcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * An option as it stands in its field (RFC 2132 §2), not yet joined with others of its code.
 *
 * @param code 0…255
 * @param offset where its code stands, in octets from the frame's start
 * @param content what follows code and length, at most 255 octets; of a pad the whole run of zeros,
 *     which has no length octet; of the end nothing
 */
public record RawOption(int code, int offset, Slice content) implements Emit {
  /** What fits behind one length octet. */
  public static final int MAX_CONTENT = 255;

  /** Octets of code and length. */
  static final int HEADER = 2;

  /** Reads the option at {@code index}, an octet that is there. */
  static Either<DecodeError, RawOption> at(Slice area, int index) {
    int code = area.u8(index);
    int offset = area.offset() + index;
    if (code == DhcpOption.PAD) {
      return Either.right(new RawOption(code, offset, zeros(area, index)));
    }
    if (code == DhcpOption.END) {
      return Either.right(new RawOption(code, offset, area.slice(index + 1, 0)));
    }
    int left = area.length() - index;
    int required = left < HEADER ? HEADER : HEADER + area.u8(index + 1);
    return required > left
        ? Either.left(
            new DecodeError.TooShort(
                DhcpMessage.LAYER, offset, required, left, "length of option " + code))
        : Either.right(new RawOption(code, offset, area.slice(index + HEADER, required - HEADER)));
  }

  private static Slice zeros(Slice area, int from) {
    @Var int end = from + 1;
    while (end < area.length() && area.u8(end) == DhcpOption.PAD) {
      end++;
    }
    return area.slice(from, end - from);
  }

  /** Content of any length in as many options as it takes, one for none (RFC 3396 §6). */
  static Vector<RawOption> split(int code, Slice content) {
    @Var Vector<RawOption> pieces = Vector.empty();
    @Var int at = 0;
    do {
      int size = Math.min(MAX_CONTENT, content.length() - at);
      pieces = pieces.append(new RawOption(code, 0, content.slice(at, size)));
      at += size;
    } while (at < content.length());
    return pieces;
  }

  /** What it says, where it stands alone. */
  public Either<DecodeError, DhcpOption> typed() {
    return DhcpOption.decode(this);
  }

  @Override
  public int length() {
    return switch (code) {
      case DhcpOption.PAD -> content.length();
      case DhcpOption.END -> 1;
      default -> HEADER + content.length();
    };
  }

  @Override
  public void emit(Writer out) {
    switch (code) {
      case DhcpOption.PAD -> out.put(content);
      case DhcpOption.END -> out.u8(code);
      default -> out.u8(code).u8(content.length()).put(content);
    }
  }
}
