package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.http.ByteRanges.Part;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** A resource, whole or in parts (RFC 9110 §14, §15.3.7, §15.5.17). */
final class Ranges {
  private static final Slice TYPE = Slice.utf8("Content-Type: ");
  private static final Slice ACCEPT = Slice.utf8("Accept-Ranges: bytes\r\n");
  private static final Slice DASHES = Slice.utf8("--");

  private Ranges() {}

  static Answer whole(Resource resource) {
    var content = resource.content();
    return new Answer(
        Status.OK,
        resource.whole(),
        content.isEmpty() ? Vector.empty() : Vector.of(content),
        Option.some((long) content.length()));
  }

  /** What a head tells of a content of that type beside its length. */
  static Slice wholeLines(Slice type, Slice validators) {
    return Answer.lines(TYPE, type, StartLine.END, validators, ACCEPT);
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
            ACCEPT),
        Vector.of(resource.content().slice(part.first(), part.length())),
        Option.some((long) part.length()));
  }

  /** As multipart/byteranges (§14.6). The boundary is of the content's hash, so it is not in it. */
  private static Answer several(Resource resource, Vector<Part> parts) {
    var boundary = resource.tag().opaque();
    @Var Vector<Slice> content = Vector.empty();
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
      content = content.append(head).append(resource.content().slice(part.first(), part.length()));
      length += head.length() + part.length();
    }
    var end = Answer.lines(StartLine.END, DASHES, boundary, DASHES, StartLine.END);
    var type = Slice.utf8("multipart/byteranges; boundary=");
    return new Answer(
        Status.PARTIAL_CONTENT,
        Answer.lines(TYPE, type, boundary, StartLine.END, resource.validators(), ACCEPT),
        content.append(end),
        Option.some(length + end.length()));
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
