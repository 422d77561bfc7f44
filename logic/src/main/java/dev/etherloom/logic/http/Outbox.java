package dev.etherloom.logic.http;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.tcp.TcpSession;
import io.vavr.collection.List;
import java.time.Duration;

/**
 * What is still to be given to TCP. It goes in pieces, as long as TCP has room, and one piece
 * further: then TCP holds the peer's octets back until there is room again.
 *
 * <p>A peer that reads slowly holds what waits here. It is given {@link #PATIENCE}, and more for
 * each octet that it takes, up to that again: who takes less than {@link #LEAST_RATE} over time is
 * left.
 *
 * @param room octets that TCP takes before its limit; negative beyond that
 * @param patience when the peer is left if something still waits then
 */
record Outbox(List<Slice> waiting, int room, MonotonicTime patience) {
  /** Octets given to TCP at once. */
  static final int PIECE = 65_536;

  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Octets a second. */
  static final int LEAST_RATE = 4_096;

  static final Outbox EMPTY = new Outbox(List.empty(), TcpSession.SEND_LIMIT, MonotonicTime.ZERO);

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean maySend() {
    return !waiting.isEmpty() && room >= 0;
  }

  /** How long a peer of the least rate needs for what TCP has. */
  Duration flight() {
    return span(TcpSession.SEND_LIMIT - room);
  }

  Outbox with(List<Slice> parts, MonotonicTime now) {
    return new Outbox(
        waiting.appendAll(parts), room, waiting.isEmpty() ? now.plus(PATIENCE) : patience);
  }

  /** TCP has room again. */
  Outbox drained(int room, MonotonicTime now) {
    if (isEmpty()) {
      return new Outbox(waiting, room, patience);
    }
    var longer = patience.plus(span(Math.max(0, room - this.room)));
    return new Outbox(waiting, room, longer.earlier(now.plus(PATIENCE)));
  }

  /** The next piece; only if there is one that may be sent. */
  Slice next() {
    var part = waiting.head();
    return part.first(Math.min(part.length(), PIECE));
  }

  /** What waits behind the next piece. */
  Outbox behind() {
    var part = waiting.head();
    int size = next().length();
    var rest = waiting.tail();
    return new Outbox(
        size < part.length() ? rest.prepend(part.from(size)) : rest, room - size, patience);
  }

  private static Duration span(int octets) {
    return Duration.ofMillis(octets * 1000L / LEAST_RATE);
  }
}
