package dev.etherloom.logic.message;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.collection.TreeMap;

/**
 * A message of which some parts are here. It grows with what came, never with what was claimed.
 *
 * @param held octets of all parts here
 */
record Assembly(
    Envelope.About about, TreeMap<Integer, Slice> parts, long held, MonotonicTime touched) {
  static Assembly of(Envelope.About about, MonotonicTime now) {
    return new Assembly(about, TreeMap.empty(), 0, now);
  }

  boolean has(int part) {
    return parts.containsKey(part);
  }

  Assembly with(int part, Slice content, MonotonicTime now) {
    return new Assembly(about, parts.put(part, content), held + content.length(), now);
  }

  boolean isWhole() {
    return parts.size() == about.parts();
  }

  /** The message, once whole; not yet checked. */
  Slice content() {
    var out = Writer.allocate((int) held);
    parts.values().forEach(out::put);
    return out.written();
  }
}
