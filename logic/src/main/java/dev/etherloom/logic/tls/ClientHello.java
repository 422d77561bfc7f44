package dev.etherloom.logic.tls;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * A client's greeting (RFC 8446 §4.1.2), or as much of it as there is.
 *
 * @param version the legacy one, 0x0303 as a rule
 * @param random 32 octets
 * @param session the legacy session identifier, 0…32 octets
 * @param cipherSuites IANA's numbers, the client's favourite first
 * @param compressions the legacy methods, one octet each
 * @param extensions the whole ones
 * @param damage where reading stopped; what stands behind is missing. None if all is there
 */
public record ClientHello(
    int version,
    Slice random,
    Slice session,
    Vector<Integer> cipherSuites,
    Slice compressions,
    Vector<Extension> extensions,
    Option<DecodeError> damage) {
  private static final int TYPE = 1;

  /** Type and length of a handshake message (§4). */
  private static final int HEADER = 4;

  private static final int RANDOM = 32;

  /** Octets up to the first field of variable length. */
  private static final int FIXED = HEADER + 2 + RANDOM;

  /** Reads the start of a stream: a record, and in it the hello. */
  public static Either<DecodeError, ClientHello> decode(Slice segment) {
    return TlsRecord.parse(segment)
        .filterOrElse(
            tls -> tls.type() == TlsRecord.HANDSHAKE,
            tls -> bad(segment, "content type", tls.type(), "22, a handshake"))
        .flatMap(tls -> handshake(tls.fragment()));
  }

  /** Reads a record's fragment; at least the random octets have to be there. */
  public static Either<DecodeError, ClientHello> handshake(Slice octets) {
    if (!octets.isEmpty() && octets.u8(0) != TYPE) {
      return Either.left(bad(octets, "handshake type", octets.u8(0), "1, a ClientHello"));
    }
    if (octets.length() < FIXED) {
      return Either.left(Extension.tooShort(octets, 0, FIXED, octets.length(), "header"));
    }
    int stated = (int) (octets.u32(0) & 0xff_ffff);
    if (stated < FIXED - HEADER) {
      return Either.left(bad(octets.from(1), "length", stated, "at least 34"));
    }
    int whole = HEADER + stated;
    return Either.right(
        read(octets.first(Math.min(octets.length(), whole)), octets.length() >= whole));
  }

  private static DecodeError bad(Slice octets, String field, int found, String expected) {
    return new DecodeError.BadField(TlsRecord.LAYER, octets.offset(), field, found, expected);
  }

  /** Each field stands behind the one before, so that an error ends all that follow. */
  private static ClientHello read(Slice body, boolean whole) {
    var session = Extension.vector(body, FIXED, 1, "session");
    var suites =
        session.flatMap(before -> Extension.vector(body, end(body, before), 2, "cipher suites"));
    var methods =
        suites.flatMap(before -> Extension.vector(body, end(body, before), 1, "compressions"));
    var walk =
        methods.fold(Extension.Walk::stopped, before -> extensions(body, end(body, before), whole));
    return new ClientHello(
        body.u16(HEADER),
        body.slice(HEADER + 2, RANDOM),
        session.getOrElse(Slice.EMPTY),
        suites.map(Extension::numbers).getOrElse(Vector.empty()),
        methods.getOrElse(Slice.EMPTY),
        walk.extensions(),
        walk.damage());
  }

  private static int end(Slice body, Slice part) {
    return part.offset() + part.length() - body.offset();
  }

  /** Before TLS 1.3 a hello may end without any (RFC 5246 §7.4.1.2). */
  private static Extension.Walk extensions(Slice body, int at, boolean whole) {
    int there = body.length() - at;
    if (there < 2) {
      return whole && there == 0
          ? Extension.Walk.NONE
          : Extension.Walk.stopped(Extension.tooShort(body, at, 2, there, "extensions"));
    }
    int size = body.u16(at);
    var list = body.slice(at + 2, Math.min(size, there - 2));
    var walk = Extension.walk(list);
    return walk.damage().isEmpty() && size > list.length()
        ? new Extension.Walk(
            walk.extensions(),
            Option.some(Extension.tooShort(list, 0, size, list.length(), "extensions")))
        : walk;
  }

  /** The name of the server it wants, as octets of ASCII (RFC 6066 §3). */
  public Option<Slice> serverName() {
    return extension(Extension.SERVER_NAME).flatMap(Extension::hostName);
  }

  /** The application protocols it offers, {@code h2} for one (RFC 7301). */
  public Vector<Slice> protocols() {
    return extension(Extension.PROTOCOLS).map(Extension::names).getOrElse(Vector.empty());
  }

  /** The versions it offers, 0x0304 for TLS 1.3; without the extension only the legacy one. */
  public Vector<Integer> supportedVersions() {
    return extension(Extension.SUPPORTED_VERSIONS)
        .fold(() -> Vector.of(version), Extension::versions);
  }

  private Option<Extension> extension(int type) {
    return extensions.find(extension -> extension.type() == type);
  }
}
