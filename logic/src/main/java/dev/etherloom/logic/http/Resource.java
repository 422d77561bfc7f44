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
 */
public record Resource(Slice content, Slice type, Option<HttpDate> modified, EntityTag tag) {
  /** The resource of this content, with its tag. */
  public static Resource of(Slice content, String type, Option<HttpDate> modified) {
    return new Resource(content, Slice.utf8(type), modified, EntityTag.of(content));
  }
}
