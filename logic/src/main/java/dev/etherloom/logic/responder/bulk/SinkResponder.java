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

/** Counts what it gets and, once the other ends, answers with the number of octets. */
public record SinkResponder() implements TcpResponder {
  @Override
  public String name() {
    return "sink";
  }

  @Override
  public Vector<Integer> ports() {
    return Vector.of(5002);
  }

  @Override
  public TcpSession accept(TcpPeer peer, MonotonicTime now) {
    return new Session(0);
  }

  /** A conversation. */
  record Session(long octets) implements TcpSession {
    @Override
    public Step<TcpSession, TcpEffect> take(TcpEvent event, MonotonicTime now) {
      return switch (event) {
        case TcpEvent.Received(var more) -> Step.to(new Session(octets + more.length()));
        case TcpEvent.Finished() ->
            Step.<TcpSession, TcpEffect>to(this)
                .with(new TcpEffect.Send(Slice.utf8(octets + "\n")))
                .with(new TcpEffect.Finish());
        case TcpEvent.Opened _, TcpEvent.Drained _, TcpEvent.Woken _, TcpEvent.Broken _ ->
            Step.to(this);
      };
    }
  }
}
