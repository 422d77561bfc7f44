package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * A start line and what the lines behind it say of the body, as far as they are whole.
 *
 * @param fields the values that were looked for
 * @param damage where reading stopped; none if the empty line was reached
 * @param body what stands behind the empty line in this segment
 */
public record HttpHead(StartLine start, Fields fields, Option<DecodeError> damage, Slice body) {
  public static final int MAX_FIELDS = 100;

  /** Values as they stand there, without the blanks around them (RFC 9112 §5). */
  public record Fields(Option<Slice> host, Option<Slice> contentLength, Option<Slice> contentType) {
    public static final Fields NONE = new Fields(Option.none(), Option.none(), Option.none());

    private Fields with(Slice name, Slice value) {
      if (host.isEmpty() && Grammar.isNamed(name, "host")) {
        return new Fields(Option.some(value), contentLength, contentType);
      }
      if (contentLength.isEmpty() && Grammar.isNamed(name, "content-length")) {
        return new Fields(host, Option.some(value), contentType);
      }
      return contentType.isEmpty() && Grammar.isNamed(name, "content-type")
          ? new Fields(host, contentLength, Option.some(value))
          : this;
    }
  }

  /** Reads the start of a message; only a start line that is none refuses. */
  public static Either<DecodeError, HttpHead> decode(Slice octets) {
    return StartLine.read(octets).map(read -> walk(read.start(), read.rest()));
  }

  private static HttpHead walk(StartLine start, Slice octets) {
    @Var Fields fields = Fields.NONE;
    @Var Slice rest = octets;
    for (int count = 0; count <= MAX_FIELDS; count++) {
      var line = Grammar.line(rest, "field line");
      if (line.isLeft()) {
        return stopped(start, fields, line.getLeft());
      }
      var text = line.get().text();
      if (text.isEmpty()) {
        return new HttpHead(start, fields, Option.none(), line.get().rest());
      }
      if (!Grammar.BLANK.has(text.u8(0))) {
        int colon = text.span(Grammar.TOKEN, 0);
        if (colon == 0 || colon == text.length() || text.u8(colon) != ':') {
          return stopped(start, fields, noName(text, colon));
        }
        fields = fields.with(text.first(colon), Grammar.trimmed(text, colon + 1, text.length()));
      }
      rest = line.get().rest();
    }
    return stopped(
        start,
        fields,
        new DecodeError.BadField(
            Grammar.LAYER, rest.offset(), "field lines", MAX_FIELDS + 1, "at most 100"));
  }

  private static DecodeError noName(Slice text, int at) {
    return Grammar.bad(text, at, "field name", "a token and a colon").getLeft();
  }

  private static HttpHead stopped(StartLine start, Fields fields, DecodeError error) {
    return new HttpHead(start, fields, Option.some(error), Slice.EMPTY);
  }
}
