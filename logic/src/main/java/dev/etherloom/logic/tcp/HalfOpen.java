package dev.etherloom.logic.tcp;

import io.vavr.collection.HashMap;

/**
 * How many connections are in SYN-RECEIVED because somebody sent a SYN. Beyond a bound for each
 * port that listens, and one for all, no more are kept: who connects gets a {@link Cookie}, so that
 * forged SYNs (RFC 4987) fill neither memory nor anybody's way in.
 *
 * @param byPort of which ports of ours; no zeros
 */
record HalfOpen(int all, HashMap<Integer, Integer> byPort) {
  static final int MOST = 4_096;
  static final int MOST_AT_PORT = 1_024;
  static final HalfOpen NONE = new HalfOpen(0, HashMap.empty());

  int at(int port) {
    return byPort.get(port).getOrElse(0);
  }

  boolean isFull(int port) {
    return all >= MOST || at(port) >= MOST_AT_PORT;
  }

  /** One more, or with −1 one less. */
  HalfOpen changed(int port, int by) {
    int next = at(port) + by;
    return new HalfOpen(all + by, next == 0 ? byPort.remove(port) : byPort.put(port, next));
  }
}
