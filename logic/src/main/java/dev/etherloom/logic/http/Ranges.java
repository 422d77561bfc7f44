package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.http.ByteRanges.Part;
import io.vavr.collection.List;
import io.vavr.collection.Vector;

/** A resource, whole or in parts (RFC 9110 §14, §15.3.7, §15.5.17). */
final class Ranges {
  private static final Slice TYPE = Slice.utf8("Content-Type: ");
  private static final Slice ACCEPT = Slice.utf8("Accept-Ranges: bytes\r\n");
  private static final Slice DASHES = Slice.utf8("--");

  private Ranges() {}

  static Answer whole(Resource resource) {
    var content = resource.content();
    return new Answer(
        Status.OK, resource.whole(), content.isEmpty() ? List.empty() : List.of(content));
  }

  /** What a head tells of a content of that type and length. */
  static Slice wholeLines(Slice type, Slice validators, int length) {
    return Answer.lines(TYPE, type, StartLine.END, validators, ACCEPT, Answer.length(length));
  }

  static Answer of(Resource resource, Slice field) {
    int length = resource.content().length();
    return switch (ByteRanges.of(field, length)) {
      case ByteRanges.All() -> whole(resource);
      case ByteRanges.Nothing() ->
          Answer.page(
              Status.RANGE_NOT_SATISFIABLE,
              Slice.utf8("Content-Range: bytes */" + length + "\r\n"),
              Pages.message(Status.RANGE_NOT_SATISFIABLE, "there is less than that"));
      case ByteRanges.Some(var parts) when parts.length() == 1 -> single(resource, parts.head());
      case ByteRanges.Some(var parts) -> several(resource, parts);
    };
  }

  private static Answer single(Resource resource, Part part) {
    return new Answer(
        Status.PARTIAL_CONTENT,
        Answer.lines(
            TYPE,
            resource.type(),
            StartLine.END,
            range(resource, part),
            resource.validators(),
            ACCEPT,
            Answer.length(part.length())),
        List.of(resource.content().slice(part.first(), part.length())));
  }

  /** As multipart/byteranges (§14.6). The boundary is of the content's hash, so it is not in it. */
  private static Answer several(Resource resource, Vector<Part> parts) {
    var boundary = resource.tag().opaque();
    @Var List<Slice> content = List.empty(); // the last one first
    @Var long length = 0;
    for (var part : parts) {
      var head =
          Answer.lines(
              content.isEmpty() ? Slice.EMPTY : StartLine.END,
              DASHES,
              boundary,
              StartLine.END,
              TYPE,
              resource.type(),
              StartLine.END,
              range(resource, part),
              StartLine.END);
      content =
          content.prepend(head).prepend(resource.content().slice(part.first(), part.length()));
      length += head.length() + part.length();
    }
    var end = Answer.lines(StartLine.END, DASHES, boundary, DASHES, StartLine.END);
    var type = Slice.utf8("multipart/byteranges; boundary=");
    return new Answer(
        Status.PARTIAL_CONTENT,
        Answer.lines(
            TYPE,
            type,
            boundary,
            StartLine.END,
            resource.validators(),
            ACCEPT,
            Answer.length(length + end.length())),
        content.prepend(end).reverse());
  }

  private static Slice range(Resource resource, Part part) {
    return Slice.utf8(
        "Content-Range: bytes "
            + part.first()
            + "-"
            + part.last()
            + "/"
            + resource.content().length()
            + "\r\n");
  }
}
