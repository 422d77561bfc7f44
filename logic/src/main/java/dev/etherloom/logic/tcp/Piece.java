package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.SeqNum;
import io.vavr.control.Option;

/**
 * The next segment to be sent, chosen by window, Nagle's algorithm and silly-window avoidance (RFC
 * 9293 §3.7.4, §3.8.6.2.1).
 *
 * @param size octets
 * @param fin whether it carries the FIN
 * @param resent whether fast retransmit wants it
 */
record Piece(SeqNum seq, int size, boolean fin, boolean resent) {
  SeqNum end() {
    return seq.plus(size + (fin ? 1 : 0));
  }

  /** What may be sent now; {@code room} is how much a segment holds. */
  static Option<Piece> next(Send send, int room, boolean nagle) {
    if (send.congestion().resend() && send.isOutstanding()) {
      return Option.some(again(send, room));
    }
    if (!send.isWaiting()) {
      return Option.none();
    }
    int usable = usable(send);
    int data = send.queue().end().minus(send.nxt());
    int size = Math.min(Math.min(data, room), usable);
    return usable > 0 && size >= 0 && isWorthwhile(send, size, data, room, nagle)
        ? Option.some(at(send, send.nxt(), size))
        : Option.none();
  }

  /** U: what window and congestion leave; negative where the window shrank (MUST-34). */
  private static int usable(Send send) {
    int window = Math.min(send.window().size(), send.congestion().window());
    return send.una().plus(window).minus(send.nxt());
  }

  /** The first segment not acknowledged, once more. */
  private static Piece again(Send send, int room) {
    int there = send.queue().end().earlier(send.max()).minus(send.una());
    int size = Math.clamp(there, 0, room);
    var piece = at(send, send.una(), size);
    return new Piece(
        piece.seq, piece.size, piece.fin && send.max().equals(send.queue().last()), true);
  }

  /** What is sent when the timer says so, though the window is shut or too small (MUST-36). */
  static Option<Piece> forced(Send send, int room) {
    int window = Math.max(1, Math.min(send.window().size(), room));
    int size = Math.min(window, send.queue().end().minus(send.una()));
    return send.una().before(send.queue().last())
        ? Option.some(at(send, send.una(), Math.max(0, size)))
        : Option.none();
  }

  private static Piece at(Send send, SeqNum seq, int size) {
    boolean last = seq.plus(size).equals(send.queue().end());
    return new Piece(seq, size, last && send.queue().finished(), false);
  }

  /** §3.8.6.2.1: a full segment, the last one if nothing holds it back, or half the window. */
  private static boolean isWorthwhile(Send send, int size, int data, int room, boolean nagle) {
    boolean held = nagle && !send.queue().finished() && send.una().before(send.small());
    return size == room
        || send.nxt().before(send.max())
        || (size == data && !held)
        || (send.nxt().equals(send.una()) && size >= send.window().largest() / 2);
  }
}
