package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.OctetSet;
import dev.etherloom.frames.Slice;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.nio.ByteBuffer;

/** What a request is about (RFC 9112 §3.2). */
sealed interface Target {
  /** What a host's name is made of (RFC 3986 §3.2.2). */
  OctetSet NAME = Grammar.DIGIT.or(Grammar.ALPHA).or(OctetSet.of("-._~%!$&'()*+,;="));

  OctetSet LITERAL = NAME.or(OctetSet.of(":"));
  OctetSet AUTHORITY = OctetSet.of("/?#").not();
  OctetSet PATH = OctetSet.of("?#").not();
  OctetSet QUERY = OctetSet.of("#").not();

  /** What a path is not the less plain for: neither escaped nor suspect. */
  OctetSet PLAIN = Grammar.VISIBLE.not().or(OctetSet.of("\\%")).not();

  /** The server as a whole, {@code *} (§3.2.4). */
  record Server() implements Target {}

  /**
   * A resource, named in origin-form or absolute-form (§3.2.1, §3.2.2).
   *
   * @param path percent-decoded, without {@code .} and {@code ..}: it starts with a slash and
   *     cannot name anything outside the root
   * @param query from the question mark on, as it was sent; may be empty
   */
  record Path(String path, Slice query) implements Target {}

  /** Reads a target; that of CONNECT is none that this server has. */
  static Either<Refusal, Target> decode(Slice target) {
    if (target.u8(0) == '/') {
      return path(target);
    }
    if (target.length() == 1 && target.u8(0) == '*') {
      return Either.right(new Server());
    }
    return absolute(target);
  }

  private static Either<Refusal, Target> absolute(Slice target) {
    int scheme = 7;
    if (target.length() <= scheme
        || !Grammar.isNamed(target.first(4), "http")
        || target.u8(4) != ':'
        || target.u8(5) != '/'
        || target.u8(6) != '/') {
      return Either.left(Refusal.bad("a target is a path, http://… or *"));
    }
    int end = target.span(AUTHORITY, scheme);
    if (end == scheme || !isHost(target.slice(scheme, end - scheme))) {
      return Either.left(Refusal.bad("the target names no host"));
    }
    return path(target.from(end));
  }

  private static Either<Refusal, Target> path(Slice target) {
    int end = target.span(PATH, 0);
    var query = target.from(end);
    if (query.span(QUERY, 0) < query.length()) {
      return Either.left(Refusal.bad("a target has no fragment"));
    }
    if (end == 0) {
      return Either.right(new Path("/", query));
    }
    return decoded(target.first(end)).flatMap(Target::inside).map(path -> new Path(path, query));
  }

  /** Percent-decoded (RFC 3986 §2.1); then dot segments are seen however they were written. */
  private static Either<Refusal, String> decoded(Slice path) {
    if (path.span(PLAIN, 0) == path.length()) {
      return Either.right(path.text());
    }
    var octets = ByteBuffer.allocate(path.length());
    @Var boolean nowhere = false;
    for (@Var int at = 0; at < path.length(); at++) {
      @Var int octet = path.u8(at);
      if (octet == '%') {
        octet = at + 2 < path.length() ? hex(path.u8(at + 1)) * 16 + hex(path.u8(at + 2)) : -1;
        at += 2;
        nowhere |= octet == '/';
      }
      if (octet < ' ' || octet == 0x7f || octet == '\\') {
        return Either.left(Refusal.bad("an octet that no path has"));
      }
      octets.put((byte) octet);
    }
    return nowhere
        ? Either.left(new Refusal(Status.NOT_FOUND, "no name has a slash in it"))
        : Either.right(Slice.owning(octets.array()).first(octets.position()).text());
  }

  /** The digit's value; what is none makes the octet negative. */
  private static int hex(int digit) {
    int value = digit < 0x80 ? Character.digit(digit, 16) : -1;
    return value < 0 ? -256 : value;
  }

  /** Without dot segments (RFC 3986 §5.2.4), and refused where they lead out of the root. */
  private static Either<Refusal, String> inside(String path) {
    if (!path.contains("/.")) {
      return Either.right(path);
    }
    @Var Vector<String> kept = Vector.empty();
    @Var boolean directory = false;
    for (@Var int at = 1; at <= path.length(); ) {
      int slash = path.indexOf('/', at);
      int end = slash < 0 ? path.length() : slash;
      var segment = path.substring(at, end);
      directory = segment.equals(".") || segment.equals("..");
      if (!directory) {
        kept = kept.append(segment);
      } else if (segment.length() == 2) {
        if (kept.isEmpty()) {
          return Either.left(Refusal.bad("the path leads out of the root"));
        }
        kept = kept.init();
      }
      at = end + 1;
    }
    return Either.right(kept.mkString("/", "/", directory && !kept.isEmpty() ? "/" : ""));
  }

  /** Whether it is a host, and a port if there is one (RFC 3986 §3.2.2, §3.2.3). */
  static boolean isHost(Slice authority) {
    boolean literal = !authority.isEmpty() && authority.u8(0) == '[';
    int end = literal ? authority.span(LITERAL, 1) : authority.span(NAME, 0);
    if (literal && (end == authority.length() || end < 3 || authority.u8(end) != ']')) {
      return false;
    }
    int port = literal ? end + 1 : end;
    return port == authority.length()
        || (authority.u8(port) == ':'
            && authority.span(Grammar.DIGIT, port + 1) == authority.length()
            && port > 0);
  }
}
