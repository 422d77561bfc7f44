package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Slice;

/** What happens to a {@link TcpSession}. */
public sealed interface TcpEvent {
  /** The connection is established; always the first. */
  record Opened() implements TcpEvent {}

  /** The peer's next octets, in order; at least one. */
  record Received(Slice octets) implements TcpEvent {}

  /**
   * Of what was to be sent so much has gone out that there is room again.
   *
   * @param room octets that may be sent before {@link TcpSession#SEND_LIMIT} is reached
   */
  record Drained(int room) implements TcpEvent {}

  /** The peer sends no more (FIN); it may still receive. */
  record Finished() implements TcpEvent {}

  /** The session's deadline is reached; may come early. */
  record Woken() implements TcpEvent {}

  /** The connection is gone; always the last. What this session asks for now comes to nothing. */
  record Broken(Cause cause) implements TcpEvent {}

  /** Why a connection went before both sides had finished. */
  enum Cause {
    /** The peer reset it. */
    RESET,
    /** Nothing was acknowledged for too long (RFC 9293 §3.8.3, RFC 5482). */
    TIMED_OUT,
    /** The network refuses the way to the peer (RFC 5461). */
    UNREACHABLE,
    /** This side aborted it, for want of room or by fault. */
    ABORTED
  }
}
