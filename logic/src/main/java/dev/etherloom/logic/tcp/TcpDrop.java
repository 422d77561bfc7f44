package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.DropReason;

/** Why a segment, or something asked for, came to nothing. */
public enum TcpDrop implements DropReason {
  TO_GROUP("tcp: sent to more than one host"),
  FROM_NOBODY("tcp: sent from no address"),
  NOBODY_LISTENS("tcp: nobody at this port"),
  NO_CONNECTION("tcp: of no connection"),
  NOT_ACCEPTABLE("tcp: outside the window"),
  OLD_DUPLICATE("tcp: timestamp is an old one"),
  NO_TIMESTAMP("tcp: timestamp is missing"),
  NO_ACK("tcp: neither SYN nor ACK"),
  BAD_ACK("tcp: acknowledges what was never sent"),
  OLD_ACK("tcp: acknowledges what is long gone"),
  BLIND_RESET("tcp: reset not at the window's edge"),
  BLIND_SYN("tcp: SYN within a connection"),
  CHALLENGES("tcp: too many challenges"),
  RESET("tcp: reset by peer"),
  AFTER_FIN("tcp: octets behind the end"),
  TOO_FRAGMENTED("tcp: too many pieces out of order"),
  TOO_MANY_CONNECTIONS("tcp: too many connections"),
  HALF_OPEN_EVICTED("tcp: pushed out of the SYN queue"),
  TIME_WAIT_EVICTED("tcp: pushed out of TIME-WAIT"),
  HANDSHAKE_TIMEOUT("tcp: handshake took too long"),
  TIMED_OUT("tcp: nothing acknowledged for too long"),
  SESSION_FAILED("tcp: session failed"),
  NOT_OPEN("tcp: sent on a connection that is not open"),
  QUEUE_FULL("tcp: too much to send"),
  NO_SUCH_ADDRESS("tcp: nobody can be reached there"),
  NO_PORT("tcp: no port is free");

  private final String label;

  TcpDrop(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
