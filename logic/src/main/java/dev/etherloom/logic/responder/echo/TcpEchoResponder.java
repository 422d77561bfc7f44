package dev.etherloom.logic.responder.echo;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.TcpEffect;
import dev.etherloom.logic.tcp.TcpEvent;
import dev.etherloom.logic.tcp.TcpPeer;
import dev.etherloom.logic.tcp.TcpResponder;
import dev.etherloom.logic.tcp.TcpSession;
import io.vavr.collection.Vector;

/** Sends back what it gets, and ends when the other does (RFC 862). */
public record TcpEchoResponder() implements TcpResponder, TcpSession {
  @Override
  public String name() {
    return "echo";
  }

  @Override
  public Vector<Integer> ports() {
    return Vector.of(7);
  }

  @Override
  public TcpSession accept(TcpPeer peer, MonotonicTime now) {
    return this;
  }

  @Override
  public Step<TcpSession, TcpEffect> take(TcpEvent event, MonotonicTime now) {
    return switch (event) {
      case TcpEvent.Received(var octets) -> Step.to(this, new TcpEffect.Send(octets));
      case TcpEvent.Finished() -> Step.to(this, new TcpEffect.Finish());
      case TcpEvent.Opened _, TcpEvent.Drained _, TcpEvent.Woken _, TcpEvent.Broken _ ->
          Step.to(this);
    };
  }
}
