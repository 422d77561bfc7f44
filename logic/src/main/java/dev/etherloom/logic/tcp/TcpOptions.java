package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.tcp.TcpOption.EndOfList;
import dev.etherloom.logic.tcp.TcpOption.Malformed;
import dev.etherloom.logic.tcp.TcpOption.NoOperation;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * The options of a header, in order, padded with zeros to a multiple of four octets (RFC 9293
 * §3.1). They may begin at any octet (MUST-64) and stand in any segment (MUST-5).
 */
public record TcpOptions(Vector<TcpOption> all) implements Emit {
  /** The most octets they may take. */
  public static final int MAX_LENGTH = 40;

  public static final TcpOptions NONE = new TcpOptions(Vector.empty());

  public static TcpOptions of(TcpOption... options) {
    return new TcpOptions(Vector.of(options));
  }

  /** Reads the options; one whose length cannot be right is refused (MUST-7). */
  static Either<DecodeError, TcpOptions> decode(Slice octets) {
    var options = read(octets);
    return options.all.lastOption().getOrNull() instanceof Malformed(var rest)
        ? Either.left(badLength(rest))
        : Either.right(options);
  }

  private static DecodeError badLength(Slice rest) {
    int at = rest.offset() + 1;
    return rest.length() < 2
        ? new DecodeError.TooShort("tcp", at, 1, 0, "option length")
        : new DecodeError.BadField(
            "tcp", at, "option length", rest.u8(1), "2 to the end of the header");
  }

  /** Reads the options; all from a malformed one on is kept as octets. */
  static TcpOptions read(Slice octets) {
    if (octets.isEmpty()) {
      return NONE;
    }
    @Var Vector<TcpOption> options = Vector.empty();
    @Var var rest = octets;
    while (!rest.isEmpty()) {
      var option = first(rest);
      if (option instanceof EndOfList && isPadding(rest)) {
        break;
      }
      options = options.append(option);
      rest = rest.from(option.length());
    }
    return new TcpOptions(options);
  }

  private static TcpOption first(Slice rest) {
    int kind = rest.u8(0);
    if (kind == EndOfList.KIND) {
      return new EndOfList(rest.from(1));
    }
    if (kind == NoOperation.KIND) {
      return new NoOperation();
    }
    int length = rest.length() < 2 ? 0 : rest.u8(1);
    return length < 2 || length > rest.length()
        ? new Malformed(rest)
        : TcpOption.decode(kind, rest.slice(2, length - 2));
  }

  /** Whether {@link #emit} would write just this by itself. */
  private static boolean isPadding(Slice rest) {
    @Var boolean zero = rest.length() < 4;
    for (int i = 0; zero && i < rest.length(); i++) {
      zero = rest.u8(i) == 0;
    }
    return zero;
  }

  /** The first option of a type. */
  public <T extends TcpOption> Option<T> find(Class<T> type) {
    for (var option : all) {
      if (type.isInstance(option)) {
        return Option.some(type.cast(option));
      }
    }
    return Option.none();
  }

  @Override
  public int length() {
    @Var int length = 0;
    for (var option : all) {
      length += option.length();
    }
    return (length + 3) & ~3;
  }

  @Override
  public void emit(Writer out) {
    int end = out.position() + length();
    for (var option : all) {
      option.emit(out);
    }
    out.zeros(end - out.position());
  }
}
