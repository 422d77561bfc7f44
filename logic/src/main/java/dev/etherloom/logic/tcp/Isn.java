package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.SeqNum;

/**
 * What has to be unpredictable from outside, each a keyed hash of the two ends: initial sequence
 * numbers (RFC 6528 §3), the start of the timestamp clock (RFC 7323 §5.4), ports (RFC 6056 §3.3.3).
 */
final class Isn {
  /** The clock of initial sequence numbers ticks every four microseconds (MUST-8). */
  private static final long TICK = 4_000;

  private static final int FIRST_PORT = 49_152;

  /** How many ports there are to choose from. */
  static final int PORTS = 0x1_0000 - FIRST_PORT;

  private static final long NUMBER = 1;
  private static final long STAMP = 2;
  private static final long PORT = 3;

  private Isn() {}

  /** ISN = M + F(ends, secret). */
  static SeqNum of(Secret secret, TcpPeer peer, MonotonicTime now) {
    return new SeqNum((int) (now.nanos() / TICK) + (int) peer.hash(secret, NUMBER));
  }

  /** What is added to the milliseconds that timestamps count. */
  static int stampOffset(Secret secret, TcpPeer peer) {
    return (int) peer.hash(secret, STAMP);
  }

  /** The port to try as number {@code attempt}, 0 and up; {@code peer} has 0 for its own port. */
  static int port(Secret secret, TcpPeer peer, int attempt) {
    long offset = peer.hash(secret, PORT);
    return FIRST_PORT + (int) Math.floorMod(offset + attempt, (long) PORTS);
  }
}
