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
import io.vavr.control.Option;
import java.util.ArrayList;

/**
 * The options of a header, in order, padded with zeros to a multiple of four octets (RFC 9293
 * §3.1). They may begin at any octet (MUST-64) and stand in any segment (MUST-5).
 *
 * @param stamps timestamps at the very front, aligned by two octets of no operation, as nearly all
 *     segments carry them (RFC 7323 appendix A)
 * @param rest all behind those; does not begin with what {@code stamps} stands for
 */
public record TcpOptions(Option<Timestamps> stamps, Vector<TcpOption> rest) implements Emit {
  /** The most octets they may take. */
  public static final int MAX_LENGTH = 40;

  public static final TcpOptions NONE = new TcpOptions(Option.none(), Vector.empty());

  /** Octets of aligned timestamps. */
  private static final int STAMPS = 12;

  /** The first four of them: twice no operation, the kind, the length. */
  private static final int STAMPS_START = 0x0101_080a;

  public static TcpOptions of(TcpOption... options) {
    return of(Vector.of(options));
  }

  public static TcpOptions of(Vector<TcpOption> all) {
    return all.size() >= 3
            && all.get(0) instanceof NoOperation
            && all.get(1) instanceof NoOperation
            && all.get(2) instanceof Timestamps stamps
        ? new TcpOptions(Option.some(stamps), all.drop(3))
        : new TcpOptions(Option.none(), all);
  }

  /** Aligned timestamps alone. */
  static TcpOptions stamped(int value, int echo) {
    return new TcpOptions(Option.some(new Timestamps(value, echo)), Vector.empty());
  }

  /** All, one by one. */
  public Vector<TcpOption> all() {
    return stamps.isEmpty()
        ? rest
        : rest.prependAll(Vector.of(new NoOperation(), new NoOperation(), stamps.get()));
  }

  /** What is wrong with one whose length cannot be right, where there is such a one (MUST-7). */
  Option<DecodeError> malformation() {
    return !rest.isEmpty() && rest.last() instanceof Malformed(var malformed)
        ? Option.some(badLength(malformed))
        : Option.none();
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
    boolean stamped = octets.length() >= STAMPS && octets.i32(0) == STAMPS_START;
    return stamped
        ? new TcpOptions(
            Option.some(new Timestamps(octets.i32(4), octets.i32(8))),
            octets.length() == STAMPS ? Vector.empty() : list(octets.from(STAMPS)))
        : new TcpOptions(Option.none(), list(octets));
  }

  private static Vector<TcpOption> list(Slice octets) {
    var options = new ArrayList<TcpOption>(); // a Vector would be copied for each
    @Var var rest = octets;
    while (!rest.isEmpty()) {
      var option = first(rest);
      if (option instanceof EndOfList && isPadding(rest)) {
        break;
      }
      options.add(option);
      rest = rest.from(option.length());
    }
    return Vector.ofAll(options);
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

  /** The first option of a type, which is not that of no operation. */
  public <T extends TcpOption> Option<T> find(Class<T> type) {
    if (stamps.isDefined() && type.isInstance(stamps.get())) {
      return stamps.map(type::cast);
    }
    for (var option : rest) {
      if (type.isInstance(option)) {
        return Option.some(type.cast(option));
      }
    }
    return Option.none();
  }

  /** The first timestamps. */
  Option<Timestamps> timestamps() {
    return stamps.isDefined() || rest.isEmpty() ? stamps : find(Timestamps.class);
  }

  @Override
  public int length() {
    @Var int length = stamps.isEmpty() ? 0 : STAMPS;
    if (!rest.isEmpty()) {
      for (var option : rest) {
        length += option.length();
      }
    }
    return (length + 3) & ~3;
  }

  @Override
  public void emit(Writer out) {
    int start = out.position();
    if (stamps.isDefined()) {
      out.u32(STAMPS_START).u32(stamps.get().value()).u32(stamps.get().echo());
    }
    if (!rest.isEmpty()) {
      for (var option : rest) {
        option.emit(out);
      }
    }
    out.zeros((start - out.position()) & 3);
  }
}
