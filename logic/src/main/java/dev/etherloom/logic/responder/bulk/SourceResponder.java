package dev.etherloom.logic.responder.bulk;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.TcpEffect;
import dev.etherloom.logic.tcp.TcpEvent;
import dev.etherloom.logic.tcp.TcpPeer;
import dev.etherloom.logic.tcp.TcpResponder;
import dev.etherloom.logic.tcp.TcpSession;
import io.vavr.collection.Vector;

/** Sends zeros as fast as they are taken, until nobody takes them: a FIN alone asks for no end. */
public record SourceResponder() implements TcpResponder, TcpSession {
  private static final Slice ZEROS = Slice.owning(new byte[SEND_LIMIT]);

  @Override
  public String name() {
    return "source";
  }

  @Override
  public Vector<Integer> ports() {
    return Vector.of(5001);
  }

  @Override
  public TcpSession accept(TcpPeer peer, MonotonicTime now) {
    return this;
  }

  @Override
  public Step<TcpSession, TcpEffect> take(TcpEvent event, MonotonicTime now) {
    return switch (event) {
      case TcpEvent.Opened() -> fill(SEND_LIMIT);
      case TcpEvent.Drained(var room) -> fill(room);
      case TcpEvent.Received _, TcpEvent.Finished _, TcpEvent.Woken _, TcpEvent.Broken _ ->
          Step.to(this);
    };
  }

  private Step<TcpSession, TcpEffect> fill(int room) {
    return Step.to(this, new TcpEffect.Send(ZEROS.first(Math.min(room, SEND_LIMIT))));
  }
}
