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
  SOURCE_QUENCH("tcp: source quench"),
  ERROR_OUTSIDE("tcp: ICMP error about what is not on its way"),
  NOT_TOO_BIG("tcp: packet too big, which it cannot be"),
  UNREACHABLE("tcp: not delivered, says an ICMP error"),
  AFTER_FIN("tcp: octets behind the end"),
  AFTER_CLOSE("tcp: octets after the user closed"),
  TOO_FRAGMENTED("tcp: too many crumbs"),
  PRUNED("tcp: out of order, and no memory to keep it"),
  OUT_OF_MEMORY("tcp: connection held too much memory"),
  BUSY("tcp: whoever listens wants no more for now"),
  TOO_MANY_CONNECTIONS("tcp: too many connections"),
  SYN_NOT_KEPT("tcp: SYN queue full, answered by a cookie"),
  COOKIE_TAKEN("tcp: cookie came back, connection made from it"),
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

  @Override
  public boolean isUsed() {
    return this == COOKIE_TAKEN;
  }
}
