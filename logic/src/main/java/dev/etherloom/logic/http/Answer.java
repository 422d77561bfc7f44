package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import io.vavr.collection.List;
import io.vavr.control.Option;

/**
 * A response, before it is known what becomes of the connection (RFC 9112 §4).
 *
 * @param fields its own field lines, each with its end; Content-Length among them where there is
 *     one (RFC 9110 §8.6), of HEAD's answer not what {@code content} is
 * @param content what is sent behind the head
 */
record Answer(Status status, Slice fields, List<Slice> content) {
  /** So few octets of content go out in one part with the head. */
  private static final int FEW = 512;

  private static final Slice SERVER = Slice.utf8("Server: Etherloom\r\n");
  private static final Slice DATE = Slice.utf8("Date: ");
  private static final Slice CLOSE = Slice.utf8("Connection: close\r\n");
  private static final Slice KEEP = Slice.utf8("Connection: keep-alive\r\n");

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
    return new Answer(status, lines(type, fields, length(page.length())), List.of(page));
  }

  /** An answer of a head alone. */
  static Answer bare(Status status, Slice fields) {
    return new Answer(status, fields, List.empty());
  }

  /** The line that tells how long a content is. */
  static Slice length(long octets) {
    return Slice.utf8("Content-Length: " + octets + "\r\n");
  }

  /** The same to HEAD: all but the content (RFC 9110 §9.3.2). */
  Answer withoutContent() {
    return new Answer(status, fields, List.empty());
  }

  /** As it is sent: the head with the empty line behind it, and the content. */
  List<Slice> parts(Option<HttpDate> date, Connection connection) {
    var said =
        switch (connection) {
          case CLOSES -> CLOSE;
          case KEEPS_SAID -> KEEP;
          case KEEPS -> Slice.EMPTY;
        };
    boolean few = !content.isEmpty() && content.head().length() <= FEW;
    var first =
        lines(
            status.line(),
            SERVER,
            date.isEmpty() ? Slice.EMPTY : new Dated(date.get()),
            fields,
            said,
            StartLine.END,
            few ? content.head() : Slice.EMPTY);
    return (few ? content.tail() : content).prepend(first);
  }

  /** The line that tells when (RFC 9110 §6.6.1). */
  private record Dated(HttpDate date) implements Emit {
    @Override
    public int length() {
      return DATE.length() + date.length() + StartLine.END.length();
    }

    @Override
    public void emit(Writer out) {
      out.put(DATE).put(date).put(StartLine.END);
    }
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
