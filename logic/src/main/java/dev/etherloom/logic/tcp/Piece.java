package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.tcp.TcpTuning.Sending;
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

  /**
   * How much may go at once.
   *
   * @param room what a segment holds beside its options
   * @param most what may go to the link as one; a multiple of {@code room}
   * @param mss what the windows are counted in
   */
  record Measure(int room, int most, int mss) {}

  /** What may be sent now. */
  static Option<Piece> next(Send send, Measure size, Sending tuning) {
    var hole = send.flight().board().lost().first();
    if (hole.isEmpty()) {
      return fresh(send, size, tuning);
    }
    var fresh = send.flight().isTrying() ? fresh(send, size, tuning) : Option.<Piece>none();
    return fresh.isDefined() ? fresh : again(send, hole.get(), size.room, size.mss);
  }

  /** What was never sent, or is forgotten. */
  private static Option<Piece> fresh(Send send, Measure measure, Sending tuning) {
    if (!send.isWaiting()) {
      return Option.none();
    }
    int data = send.queue().end().minus(send.nxt());
    int congestion =
        data == 0 ? Integer.MAX_VALUE : send.flight().room(measure.mss); // a FIN loads nobody
    int usable = send.flight().pace().isSpent() ? 0 : Math.min(send.left(), congestion);
    int most = Math.min(Math.min(data, measure.most), usable);
    boolean whole = most > measure.room && most < data;
    int size = whole ? most - most % measure.room : most;
    return usable > 0 && size >= 0 && isWorthwhile(send, size, data, measure.room, tuning)
        ? Option.some(at(send, send.nxt(), size, send.left()))
        : Option.none();
  }

  /** What was lost, once more; beyond a window that shrank only what comes first. */
  private static Option<Piece> again(Send send, SeqMap.Node<Sent> hole, int room, int mss) {
    var seq = hole.key();
    var piece = again(send, seq, hole.value().end(), room);
    boolean fits = send.flight().room(mss) >= Math.min(piece.size, mss);
    boolean allowed = seq.equals(send.una()) || seq.before(send.una().plus(send.window().size()));
    boolean spent = send.flight().pace().isSpent();
    return fits && allowed && !spent ? Option.some(piece) : Option.none();
  }

  private static Piece again(Send send, SeqNum seq, SeqNum end, int room) {
    int size = Math.min(send.queue().end().earlier(end).minus(seq), room);
    boolean fin = seq.plus(size).equals(send.queue().end()) && end.after(send.queue().end());
    return new Piece(seq, size, fin, true);
  }

  /** What a probe for a loss at the end carries: something new, else the last (RFC 8985 §7.3). */
  static Option<Piece> tail(Send send, int room) {
    int data = send.queue().end().minus(send.nxt());
    int size = Math.min(Math.min(data, room), send.left());
    if (send.isWaiting() && (size > 0 || (data == 0 && send.left() > 0))) {
      return Option.some(at(send, send.nxt(), size, send.left()));
    }
    var last = send.flight().board().flying().floor(send.nxt().plus(-1));
    return last.map(
        node -> {
          int octets = send.queue().end().earlier(node.value().end()).minus(node.key());
          return again(send, node.key().plus(Math.max(0, octets - room)), node.value().end(), room);
        });
  }

  /** What is sent when the timer says so, though the window is shut or too small (MUST-36). */
  static Option<Piece> forced(Send send, int room) {
    int window = Math.max(1, Math.min(send.window().size(), room));
    int size = Math.min(window, send.queue().end().minus(send.una()));
    return send.una().before(send.queue().last())
        ? Option.some(at(send, send.una(), Math.max(0, size), window))
        : Option.none();
  }

  /** A piece for a window of so many numbers, of which the FIN is one. */
  private static Piece at(Send send, SeqNum seq, int size, int window) {
    boolean last = seq.plus(size).equals(send.queue().end()) && size < window;
    return new Piece(seq, size, last && send.queue().finished(), false);
  }

  /** §3.8.6.2.1: a full segment, the last one if nothing holds it back, or half the window. */
  private static boolean isWorthwhile(Send send, int size, int data, int room, Sending tuning) {
    boolean small = tuning.nagle() && send.una().before(send.small());
    boolean held = (small || tuning.corked()) && !send.queue().finished();
    return size >= room
        || send.nxt().before(send.max())
        || (size == data && !held)
        || (send.nxt().equals(send.una()) && size >= send.window().largest() / 2);
  }
}
