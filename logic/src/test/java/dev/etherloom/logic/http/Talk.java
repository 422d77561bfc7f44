package dev.etherloom.logic.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.tcp.TcpEffect;
import dev.etherloom.logic.tcp.TcpEvent;
import dev.etherloom.logic.tcp.TcpPeer;
import dev.etherloom.logic.tcp.TcpResponder;
import dev.etherloom.logic.tcp.TcpSession;
import io.vavr.collection.Vector;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client in virtual time that talks to one session and takes what it sends, or does not. */
final class Talk {
  private final ByteArrayOutputStream got = new ByteArrayOutputStream();
  private TcpSession session;
  private MonotonicTime now = MonotonicTime.ZERO;
  private boolean taking = true;
  private int waiting;
  boolean finished;
  boolean aborted;

  Talk(TcpResponder responder) {
    var peer = new TcpPeer(new Ipv4Address(1), 80, new Ipv4Address(2), 40_000);
    session = responder.accept(peer, now);
    happens(new TcpEvent.Opened());
  }

  /** From now on nothing is acknowledged. */
  @CanIgnoreReturnValue
  Talk stall() {
    taking = false;
    return this;
  }

  /** So many octets are acknowledged. */
  @CanIgnoreReturnValue
  Talk takes(int octets) {
    waiting -= octets;
    return happens(new TcpEvent.Drained(TcpSession.SEND_LIMIT - waiting));
  }

  @CanIgnoreReturnValue
  Talk says(String text) {
    return says(Slice.owning(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @CanIgnoreReturnValue
  Talk says(Slice octets) {
    return octets.isEmpty() ? this : happens(new TcpEvent.Received(octets));
  }

  @CanIgnoreReturnValue
  Talk ends() {
    return happens(new TcpEvent.Finished());
  }

  /** Lets time pass; the session is woken when it wants to be. */
  @CanIgnoreReturnValue
  Talk waits(Duration span) {
    var until = now.plus(span);
    while (session.nextDeadline().exists(until::reached)) {
      var due = session.nextDeadline().get();
      now = due.isBefore(now) ? now : due;
      happens(new TcpEvent.Woken());
    }
    now = until;
    return this;
  }

  @CanIgnoreReturnValue
  Talk happens(TcpEvent event) {
    @Var var step = session.take(event, now);
    while (true) {
      session = step.state();
      step.effects().forEach(this::carryOut);
      if (!taking || waiting == 0) {
        return this;
      }
      waiting = 0;
      step = session.take(new TcpEvent.Drained(TcpSession.SEND_LIMIT), now);
    }
  }

  private void carryOut(TcpEffect effect) {
    switch (effect) {
      case TcpEffect.Send(var octets) -> {
        if (finished || aborted || octets.isEmpty()) {
          throw new AssertionError("sent behind the end, or nothing");
        }
        got.writeBytes(octets.toBytes());
        waiting += octets.length();
      }
      case TcpEffect.Finish() -> {
        if (finished || aborted) {
          throw new AssertionError("finished twice");
        }
        finished = true;
      }
      case TcpEffect.Abort() -> aborted = true;
      default -> {}
    }
  }

  /** The responder is replaced. */
  void meets(TcpResponder responder) {
    session = session.renewed(responder);
  }

  boolean isOver() {
    return session.nextDeadline().isEmpty();
  }

  int waiting() {
    return waiting;
  }

  /** All that was sent, each octet a character. */
  String heard() {
    return got.toString(StandardCharsets.ISO_8859_1);
  }

  Slice octets() {
    return Slice.owning(got.toByteArray());
  }

  /** The final answers among it; the requests' methods say which have no content. */
  Vector<Reply> replies(String... methods) {
    return Reply.all(heard(), methods);
  }

  Reply reply() {
    return replies("GET").head();
  }
}
