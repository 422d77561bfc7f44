package dev.etherloom.logic.shell;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.http.HttpResponder;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.stack.Effect;
import dev.etherloom.logic.stack.Host;
import dev.etherloom.logic.stack.HostConfig;
import dev.etherloom.logic.stack.Input;
import dev.etherloom.logic.stack.StackStep;
import dev.etherloom.logic.stack.State;
import dev.etherloom.logic.tcp.Dial;
import dev.etherloom.logic.tcp.TcpCall;
import dev.etherloom.logic.tcp.TcpEffect;
import dev.etherloom.logic.tcp.TcpEvent;
import dev.etherloom.logic.tcp.TcpSession;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.ArrayDeque;

/**
 * Two stacks in virtual time that talk HTTP with each other, so that whoever watches the program
 * run learns which code is worth being ready from the first frame on.
 */
final class Rehearsal {
  private static final int SERVER = 1;
  private static final int CLIENT = 2;
  private static final int CROWD = 50;
  private static final int SPAN = 20_000;

  private final State[] states = {State.of(Vector.empty()), server(), client()};
  private final ArrayDeque<Arrival> wire = new ArrayDeque<>();
  private long now;

  /** A frame on its way. */
  private record Arrival(int host, Slice frame) {}

  /** Asks for the same page so often, then lets the server end the connection. */
  private record Asking(int left) implements TcpSession {
    private static final String HEAD =
        "GET / HTTP/1.1\r\nHost: 10.0.0.1\r\nUser-Agent: rehearsal\r\nAccept: */*\r\n";
    private static final Slice AGAIN = Slice.utf8(HEAD + "\r\n");
    private static final Slice LAST = Slice.utf8(HEAD + "Connection: close\r\n\r\n");

    @Override
    public Step<TcpSession, TcpEffect> take(TcpEvent event, MonotonicTime at) {
      return switch (event) {
        case TcpEvent.Opened() -> ask();
        case TcpEvent.Received _ -> left > 0 ? ask() : Step.to(this);
        case TcpEvent.Finished() -> Step.to(this, new TcpEffect.Finish());
        case TcpEvent.Drained _, TcpEvent.Woken(), TcpEvent.Broken _ -> Step.to(this);
      };
    }

    private Step<TcpSession, TcpEffect> ask() {
      return Step.to(new Asking(left - 1), new TcpEffect.Send(left > 1 ? AGAIN : LAST));
    }
  }

  private static HostConfig config(int number) {
    return new HostConfig(
        "host" + number,
        mac(number),
        Vlan.UNTAGGED,
        Vector.of(new InterfaceAddress(ip(number), 24)),
        Vector.empty(),
        1_500,
        false,
        new Secret(number, 7));
  }

  private static MacAddress mac(int number) {
    return new MacAddress(0x0200_0000_0000L | number);
  }

  private static Ipv4Address ip(int number) {
    return new Ipv4Address(0x0a00_0000 | number);
  }

  private static State server() {
    var http = Vector.of(new HttpResponder());
    return State.of(
        Vector.of(
            Host.of(
                config(SERVER),
                new HostConfig.Responders(Vector.empty(), Vector.empty(), Vector.narrow(http)))));
  }

  private static State client() {
    return State.of(
        Vector.of(
            Host.of(config(CLIENT), new HostConfig.Responders(Vector.empty(), Vector.empty()))));
  }

  /**
   * A crowd of clients after the other.
   *
   * @param crowds how many
   * @param requests of each client on its connection
   */
  void play(int crowds, int requests) {
    for (int crowd = 0; crowd < crowds; crowd++) {
      for (int i = 0; i < CROWD; i++) {
        var dial = new Dial(Vlan.UNTAGGED, ip(CLIENT), 0, ip(SERVER), 80, new Asking(requests));
        step(CLIENT, new Input.Called("host" + CLIENT, new TcpCall.Connect(dial)));
      }
      settle();
    }
  }

  /** Lets frames arrive, and time pass where none is on its way, until all is said. */
  private void settle() {
    for (@Var int idle = 0; idle < 40; idle++) {
      for (@Var var next = wire.poll(); next != null; next = wire.poll()) {
        now += SPAN;
        var at = new MonotonicTime(now);
        step(next.host(), new Input.Received(next.frame(), at));
      }
      now += 5_000_000;
      wake(SERVER);
      wake(CLIENT);
    }
  }

  private void wake(int host) {
    Option<MonotonicTime> due = states[host].nextDeadline();
    if (due.isDefined() && new MonotonicTime(now).reached(due.get())) {
      step(host, new Input.Wake());
    }
  }

  private void step(int host, Input input) {
    var step = StackStep.step(states[host], input, new MonotonicTime(now));
    states[host] = step.state();
    for (var effect : step.effects()) {
      if (effect instanceof Effect.Transmit frame) {
        wire.add(new Arrival(SERVER + CLIENT - host, frame.toSlice()));
      }
    }
  }
}
