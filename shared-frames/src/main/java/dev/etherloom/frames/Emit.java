package dev.etherloom.frames;

/**
 * Something that can write itself onto the wire, once and forward. A header emits itself and then
 * its payload, so a whole frame is emitted without a copy in between.
 */
public interface Emit {
  /** How many octets {@link #emit} writes. */
  int length();

  /** Writes exactly {@link #length} octets at the writer's position. */
  void emit(Writer out);

  /** These octets as a value of their own; for those who keep or split what they would emit. */
  default Slice toSlice() {
    var out = Writer.allocate(length());
    emit(out);
    return out.written();
  }
}
