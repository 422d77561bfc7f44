package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.collection.Vector;

/**
 * A service that stands on TCP and waits for connections. An immutable value that reads no clock,
 * no random source and no socket.
 *
 * <p>Added like an {@code EtherResponder}, through {@code
 * META-INF/services/dev.etherloom.logic.tcp.TcpResponder}.
 */
public interface TcpResponder {
  /** What the configuration and {@code --responders} call it; lower case. */
  String name();

  /** The ports it listens on, each 1…65535. */
  Vector<Integer> ports();

  /** How its connections are treated, unless their sessions want otherwise. */
  default TcpTuning tuning() {
    return TcpTuning.DEFAULT;
  }

  /** Whether it wants no more for now: a SYN for its ports is dropped then, and comes again. */
  default boolean isBusy() {
    return false;
  }

  /** Somebody connected: what talks to them from now on. */
  TcpSession accept(TcpPeer peer, MonotonicTime now);
}
