package dev.etherloom.logic.tcp;

/** The states in which both sides are synchronized (RFC 9293 §3.3.2). */
enum Phase {
  ESTABLISHED,
  /** We have finished; neither an acknowledgment of that nor the peer's own end is here. */
  FIN_WAIT_1,
  /** Our end is acknowledged; the peer may go on. */
  FIN_WAIT_2,
  /** The peer has finished; we may go on. */
  CLOSE_WAIT,
  /** Both have finished, we first; our end is not acknowledged. */
  CLOSING,
  /** Both have finished, the peer first; our end is not acknowledged. */
  LAST_ACK,
  /** All is done; old segments may still be about. */
  TIME_WAIT;

  /** CLOSE was called (§3.10.4). */
  Phase closed() {
    return switch (this) {
      case ESTABLISHED -> FIN_WAIT_1;
      case CLOSE_WAIT -> LAST_ACK;
      case FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK, TIME_WAIT -> this;
    };
  }

  /** The peer's FIN is here (§3.10.7.4, eighth). */
  Phase peerFinished() {
    return switch (this) {
      case ESTABLISHED -> CLOSE_WAIT;
      case FIN_WAIT_1 -> CLOSING;
      case FIN_WAIT_2 -> TIME_WAIT;
      case CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT -> this;
    };
  }

  /** Our FIN is acknowledged (§3.10.7.4, fifth). */
  Phase finAcknowledged() {
    return switch (this) {
      case FIN_WAIT_1 -> FIN_WAIT_2;
      case CLOSING -> TIME_WAIT;
      case ESTABLISHED, FIN_WAIT_2, CLOSE_WAIT, LAST_ACK, TIME_WAIT -> this;
    };
  }

  /** Whether the user may send. */
  boolean sends() {
    return this == ESTABLISHED || this == CLOSE_WAIT;
  }

  /** Whether the peer may still send. */
  boolean receives() {
    return this == ESTABLISHED || this == FIN_WAIT_1 || this == FIN_WAIT_2;
  }
}
