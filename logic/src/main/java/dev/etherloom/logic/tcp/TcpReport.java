package dev.etherloom.logic.tcp;

import dev.etherloom.logic.ip.IpError;

/** What a session may learn besides its stream (RFC 9293 §3.9.1.8). */
public sealed interface TcpReport {
  /**
   * The peer calls so many octets of what is still to come urgent, from the next one on (§3.8.5).
   */
  record Urgent(int octets) implements TcpReport {}

  /**
   * What was sent is not acknowledged (R1, §3.8.3); the connection goes on.
   *
   * @param attempts retransmissions so far
   */
  record Trouble(int attempts) implements TcpReport {}

  /** How the connection stands, as it was asked for (§3.9.1.6). */
  record Status(TcpStatus status) implements TcpReport {}

  /**
   * An ICMP error says that something sent did not arrive (SHLD-25); the connection goes on, and
   * sends it again.
   */
  record Undelivered(IpError.Reason reason) implements TcpReport {}
}
