package dev.etherloom.logic.tcp;

/**
 * Proportional rate reduction (RFC 6937bis): while a loss is repaired, or congestion was told of,
 * what goes out follows what arrives, so that the window comes down smoothly. In octets.
 *
 * @param flight on its way when it began (RecoverFS)
 * @param threshold what the window comes down to (ssthresh)
 * @param delivered arrived since then (prr_delivered)
 * @param out sent since then (prr_out)
 */
record Prr(int flight, int threshold, long delivered, long out) {
  static Prr begin(int flight, int threshold) {
    return new Prr(Math.max(1, flight), threshold, 0, 0);
  }

  Prr sent(int octets) {
    return new Prr(flight, threshold, delivered, out + octets);
  }

  Prr arrived(int octets) {
    return new Prr(flight, threshold, delivered + octets, out);
  }

  /**
   * The window to use now that {@code fresh} octets have arrived, which are counted already.
   *
   * @param safe whether the left edge went on and nothing more was found lost (SafeACK)
   */
  int window(int pipe, int fresh, boolean safe, int mss) {
    long may;
    if (pipe > threshold) {
      long share = Math.ceilDiv(delivered * threshold, flight);
      may = Math.ceilDiv(share, mss) * mss - out;
    } else {
      long grown = Math.max(delivered - out, fresh) + (safe ? mss : 0);
      may = Math.min((long) threshold - pipe, grown);
    }
    long least = out == 0 ? mss : 0; // fast retransmit, whatever the window
    return (int) Math.min(pipe + Math.max(may, least), Congestion.MOST);
  }
}
