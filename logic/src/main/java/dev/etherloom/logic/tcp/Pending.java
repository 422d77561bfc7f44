package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Slice;
import io.vavr.collection.Vector;

/**
 * What the user asked for before the connection was there.
 *
 * @param octets to be sent then (§3.10.2)
 * @param closed whether CLOSE was called (§3.10.4)
 */
record Pending(Vector<Slice> octets, boolean closed, TcpTuning tuning) {
  static final Pending NOTHING = new Pending(Vector.empty(), false, TcpTuning.DEFAULT);

  static Pending of(TcpTuning tuning) {
    return NOTHING.tuned(tuning);
  }

  Pending with(Slice more) {
    return new Pending(octets.append(more), closed, tuning);
  }

  Pending closing() {
    return new Pending(octets, true, tuning);
  }

  Pending tuned(TcpTuning next) {
    return next.equals(tuning) ? this : new Pending(octets, closed, next);
  }
}
