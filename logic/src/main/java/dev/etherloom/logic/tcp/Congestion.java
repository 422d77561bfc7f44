package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.SeqNum;

/**
 * How much may be on its way: slow start, congestion avoidance, fast retransmit and fast recovery
 * (RFC 5681, NewReno: RFC 6582), from an initial window of ten segments (RFC 6928). In octets.
 *
 * @param window cwnd
 * @param threshold ssthresh
 * @param duplicates duplicate acknowledgments in a row
 * @param recovering whether fast recovery goes on
 * @param recover the highest number sent when something was lost last
 * @param resend whether the segment at the window's left edge has to be sent again
 */
record Congestion(
    int window, int threshold, int duplicates, boolean recovering, SeqNum recover, boolean resend) {
  private static final int DUPLICATES = 3;
  private static final int INITIAL_SEGMENTS = 10;
  private static final int INITIAL_OCTETS = 14_600;
  private static final int MOST = 1 << 30;

  static Congestion initial(SeqNum iss, int mss) {
    return new Congestion(initialWindow(mss), MOST, 0, false, iss, false);
  }

  /** RFC 6928 §2. */
  private static int initialWindow(int mss) {
    return Math.min(INITIAL_SEGMENTS * mss, Math.max(2 * mss, INITIAL_OCTETS));
  }

  /**
   * New octets were acknowledged.
   *
   * @param ack what stands in the acknowledgment
   * @param octets how many are new
   * @param flight how many were on their way
   */
  Congestion acknowledged(SeqNum ack, int octets, int flight, int mss) {
    if (!recovering) {
      return grown(octets, flight, mss);
    }
    return ack.before(recover) ? partial(octets, mss) : recovered(flight - octets, mss);
  }

  private Congestion grown(int octets, int flight, int mss) {
    boolean limited = flight + mss >= window / 2; // a window that is not used proves nothing
    int more =
        !limited
            ? 0
            : window < threshold
                ? Math.min(octets, 2 * mss) // RFC 3465 §2.2
                : (int) Math.max(1, (long) mss * Math.min(octets, 2 * mss) / window);
    return new Congestion(Math.min(window + more, MOST), threshold, 0, false, recover, resend);
  }

  /** RFC 6582 §3.2 (3), a partial acknowledgment: the next hole is filled at once. */
  private Congestion partial(int octets, int mss) {
    int deflated = Math.max(mss, window - octets + mss);
    return new Congestion(deflated, threshold, duplicates, true, recover, true);
  }

  /** RFC 6582 §3.2 (3), a full acknowledgment. */
  private Congestion recovered(int flight, int mss) {
    int least = Math.min(threshold, Math.max(flight, mss) + mss);
    return new Congestion(least, threshold, 0, false, recover, false);
  }

  /** RFC 5681 §3.2; {@code sent} is the highest number sent. */
  Congestion duplicated(SeqNum una, SeqNum sent, int flight, int mss) {
    if (recovering) {
      return new Congestion(
          Math.min(window + mss, MOST), threshold, duplicates, true, recover, resend);
    }
    boolean lost = duplicates + 1 == DUPLICATES && una.after(recover);
    if (!lost) {
      return new Congestion(window, threshold, duplicates + 1, false, recover, resend);
    }
    int half = half(flight, mss);
    return new Congestion(half + DUPLICATES * mss, half, DUPLICATES, true, sent, true);
  }

  /**
   * The retransmission timer expired, RFC 5681 §3.1.
   *
   * @param first whether it did so the first time for these octets
   */
  Congestion timedOut(SeqNum sent, int flight, int mss, boolean first) {
    return new Congestion(mss, first ? half(flight, mss) : threshold, 0, false, sent, false);
  }

  private static int half(int flight, int mss) {
    return Math.max(flight / 2, 2 * mss);
  }

  /** Nothing was sent for longer than a timeout, RFC 5681 §4.1. */
  Congestion restarted(int mss) {
    int least = Math.min(window, initialWindow(mss));
    return least == window
        ? this
        : new Congestion(least, threshold, duplicates, recovering, recover, resend);
  }

  /** The segment was sent again. */
  Congestion resent() {
    return new Congestion(window, threshold, duplicates, recovering, recover, false);
  }
}
