package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.collection.Vector;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A session for tests: sends given octets, ends, and remembers what it was told. */
final class Talker implements TcpSession, TcpResponder {
  final ByteArrayOutputStream received = new ByteArrayOutputStream();
  final List<TcpEvent> events = new ArrayList<>();
  final List<TcpReport> reports = new ArrayList<>();
  private final Slice sends;
  private final boolean finishes;
  private int sent;
  int appetite = Integer.MAX_VALUE;
  TcpTuning tuning = TcpTuning.DEFAULT.with(TcpTuning.Acknowledging.DELAYED);
  Function<TcpEvent, List<TcpEffect>> more = _ -> List.of();

  Talker(Slice sends, boolean finishes) {
    this.sends = sends;
    this.finishes = finishes;
  }

  static Talker silent() {
    return new Talker(Slice.EMPTY, false);
  }

  /** Sends so many octets, all zero, for whatever it receives. */
  static Talker answering(int octets) {
    var talker = silent();
    talker.more =
        event ->
            event instanceof TcpEvent.Received
                ? List.of(new TcpEffect.Send(Slice.owning(new byte[octets])))
                : List.of();
    return talker;
  }

  @Override
  public String name() {
    return "talker";
  }

  @Override
  public Vector<Integer> ports() {
    return Vector.of(5000);
  }

  @Override
  public TcpSession accept(TcpPeer peer, MonotonicTime now) {
    return this;
  }

  @Override
  public TcpTuning tuning() {
    return tuning;
  }

  @Override
  public int appetite() {
    return appetite;
  }

  @Override
  public Step<TcpSession, TcpEffect> take(TcpEvent event, MonotonicTime now) {
    var effects = new ArrayList<TcpEffect>();
    switch (event) {
      case TcpEvent.Opened() -> effects.addAll(send(SEND_LIMIT));
      case TcpEvent.Drained(var room) -> effects.addAll(send(room));
      case TcpEvent.Received(var octets) -> {
        appetite -= appetite == Integer.MAX_VALUE ? 0 : octets.length();
        received.writeBytes(octets.toBytes());
      }
      case TcpEvent.Finished _, TcpEvent.Woken _, TcpEvent.Broken _ -> {}
    }
    if (!(event instanceof TcpEvent.Received) && !(event instanceof TcpEvent.Drained)) {
      events.add(event);
    }
    effects.addAll(more.apply(event));
    return new Step<>(this, io.vavr.collection.List.ofAll(effects));
  }

  @Override
  public Step<TcpSession, TcpEffect> hear(TcpReport report, MonotonicTime now) {
    reports.add(report);
    return Step.to(this);
  }

  private List<TcpEffect> send(int room) {
    var effects = new ArrayList<TcpEffect>();
    boolean before = sent < sends.length() || sent == 0;
    while (sent < sends.length() && room > effects.size() * 3000) {
      int size = Math.min(1 + (sent * 7 + 311) % 3000, sends.length() - sent);
      effects.add(new TcpEffect.Send(sends.slice(sent, size)));
      sent += size;
    }
    if (before && sent == sends.length() && finishes) {
      effects.add(new TcpEffect.Finish());
    }
    return effects;
  }

  Slice heard() {
    return Slice.owning(received.toByteArray());
  }

  boolean wasTold(Class<? extends TcpEvent> type) {
    return events.stream().anyMatch(type::isInstance);
  }
}
