package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.SeqNum;

/**
 * What the peer lets us send (RFC 9293 §3.3.1).
 *
 * @param size SND.WND, in octets, scaled: 0…2³⁰ (MUST-1, REC-1)
 * @param seq SND.WL1
 * @param ack SND.WL2
 * @param largest the largest it ever was
 */
record SendWindow(int size, SeqNum seq, SeqNum ack, int largest) {
  static SendWindow of(int size, SeqNum seq, SeqNum ack) {
    return new SendWindow(size, seq, ack, size);
  }

  /** Takes the window of a segment, unless an older one brings it (§3.10.7.4, fifth). */
  SendWindow updated(SeqNum newSeq, SeqNum newAck, int newSize) {
    boolean newer =
        seq.before(newSeq) || (seq.equals(newSeq) && !newAck.before(ack)) || newAck.after(ack);
    return newer ? new SendWindow(newSize, newSeq, newAck, Math.max(largest, newSize)) : this;
  }
}
