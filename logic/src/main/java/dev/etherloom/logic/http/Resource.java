package dev.etherloom.logic.http;

import dev.etherloom.frames.Slice;
import io.vavr.control.Option;

/**
 * Something that can be got: a representation in whole (RFC 9110 §3.2).
 *
 * @param content sent as it stands, never copied
 * @param type its media type, as Content-Type has it
 * @param modified when it was last changed, if that is known
 * @param tag of this content and no other
 * @param validators ETag and Last-Modified, as lines of a head (RFC 9110 §8.8)
 * @param whole all lines of a head that tell of the whole content
 */
public record Resource(
    Slice content,
    Slice type,
    Option<HttpDate> modified,
    EntityTag tag,
    Slice validators,
    Slice whole) {
  private static final Slice ETAG = Slice.utf8("ETag: ");
  private static final Slice MODIFIED = Slice.utf8("Last-Modified: ");

  /** The resource of this content, with its tag. */
  public static Resource of(Slice content, String type, Option<HttpDate> modified) {
    return of(content, Slice.utf8(type), modified, EntityTag.of(content));
  }

  private static Resource of(Slice content, Slice type, Option<HttpDate> modified, EntityTag tag) {
    var tagged = Answer.lines(ETAG, tag, StartLine.END);
    var validators =
        modified.map(date -> Answer.lines(tagged, MODIFIED, date, StartLine.END)).getOrElse(tagged);
    return new Resource(
        content,
        type,
        modified,
        tag,
        validators,
        Ranges.wholeLines(type, validators, content.length()));
  }

  /** The same, changed no later than {@code now}: clocks differ (§8.8.2.1). */
  Resource asOf(Option<HttpDate> now) {
    return modified.exists(change -> now.exists(date -> date.compareTo(change) < 0))
        ? of(content, type, now, tag)
        : this;
  }
}
