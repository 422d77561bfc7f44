package dev.etherloom.logic.capture;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * A whole pcapng block (draft-ietf-opsawg-pcapng §3.1): type, length, body, length again.
 *
 * @param position where it starts in the file
 */
record Block(long position, String name, ByteOrder order, Slice octets) {
  static final int TRAILER = 4;
  private static final int OPTION_HEADER = 4;
  private static final int END = 0;

  /** As many as a block may have: without a limit, empty ones would cost many times their size. */
  private static final int MOST_OPTIONS = 4_096;

  int u16(int at) {
    return order.u16(octets, at);
  }

  long u32(int at) {
    return order.u32(octets, at);
  }

  /** Octets from {@code at} to the end of the body. */
  int left(int at) {
    return octets.length() - TRAILER - at;
  }

  /** An array of their own for these octets. */
  Slice copy(int at, int size) {
    return size == 0 ? Slice.EMPTY : Slice.owning(octets.slice(at, size).toBytes());
  }

  <T> Either<CaptureError, T> bad(int at, String field, long found, String expected) {
    return Either.left(new CaptureError.BadField(position + at, name, field, found, expected));
  }

  /** The options from {@code from} to their end or the body's (§3.5), in an array of their own. */
  Either<CaptureError, Vector<CaptureOption>> options(int from) {
    if (left(from) < OPTION_HEADER || u16(from) == END) {
      return Either.right(Vector.empty());
    }
    var values = copy(from, left(from));
    @Var Vector<CaptureOption> options = Vector.empty();
    @Var int at = 0;
    while (values.length() - at >= OPTION_HEADER && order.u16(values, at) != END) {
      int length = order.u16(values, at + 2);
      int room = values.length() - at - OPTION_HEADER;
      if (length > room) {
        return bad(from + at + 2, "option length", length, "at most " + room);
      }
      if (options.size() == MOST_OPTIONS) {
        return bad(from + at, "option", order.u16(values, at), "at most 4096 of them");
      }
      var value = values.slice(at + OPTION_HEADER, length);
      options = options.append(new CaptureOption(order.u16(values, at), value));
      at += OPTION_HEADER + length + (-length & 3);
    }
    return Either.right(options);
  }
}
