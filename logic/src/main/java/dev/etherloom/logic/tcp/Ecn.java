package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.SeqNum;

/**
 * Congestion told of before anything is lost (RFC 3168 §6.1).
 *
 * @param isUsed whether both sides agreed to
 * @param echo whether a packet came marked, and the peer has not confirmed to have heard so
 * @param reductions of our own window of which the peer knows
 */
record Ecn(boolean isUsed, boolean echo, int reductions) {
  /** The codepoint of packets that may be marked, ECT(0), in the traffic class. */
  static final int CAPABLE = 0b10;

  /** The two bits, and how they are where the network met congestion (CE). */
  static final int MARKED = 0b11;

  /** Both together in a SYN ask for it (§6.1.1). */
  static final Flags REQUEST = Flags.ECE.with(Flags.CWR);

  static Ecn agreed(boolean used) {
    return new Ecn(used, false, 0);
  }

  /** Whether a SYN asks for it, or answers that it may be. */
  static boolean isAsked(TcpSegment syn) {
    return syn.has(Flags.ACK) ? syn.has(Flags.ECE) && !syn.has(Flags.CWR) : syn.has(REQUEST);
  }

  /** A segment came (§6.1.3): CWR ends the echo, a mark begins it. */
  Ecn heard(TcpSegment in, boolean marked) {
    boolean next = (echo && !in.has(Flags.CWR)) || marked;
    return !isUsed || next == echo ? this : new Ecn(true, next, reductions);
  }

  /** What stands in a segment of ours. */
  Flags flags(boolean isNew, int now) {
    var echoing = echo ? Flags.ECE : Flags.NONE;
    return isUsed && isNew && now != reductions ? echoing.with(Flags.CWR) : echoing;
  }

  /** New octets went out, which told of all reductions so far. */
  Ecn told(int now) {
    return !isUsed || now == reductions ? this : new Ecn(true, echo, now);
  }

  /** Only octets sent for the first time may be marked (§6.1.5, §6.1.6). */
  boolean isCapable(SeqNum seq, int size, SeqNum max) {
    return isUsed && size > 0 && !seq.before(max);
  }
}
