package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.http.StartLine.RequestLine;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * The whole head of a request, read as strictly as a server has to (RFC 9112 §3, §5), unlike {@link
 * HttpHead}, which only looks.
 *
 * @param fields the last one first
 */
record RequestHead(RequestLine line, List<Field> fields) {
  private static final Slice COMMA = Slice.utf8(", ");

  /**
   * A field line (§5).
   *
   * @param name a token, in whatever case
   * @param value without the blanks around it
   */
  record Field(Slice name, Slice value) {}

  /** Reads a head as {@link HeadScan} gives it: whole, no longer than its limits. */
  static Either<Refusal, RequestHead> decode(Slice head) {
    var start = StartLine.read(head);
    if (start.isLeft()) {
      return Either.left(noStart(head, start.getLeft()));
    }
    return start.get().start() instanceof RequestLine line
        ? fields(start.get().rest()).map(fields -> new RequestHead(line, fields))
        : Either.left(Refusal.bad("a request starts with a method"));
  }

  /** A version that is one, but none of HTTP/1, is not the request's fault (RFC 9110 §15.6.6). */
  private static Refusal noStart(Slice head, DecodeError error) {
    if (error instanceof DecodeError.BadField field && field.field().equals("version")) {
      var version = head.from(field.offset() - head.offset());
      if (version.length() > 8
          && version.first(5).equals(StartLine.VERSION.first(5))
          && Grammar.DIGIT.has(version.u8(5))
          && version.u8(5) != '1'
          && version.u8(6) == '.'
          && Grammar.DIGIT.has(version.u8(7))
          && version.u8(8) <= '\r') {
        return new Refusal(Status.VERSION_NOT_SUPPORTED, "this is a server of HTTP/1.1");
      }
    }
    return Refusal.bad("the request line is none");
  }

  private static Either<Refusal, List<Field>> fields(Slice octets) {
    @Var List<Field> fields = List.empty();
    @Var int at = 0;
    while (true) {
      int end = octets.span(Grammar.IN_LINE, at);
      if (end == octets.length()) {
        return Either.left(Refusal.bad("a field line without end"));
      }
      int stop = end > at && octets.u8(end - 1) == '\r' ? end - 1 : end;
      if (stop == at) {
        return Either.right(fields);
      }
      int colon = octets.span(Grammar.TOKEN, at);
      if (colon == at || octets.u8(colon) != ':') {
        return Either.left(Refusal.bad(misnamed(octets.u8(at))));
      }
      var value = Grammar.trimmed(octets, colon + 1, stop);
      fields = fields.prepend(new Field(octets.slice(at, colon - at), value));
      at = end + 1;
    }
  }

  private static String misnamed(int first) {
    if (Grammar.BLANK.has(first)) {
      return "a field in several lines"; // obs-fold (§5.2), or a field before all fields (§2.2)
    }
    return "a field line has to begin with a name and a colon";
  }

  /** The values of all lines of that name, in small letters. */
  List<Slice> all(String name) {
    @Var List<Slice> values = List.empty();
    for (@Var var rest = fields; !rest.isEmpty(); rest = rest.tail()) {
      var field = rest.head();
      values = Grammar.isNamed(field.name(), name) ? values.prepend(field.value()) : values;
    }
    return values;
  }

  /** The value of the field: that of its line, or of its lines with commas between (§5.3). */
  Option<Slice> value(String name) {
    var values = all(name);
    if (values.isEmpty()) {
      return Option.none();
    }
    return Option.some(
        values.tail().isEmpty()
            ? values.head()
            : values
                .tail()
                .foldLeft(
                    Gathered.NONE.with(values.head()), (so, next) -> so.with(COMMA).with(next))
                .and(Slice.EMPTY));
  }

  /** Whether a list that is the field's value has a member of that name, in small letters. */
  boolean lists(String field, String member) {
    return value(field)
        .exists(list -> Grammar.members(list).exists(one -> Grammar.isNamed(one, member)));
  }

  boolean isMethod(String name) {
    return Grammar.is(line.method(), name);
  }

  /** Whether the connection may go on behind the answer (RFC 9112 §9.3). */
  boolean persists() {
    return !lists("connection", "close") && (line.minor() > 0 || lists("connection", "keep-alive"));
  }

  /** Whether the client waits for {@code 100 Continue} (RFC 9110 §10.1.1). */
  boolean awaitsContinue() {
    return line.minor() > 0 && lists("expect", "100-continue");
  }

  /** Whether all that it expects can be met. */
  boolean expects() {
    return value("expect")
        .forAll(list -> Grammar.members(list).forAll(one -> Grammar.isNamed(one, "100-continue")));
  }
}
