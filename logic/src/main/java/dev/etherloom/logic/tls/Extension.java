package dev.etherloom.logic.tls;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * An extension of a hello (RFC 8446 §4.2), whole.
 *
 * @param type IANA's number, 0…65535
 */
public record Extension(int type, Slice content) {
  public static final int SERVER_NAME = 0;
  public static final int PROTOCOLS = 16;
  public static final int SUPPORTED_VERSIONS = 43;

  private static final int HEADER = 4;
  private static final int HOST_NAME = 0;

  /** The extensions that are whole, and why it went no further. */
  record Walk(Vector<Extension> extensions, Option<DecodeError> damage) {
    static final Walk NONE = new Walk(Vector.empty(), Option.none());

    static Walk stopped(DecodeError error) {
      return new Walk(Vector.empty(), Option.some(error));
    }
  }

  static Walk walk(Slice octets) {
    @Var Vector<Extension> extensions = Vector.empty();
    @Var Slice rest = octets;
    while (rest.length() >= HEADER) {
      var content = vector(rest, 2, 2, "extension");
      if (content.isLeft()) {
        return new Walk(extensions, Option.some(content.getLeft()));
      }
      extensions = extensions.append(new Extension(rest.u16(0), content.get()));
      rest = rest.from(HEADER + content.get().length());
    }
    return new Walk(
        extensions,
        Option.when(!rest.isEmpty(), tooShort(rest, 0, HEADER, rest.length(), "extension")));
  }

  /**
   * A vector as RFC 8446 §3.4 has it.
   *
   * @param width of its length, 1 or 2 octets
   * @return what stands behind the length
   */
  static Either<DecodeError, Slice> vector(Slice octets, int at, int width, String field) {
    int there = octets.length() - at - width;
    if (there < 0) {
      return Either.left(tooShort(octets, at, width, octets.length() - at, field));
    }
    int size = width == 1 ? octets.u8(at) : octets.u16(at);
    return size > there
        ? Either.left(tooShort(octets, at + width, size, there, field))
        : Either.right(octets.slice(at + width, size));
  }

  static DecodeError tooShort(Slice octets, int at, int required, int actual, String field) {
    return new DecodeError.TooShort(TlsRecord.LAYER, octets.offset() + at, required, actual, field);
  }

  /** The first host name of a server name extension (RFC 6066 §3). */
  Option<Slice> hostName() {
    @Var Slice rest = vector(content, 0, 2, "server name").getOrElse(Slice.EMPTY);
    while (!rest.isEmpty()) {
      var name = vector(rest, 1, 2, "name");
      if (name.isLeft() || rest.u8(0) == HOST_NAME) {
        return name.toOption();
      }
      rest = rest.from(3 + name.get().length());
    }
    return Option.none();
  }

  /** The names of a protocol extension (RFC 7301 §3.1) up to one that does not fit. */
  Vector<Slice> names() {
    @Var Vector<Slice> names = Vector.empty();
    @Var Slice rest = vector(content, 0, 2, "protocols").getOrElse(Slice.EMPTY);
    while (!rest.isEmpty()) {
      var name = vector(rest, 0, 1, "protocol");
      if (name.isLeft()) {
        return names;
      }
      names = names.append(name.get());
      rest = rest.from(1 + name.get().length());
    }
    return names;
  }

  /** The versions of a client's extension for them (RFC 8446 §4.2.1). */
  Vector<Integer> versions() {
    return numbers(vector(content, 0, 1, "versions").getOrElse(Slice.EMPTY));
  }

  /** Pairs of octets; a single one at the end is not looked at. */
  static Vector<Integer> numbers(Slice octets) {
    return Vector.rangeBy(0, octets.length() & ~1, 2).map(octets::u16);
  }
}
