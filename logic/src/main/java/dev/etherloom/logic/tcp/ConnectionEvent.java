package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpError;
import dev.etherloom.logic.net.SeqNum;

/** What can happen to a {@link Connection} (RFC 9293 §3.10). */
sealed interface ConnectionEvent {
  /**
   * A segment of this connection came (§3.10.7).
   *
   * @param marked whether the network met congestion (CE, RFC 3168 §5)
   */
  record Arrived(TcpSegment segment, boolean marked) implements ConnectionEvent {}

  /** A deadline is reached (§3.10.8); may come early. */
  record Due() implements ConnectionEvent {}

  /** SEND (§3.10.2), always with PUSH. */
  record SendCalled(Slice octets, boolean urgent) implements ConnectionEvent {}

  /** RECEIVE (§3.10.3) of so many octets of the slice that is ready first. */
  record ReceiveCalled(int octets) implements ConnectionEvent {}

  /** CLOSE (§3.10.4). */
  record CloseCalled() implements ConnectionEvent {}

  /** Nothing that comes is wanted any more. */
  record IgnoreCalled() implements ConnectionEvent {}

  /** ABORT (§3.10.5). */
  record AbortCalled() implements ConnectionEvent {}

  /** The user wants it treated otherwise. */
  record Tuned(TcpTuning tuning) implements ConnectionEvent {}

  /** An ICMP error came, about a segment of this connection that begins at {@code seq}. */
  record Failed(IpError.Reason reason, SeqNum seq) implements ConnectionEvent {}

  /** All that happened now has been taken in: send what may be sent. */
  record Flush() implements ConnectionEvent {}
}
