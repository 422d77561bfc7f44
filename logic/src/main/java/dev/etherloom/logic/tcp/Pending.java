package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Slice;
import io.vavr.collection.Vector;

/**
 * What the user asked for, and what the peer sent, before the connection was there.
 *
 * @param octets to be sent then (§3.10.2)
 * @param closed whether CLOSE was called (§3.10.4)
 * @param deaf whether nobody on this side wants what the peer sends
 * @param early what the peer's SYN brought where both sent one (§3.10.7.3), a segment at most
 */
record Pending(Vector<Slice> octets, boolean closed, boolean deaf, TcpTuning tuning, Slice early) {
  static final Pending NOTHING =
      new Pending(Vector.empty(), false, false, TcpTuning.DEFAULT, Slice.EMPTY);

  static Pending of(TcpTuning tuning) {
    return NOTHING.tuned(tuning);
  }

  Pending with(Slice more) {
    return new Pending(octets.append(more), closed, deaf, tuning, early);
  }

  Pending closing() {
    return new Pending(octets, true, deaf, tuning, early);
  }

  Pending ignoring() {
    return new Pending(octets, closed, true, tuning, Slice.EMPTY);
  }

  Pending tuned(TcpTuning next) {
    return next.equals(tuning) ? this : new Pending(octets, closed, deaf, next, early);
  }

  Pending heard(Slice text) {
    return text.isEmpty() || deaf
        ? this
        : new Pending(octets, closed, false, tuning, Memory.frugal(text));
  }
}
