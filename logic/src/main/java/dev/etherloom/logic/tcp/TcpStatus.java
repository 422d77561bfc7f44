package dev.etherloom.logic.tcp;

import java.time.Duration;

/**
 * STATUS (RFC 9293 §3.9.1.6): how a connection stands.
 *
 * @param late how far behind what was sent later something arrived at the peer so far, in octets
 *     (RFC 8985 §6.2, step 3)
 */
public record TcpStatus(
    TcpPeer peer,
    State state,
    Timer timer,
    Course course,
    Flight flight,
    Queues queues,
    TcpTuning tuning,
    int late) {
  /** The states of §3.3.2. LISTEN and CLOSED are no connection's. */
  public enum State {
    SYN_SENT,
    SYN_RECEIVED,
    ESTABLISHED,
    FIN_WAIT_1,
    FIN_WAIT_2,
    CLOSE_WAIT,
    CLOSING,
    LAST_ACK,
    TIME_WAIT
  }

  /** What the sender is about. */
  public enum Course {
    /** All goes well. */
    STEADY,
    /** Something arrived out of order, or twice. */
    DOUBTFUL,
    /** Congestion was told of (RFC 3168); the window comes down. */
    SLOWING,
    /** A loss is being repaired (RFC 6675). */
    REPAIRING,
    /** The retransmission timer expired (RFC 6298). */
    TIMED_OUT
  }

  /**
   * The time of the way, and what follows from it (RFC 6298).
   *
   * @param roundTrip zero before the first measurement
   * @param timeout RTO, backed off
   * @param attempts how often it expired in a row
   */
  public record Timer(Duration roundTrip, Duration variation, Duration timeout, int attempts) {
    static final Timer NONE = new Timer(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
  }

  /**
   * What is on its way, and may be (RFC 5681); the first four in octets, the others in segments.
   *
   * @param segment what a full segment carries
   * @param window cwnd
   * @param threshold ssthresh; 2³⁰ where there was no reason for one
   * @param octets what was sent beyond SND.UNA
   * @param unacknowledged of how many segments that is, {@code sacked} and {@code lost} included
   * @param sacked what arrived out of order, as far as the peer said
   * @param lost what was taken for lost, whether it was sent again by now or not
   * @param resent those of them that were
   */
  public record Flight(
      int segment,
      int window,
      int threshold,
      int octets,
      int unacknowledged,
      int sacked,
      int lost,
      int resent) {
    static final Flight NONE = new Flight(0, 0, 0, 0, 0, 0, 0, 0);
  }

  /**
   * What waits, and may; in octets.
   *
   * @param sendWindow what the peer takes
   * @param receiveWindow what this side takes, as the peer was told
   * @param toSend what waits to be acknowledged, sent or not
   * @param unsent of that, what was not sent so far
   * @param toRead what came in order and the user did not take
   */
  public record Queues(int sendWindow, int receiveWindow, int toSend, int unsent, int toRead) {
    static final Queues NONE = new Queues(0, 0, 0, 0, 0);
  }
}
