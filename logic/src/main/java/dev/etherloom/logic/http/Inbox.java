package dev.etherloom.logic.http;

import dev.etherloom.frames.Slice;
import io.vavr.collection.Queue;

/**
 * What came and was not looked at yet. TCP brings nothing while the {@link Outbox} is full, so the
 * bounds are there only in case it does.
 *
 * @param octets of all pieces
 */
record Inbox(Queue<Slice> pieces, int octets) {
  static final Inbox EMPTY = new Inbox(Queue.empty(), 0);

  static final int MAX_OCTETS = 4_194_304;
  static final int MAX_PIECES = 4_096;

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  boolean isFull() {
    return octets >= MAX_OCTETS || pieces.length() >= MAX_PIECES;
  }

  Inbox with(Slice piece) {
    return new Inbox(pieces.enqueue(piece), octets + piece.length());
  }

  Slice first() {
    return pieces.head();
  }

  /** Without the first piece, of which {@code rest} is left. */
  Inbox after(Slice rest) {
    var others = pieces.tail();
    return new Inbox(
        rest.isEmpty() ? others : others.prepend(rest),
        octets - pieces.head().length() + rest.length());
  }
}
