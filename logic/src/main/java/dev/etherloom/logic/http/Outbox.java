package dev.etherloom.logic.http;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.tcp.TcpSession;
import io.vavr.collection.Queue;
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
record Outbox(Queue<Slice> waiting, int room, MonotonicTime patience) {
  /** Octets given to TCP at once. */
  static final int PIECE = 65_536;

  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Octets a second. */
  static final int LEAST_RATE = 4_096;

  static final Outbox EMPTY = new Outbox(Queue.empty(), TcpSession.SEND_LIMIT, MonotonicTime.ZERO);

  /** What a step of taking out gives. */
  record Taken(Slice octets, Outbox rest) {}

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

  Outbox with(Slice octets, MonotonicTime now) {
    return octets.isEmpty()
        ? this
        : new Outbox(
            waiting.enqueue(octets), room, waiting.isEmpty() ? now.plus(PATIENCE) : patience);
  }

  /** TCP has room again. */
  Outbox drained(int room, MonotonicTime now) {
    var longer = patience.plus(span(Math.max(0, room - this.room)));
    return new Outbox(waiting, room, longer.earlier(now.plus(PATIENCE)));
  }

  /** The next piece; only if there is one that may be sent. */
  Taken take() {
    var next = waiting.dequeue();
    var octets = next._1;
    int size = Math.min(octets.length(), PIECE);
    var rest = next._2;
    return new Taken(
        octets.first(size),
        new Outbox(
            size < octets.length() ? rest.prepend(octets.from(size)) : rest,
            room - size,
            patience));
  }

  private static Duration span(int octets) {
    return Duration.ofMillis(octets * 1000L / LEAST_RATE);
  }
}
