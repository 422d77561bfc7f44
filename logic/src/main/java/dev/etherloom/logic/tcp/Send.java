package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;

/**
 * The sending half of a connection (RFC 9293 §3.3.1).
 *
 * @param una SND.UNA, the first number not acknowledged
 * @param nxt SND.NXT; it falls back to {@code una} when the timer expires
 * @param max the highest number ever sent, plus one
 * @param small the end of the last segment sent that was not full (Minshall's form of Nagle)
 */
record Send(
    SeqNum una,
    SeqNum nxt,
    SeqNum max,
    SeqNum small,
    SendWindow window,
    SendQueue queue,
    Congestion congestion,
    Retransmit retransmit) {

  /** What a connection begins with, its SYN acknowledged. */
  static Send opened(SeqNum first, SendWindow window, int mss, Retransmit retransmit) {
    var queue = SendQueue.from(first);
    var congestion = Congestion.initial(first.plus(-1), mss);
    return new Send(first, first, first, first, window, queue, congestion, retransmit);
  }

  /** Octets given to send that are not acknowledged. */
  int queued() {
    return Math.max(0, queue.end().minus(una));
  }

  boolean isOutstanding() {
    return una.before(max);
  }

  /** Whether there is something that was never sent, or was and has to be again. */
  boolean isWaiting() {
    return nxt.before(queue.last());
  }

  /** Whether our FIN is acknowledged. */
  boolean isFinished() {
    return queue.finished() && una.equals(queue.last());
  }

  Send with(SendQueue next) {
    return new Send(una, nxt, max, small, window, next, congestion, retransmit);
  }

  Send with(SendWindow next) {
    return new Send(una, nxt, max, small, next, queue, congestion, retransmit);
  }

  Send with(Congestion next) {
    return new Send(una, nxt, max, small, window, queue, next, retransmit);
  }

  Send with(Retransmit next) {
    return new Send(una, nxt, max, small, window, queue, congestion, next);
  }

  /** SND.UNA goes on to {@code ack} (§3.10.7.4, fifth). */
  Send acknowledged(SeqNum ack, int mss, MonotonicTime now) {
    return new Send(
        ack,
        nxt.later(ack),
        max,
        small.later(ack),
        window,
        queue.acknowledged(ack),
        congestion.acknowledged(ack, ack.minus(una), max.minus(una), mss),
        retransmit.progressed(ack, now));
  }

  /** The same acknowledgment came again. */
  Send duplicated(int mss) {
    var next = congestion.duplicated(una, max, max.minus(una), mss);
    return with(next).with(next.resend() ? retransmit.unmeasured() : retransmit);
  }

  /** The peer's window as a segment tells it; once it opens, what was sent into a shut one goes. */
  Send offered(SeqNum seq, SeqNum ack, int size, MonotonicTime now) {
    var next = window.updated(seq, ack, size);
    if (next.size() == 0) {
      return with(next).with(retransmit.heard(now));
    }
    return window.size() > 0
        ? with(next)
        : new Send(una, una, max, small, next, queue, congestion, retransmit.stopped());
  }

  /** The number of a segment that carries nothing: one that the peer's window takes. */
  SeqNum front() {
    return max.earlier(una.plus(window.size()));
  }

  /** A segment went out, the first one or once more. */
  Send sent(Piece piece, boolean isFull, MonotonicTime now) {
    var end = piece.end();
    boolean again = piece.seq().before(max);
    return new Send(
        una,
        nxt.later(end),
        max.later(end),
        isFull || again ? small : end,
        window,
        queue,
        piece.resent() ? congestion.resent() : congestion,
        again ? retransmit.unmeasured() : retransmit.measuring(end, now));
  }

  /** The timer expired: all is sent again from the left edge on (RFC 6298 §5.4 to §5.6). */
  Send timedOut(int mss) {
    boolean first = retransmit.attempts() == 0;
    var next = congestion.timedOut(max, max.minus(una), mss, first);
    return new Send(una, una, max, una, window, queue, next, retransmit.expired());
  }

  /** What is on its way was too long for the path: all goes again, and nothing was congested. */
  Send tooLong() {
    return new Send(una, una, max, una, window, queue, congestion, retransmit.unmeasured());
  }

  /** The timer expired while the window was shut: that loses nothing. */
  Send probed() {
    return new Send(una, una, max, small, window, queue, congestion, retransmit.expired());
  }
}
