package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;

/**
 * The sending half of a connection (RFC 9293 §3.3.1).
 *
 * @param una SND.UNA, the first number not acknowledged
 * @param nxt SND.NXT; it falls back to {@code una} where nobody knows what became of the rest
 * @param max the highest number ever sent, plus one
 * @param small the end of the last segment sent that was not full (Minshall's form of Nagle)
 * @param flight what is between {@code una} and {@code nxt}
 */
record Send(
    SeqNum una,
    SeqNum nxt,
    SeqNum max,
    SeqNum small,
    SendWindow window,
    SendQueue queue,
    Flight flight,
    Retransmit retransmit) {

  /** More than this on its way counts as waiting to be sent. */
  private static final int MOST_ON_THE_WAY = 8 << 20;

  /** What a connection begins with, its SYN acknowledged. */
  static Send opened(SeqNum first, SendWindow window, Flight flight, Retransmit retransmit) {
    var queue = SendQueue.from(first);
    return new Send(first, first, first, first, window, queue, flight, retransmit);
  }

  /** Octets given to send that are not acknowledged. */
  int queued() {
    return Math.max(0, queue.end().minus(una));
  }

  /**
   * Octets that wait to be sent. What is on its way does not count, or a long way could not be
   * filled, unless there is very much of it.
   */
  int waiting() {
    return Math.max(unsent(), queued() - MOST_ON_THE_WAY);
  }

  /** Octets given to send that did not go out, or have to go again. */
  int unsent() {
    return Math.max(0, queue.end().minus(nxt));
  }

  /** U: what the peer's window leaves, in octets; negative where it shrank (MUST-34). */
  int left() {
    return una.plus(window.size()).minus(nxt);
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
    return new Send(una, nxt, max, small, window, next, flight, retransmit);
  }

  Send with(SendWindow next) {
    return new Send(una, nxt, max, small, next, queue, flight, retransmit);
  }

  Send with(Flight next) {
    return next == flight ? this : new Send(una, nxt, max, small, window, queue, next, retransmit);
  }

  Send with(Flight nextFlight, Retransmit wound) {
    return nextFlight == flight
        ? with(wound)
        : new Send(una, nxt, max, small, window, queue, nextFlight, wound);
  }

  Send with(Retransmit next) {
    return next == retransmit ? this : new Send(una, nxt, max, small, window, queue, flight, next);
  }

  /** An acknowledgment was taken in; SND.UNA may have gone on to {@code ack} (§3.10.7.4, fifth). */
  Send acknowledged(SeqNum ack, SeqNum next, Flight left, Retransmit measured, MonotonicTime now) {
    boolean forward = ack.after(una);
    var timer = forward ? measured.progressed(now) : measured;
    var rest = forward ? queue.acknowledged(ack) : queue;
    return new Send(ack, next, max, small.later(ack), window, rest, left, timer);
  }

  /** The peer's window as a segment tells it; once it opens, what was sent into a shut one goes. */
  Send offered(SeqNum seq, SeqNum ack, int size, MonotonicTime now) {
    var next = window.updated(seq, ack, size);
    if (next.size() == 0) {
      return with(next).with(retransmit.heard(now));
    }
    return window.size() > 0
        ? with(next)
        : new Send(una, una, max, small, next, queue, flight.forgotten(), retransmit.stopped());
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
        piece.resent()
            ? flight.resent(piece.seq(), new Sent(end, now, true, nxt))
            : flight.sent(piece.seq(), Sent.ahead(end, now, again)),
        retransmit);
  }

  /** The timer for losses at the end expired: once more, or what comes next (RFC 8985 §7.3). */
  Send probed(Piece piece, MonotonicTime now) {
    boolean again = piece.seq().before(nxt);
    var next =
        again
            ? with(flight.lostBehind(piece.seq())).sent(piece, true, now)
            : sent(piece, true, now);
    return next.with(next.flight.probing(next.nxt, again)).with(retransmit.probed(now));
  }

  /** The timer expired (RFC 6298 §5.4 to §5.6). */
  Send timedOut(int mss, MonotonicTime now) {
    var next = flight.timedOut(una, nxt, mss, retransmit.attempts() == 0, now);
    var seq = next.board().isEmpty() ? una : nxt;
    return new Send(una, seq, max, small, window, queue, next, retransmit.expired(now));
  }

  /** Something went into a shut window, up to {@code end}: nothing is lost if it is not taken. */
  Send forced(SeqNum end, MonotonicTime now) {
    var timer = retransmit.expired(now);
    return new Send(una, nxt, max.later(end), small, window, queue, flight, timer);
  }

  /** Something went out at last that was held back as too little. */
  Send held(MonotonicTime now) {
    return with(retransmit.expired(now));
  }

  /** What is on its way was too long for the path: all goes again, and nothing was congested. */
  Send tooLong() {
    return new Send(una, una, max, una, window, queue, flight.forgotten(), retransmit);
  }
}
