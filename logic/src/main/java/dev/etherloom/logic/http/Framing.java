package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import io.vavr.control.Either;

/**
 * How long the content of a request is (RFC 9112 §6.3). Whatever two readers could understand
 * differently is refused, and the connection closed: that is how requests are smuggled (§11.2).
 */
final class Framing {
  private Framing() {}

  static Either<Refusal, BodyScan> of(RequestHead head) {
    var lengths = head.all("content-length");
    var codings = head.value("transfer-encoding");
    if (codings.isDefined()) {
      return lengths.isEmpty()
          ? coded(codings.get(), head.line().minor())
          : Either.left(Refusal.bad("both Content-Length and Transfer-Encoding"));
    }
    if (lengths.isEmpty()) {
      return Either.right(BodyScan.Sized.NOTHING);
    }
    return lengths.tail().isEmpty()
        ? sized(lengths.head())
        : Either.left(Refusal.bad("more than one Content-Length"));
  }

  private static Either<Refusal, BodyScan> coded(Slice codings, int minor) {
    if (minor == 0) {
      return Either.left(Refusal.bad("Transfer-Encoding in HTTP/1.0")); // §6.1
    }
    var list = Grammar.members(codings);
    if (list.isEmpty() || !Grammar.isNamed(list.last(), "chunked")) {
      return Either.left(Refusal.bad("the last transfer coding is not chunked"));
    }
    if (list.init().exists(coding -> Grammar.isNamed(coding, "chunked"))) {
      return Either.left(Refusal.bad("chunked twice"));
    }
    return list.length() == 1
        ? Either.right(BodyScan.Chunked.START)
        : Either.left(new Refusal(Status.NOT_IMPLEMENTED, "a transfer coding other than chunked"));
  }

  private static Either<Refusal, BodyScan> sized(Slice length) {
    if (length.isEmpty() || length.span(Grammar.DIGIT, 0) < length.length()) {
      return Either.left(Refusal.bad("Content-Length is no number"));
    }
    @Var int size = 0;
    for (int i = 0; i < length.length(); i++) {
      size = size * 10 + length.u8(i) - '0';
      if (size > BodyScan.MAX_BODY) {
        return Either.left(new Refusal(Status.CONTENT_TOO_LARGE, "more than 1 MiB of content"));
      }
    }
    return Either.right(new BodyScan.Sized(size));
  }
}
