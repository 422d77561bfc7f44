package dev.etherloom.logic.http;

import dev.etherloom.frames.Slice;
import io.vavr.collection.Queue;

/**
 * What came and was not looked at yet. TCP brings nothing while the {@link Outbox} is full, so the
 * bounds are there only in case it does.
 *
 * @param first what came first; empty if nothing is there
 * @param others what came behind it, in pieces
 * @param octets of all together
 */
record Inbox(Slice first, Queue<Slice> others, int octets) {
  static final Inbox EMPTY = new Inbox(Slice.EMPTY, Queue.empty(), 0);

  static final int MAX_OCTETS = 4_194_304;
  static final int MAX_PIECES = 4_096;

  boolean isEmpty() {
    return octets == 0;
  }

  boolean isFull() {
    return octets >= MAX_OCTETS || others.length() >= MAX_PIECES - 1;
  }

  Inbox with(Slice piece) {
    return isEmpty()
        ? new Inbox(piece, others, piece.length())
        : new Inbox(first, others.enqueue(piece), octets + piece.length());
  }

  /** Without the first piece, of which {@code rest} is left. */
  Inbox after(Slice rest) {
    int left = octets - first.length() + rest.length();
    if (left == 0) {
      return EMPTY;
    }
    return rest.isEmpty()
        ? new Inbox(others.head(), others.tail(), left)
        : new Inbox(rest, others, left);
  }
}
