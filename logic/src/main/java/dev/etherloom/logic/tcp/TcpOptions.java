package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.tcp.TcpOption.EndOfList;
import dev.etherloom.logic.tcp.TcpOption.Malformed;
import dev.etherloom.logic.tcp.TcpOption.NoOperation;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * The options of a header, in order, padded with zeros to a multiple of four octets (RFC 9293
 * §3.1). They may begin at any octet (MUST-64) and stand in any segment (MUST-5).
 */
public sealed interface TcpOptions extends Emit {
  /** The most octets they may take. */
  int MAX_LENGTH = 40;

  TcpOptions NONE = new Listed(Vector.empty());

  /**
   * Timestamps alone, as nearly all segments carry them (RFC 7323 appendix A): aligned by two
   * octets of no operation.
   */
  record Stamped(Timestamps stamps) implements TcpOptions {
    private static final int LENGTH = 12;

    /** The four octets before the values: twice no operation, the kind, the length. */
    private static final int START = 0x0101_080a;
  }

  /** Whatever else; never what {@link Stamped} stands for. */
  record Listed(Vector<TcpOption> list) implements TcpOptions {}

  static TcpOptions of(TcpOption... options) {
    return of(Vector.of(options));
  }

  static TcpOptions of(Vector<TcpOption> all) {
    return all.size() == 3
            && all.get(0) instanceof NoOperation
            && all.get(1) instanceof NoOperation
            && all.get(2) instanceof Timestamps stamps
        ? new Stamped(stamps)
        : new Listed(all);
  }

  default Vector<TcpOption> all() {
    return switch (this) {
      case Stamped(var stamps) -> Vector.of(new NoOperation(), new NoOperation(), stamps);
      case Listed(var list) -> list;
    };
  }

  /** Reads the options; one whose length cannot be right is refused (MUST-7). */
  static Either<DecodeError, TcpOptions> decode(Slice octets) {
    var options = read(octets);
    return options.all().lastOption().getOrNull() instanceof Malformed(var rest)
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
    if (octets.length() == Stamped.LENGTH && octets.i32(0) == Stamped.START) {
      return new Stamped(new Timestamps(octets.i32(4), octets.i32(8)));
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
    return new Listed(options);
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
  default <T extends TcpOption> Option<T> find(Class<T> type) {
    if (this instanceof Stamped(var stamps) && type.isInstance(stamps)) {
      return Option.some(type.cast(stamps));
    }
    for (var option : all()) {
      if (type.isInstance(option)) {
        return Option.some(type.cast(option));
      }
    }
    return Option.none();
  }

  @Override
  default int length() {
    return switch (this) {
      case Stamped _ -> Stamped.LENGTH;
      case Listed(var list) -> {
        @Var int length = 0;
        for (var option : list) {
          length += option.length();
        }
        yield (length + 3) & ~3;
      }
    };
  }

  @Override
  default void emit(Writer out) {
    switch (this) {
      case Stamped(var stamps) -> out.u32(Stamped.START).u32(stamps.value()).u32(stamps.echo());
      case Listed(var list) -> {
        int end = out.position() + length();
        for (var option : list) {
          option.emit(out);
        }
        out.zeros(end - out.position());
      }
    }
  }
}
