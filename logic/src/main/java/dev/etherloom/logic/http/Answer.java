package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;

/**
 * A response, before it is known what becomes of the connection (RFC 9112 §4).
 *
 * @param fields its own field lines, each with its end
 * @param content what is sent behind the head
 * @param length what Content-Length says: of HEAD's answer not what {@code content} is; none where
 *     there is no such field (RFC 9110 §8.6)
 */
record Answer(Status status, Slice fields, Vector<Slice> content, Option<Long> length) {
  private static final Slice SERVER = Slice.utf8("Server: Etherloom\r\n");
  private static final Slice DATE = Slice.utf8("Date: ");
  private static final Slice CLOSE = Slice.utf8("Connection: close\r\n");
  private static final Slice KEEP = Slice.utf8("Connection: keep-alive\r\n");
  private static final Slice LENGTH = Slice.utf8("Content-Length: ");

  /** What becomes of the connection behind an answer (RFC 9112 §9). */
  enum Connection {
    CLOSES,
    /** It persists, which has to be said to HTTP/1.0. */
    KEEPS_SAID,
    KEEPS
  }

  /** The answer that tells a person what was wrong. */
  static Answer of(Refusal refusal, Slice fields) {
    return page(refusal.status(), fields, Pages.message(refusal.status(), refusal.why()));
  }

  /** An answer with a page of its own. */
  static Answer page(Status status, Slice fields, Slice page) {
    var type = Slice.utf8("Content-Type: " + MediaTypes.HTML + "\r\n");
    return new Answer(
        status, lines(type, fields), Vector.of(page), Option.some((long) page.length()));
  }

  /** An answer of a head alone. */
  static Answer bare(Status status, Slice fields) {
    return new Answer(status, fields, Vector.empty(), Option.none());
  }

  /** The same to HEAD: all but the content (RFC 9110 §9.3.2). */
  Answer withoutContent() {
    return new Answer(status, fields, Vector.empty(), length);
  }

  /** The head as it is sent, with the empty line behind it. */
  Slice head(Option<HttpDate> date, Connection connection) {
    var said =
        switch (connection) {
          case CLOSES -> CLOSE;
          case KEEPS_SAID -> KEEP;
          case KEEPS -> Slice.EMPTY;
        };
    var size = length.map(n -> Slice.owning(Long.toString(n).getBytes(StandardCharsets.US_ASCII)));
    int octets =
        status.line().length()
            + SERVER.length()
            + date.map(one -> DATE.length() + one.length() + 2).getOrElse(0)
            + fields.length()
            + size.map(one -> LENGTH.length() + one.length() + 2).getOrElse(0)
            + said.length()
            + 2;
    var out = Writer.allocate(octets).put(status.line()).put(SERVER);
    date.forEach(one -> line(out, DATE, one));
    out.put(fields);
    size.forEach(one -> line(out, LENGTH, one));
    return out.put(said).put(StartLine.END).written();
  }

  private static void line(Writer out, Slice name, Emit value) {
    out.put(name).put(value).put(StartLine.END);
  }

  /** The parts, one behind the other. */
  static Slice lines(Emit... parts) {
    @Var int length = 0;
    for (var part : parts) {
      length += part.length();
    }
    var out = Writer.allocate(length);
    for (var part : parts) {
      out.put(part);
    }
    return out.written();
  }
}
