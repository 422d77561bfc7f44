package dev.etherloom.logic.tcp;

import io.vavr.collection.Vector;

/** What may be asked of a host's TCP from outside its sessions (RFC 9293 §3.9.1). */
public sealed interface TcpCall {
  /** OPEN, active. */
  record Connect(Dial dial) implements TcpCall {}

  /** OPEN, passive: from now on this one answers at its ports, those that are free. */
  record Listen(TcpResponder responder) implements TcpCall {}

  /** Nobody answers at this port any more; its connections go on. */
  record Deafen(int port) implements TcpCall {}

  /** What the session of a connection might have asked for, and a look at what it wants by now. */
  record Ask(TcpPeer peer, Vector<TcpEffect> effects) implements TcpCall {}
}
