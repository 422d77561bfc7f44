package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import io.vavr.collection.List;
import java.nio.ByteBuffer;

/**
 * Octets that came in pieces and wait for more. Pieces are copied, so that one octet does not keep
 * its whole frame, and joined with what is no longer than they are: n octets that come one by one
 * cost log n copies of each and stand in at most log n pieces.
 *
 * @param parts the last one first, each longer than the one before it in this list
 * @param length of all together
 */
record Gathered(List<Slice> parts, int length) {
  static final Gathered NONE = new Gathered(List.empty(), 0);

  /** The same and {@code octets} behind. */
  Gathered with(Slice octets) {
    if (octets.isEmpty()) {
      return this;
    }
    @Var var before = parts;
    @Var int size = octets.length();
    while (!before.isEmpty() && before.head().length() <= size) {
      size += before.head().length();
      before = before.tail();
    }
    var joined = join(parts, octets, size);
    return new Gathered(before.prepend(joined), length + octets.length());
  }

  /** All, and {@code octets} behind; not copied where there is nothing before them. */
  Slice and(Slice octets) {
    return length == 0 ? octets : join(parts, octets, length + octets.length());
  }

  /** The last {@code size} octets of the parts and {@code octets}, which begin with a part. */
  private static Slice join(List<Slice> parts, Slice octets, int size) {
    var buffer = ByteBuffer.allocate(size);
    @Var int at = size - octets.length();
    octets.copyTo(buffer, at);
    for (@Var var rest = parts; at > 0; rest = rest.tail()) {
      at -= rest.head().length();
      rest.head().copyTo(buffer, at);
    }
    return Slice.owning(buffer.array());
  }
}
