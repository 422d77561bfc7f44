package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.Secret;

/**
 * The two ends of a connection as the key under which it is found.
 *
 * @param hash a keyed hash of the ends, so that no stranger chooses who stands in whose way
 */
record Place(TcpPeer peer, int hash) {
  /** Tells this use of the secret from others. */
  private static final long PURPOSE = 0x706c_6163_65L;

  static Place of(Secret secret, TcpPeer peer) {
    return new Place(peer, (int) peer.hash(secret, PURPOSE));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Place that && hash == that.hash && peer.equals(that.peer);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
