package dev.etherloom.logic.testkit.door;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Route;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.stack.Effect;
import dev.etherloom.logic.stack.Host;
import dev.etherloom.logic.stack.HostConfig;
import dev.etherloom.logic.stack.Input;
import dev.etherloom.logic.stack.StackStep;
import dev.etherloom.logic.stack.State;
import dev.etherloom.logic.tcp.Tcp;
import dev.etherloom.logic.tcp.TcpCall;
import dev.etherloom.logic.tcp.TcpPeer;
import dev.etherloom.logic.tcp.TcpStatus;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** One host in virtual time, on a link whose only other station is a {@link Neighbor}. */
final class VirtualHost {
  static final MacAddress MAC = new MacAddress(0x0200_0000_0002L);
  static final InterfaceAddress ADDRESS = InterfaceAddress.of("192.168.0.1/16");
  private static final String NAME = "host";
  private static final int MTU = 1_500;

  /** By then it is known that the host's IPv6 addresses are free (RFC 4862 §5.4). */
  static final MonotonicTime START = new MonotonicTime(10_000_000_000L);

  /** A frame that left the host. */
  record Emitted(MonotonicTime at, Slice octets) {}

  private final Deque<Emitted> emitted = new ArrayDeque<>();
  private final Vector<InterfaceAddress> addresses;
  private State state;
  private MonotonicTime now;

  /** A host at {@link #START}, all of whose addresses are in use. */
  VirtualHost(Vector<InterfaceAddress> addresses) {
    this.addresses = addresses;
    now = MonotonicTime.ZERO;
    state = State.of(Vector.of(host(addresses)));
    wake();
    while (now.isBefore(START)) {
      advance(state.nextDeadline().getOrElse(START).earlier(START));
    }
    emitted.clear();
  }

  private static Host host(Vector<InterfaceAddress> addresses) {
    var config =
        new HostConfig(
            NAME,
            MAC,
            Vlan.UNTAGGED,
            addresses,
            addresses.map(own -> Route.defaultVia(gateway(own))),
            MTU,
            false,
            new Secret(1, 7));
    return Host.of(config, new HostConfig.Responders(Vector.empty(), Vector.empty()));
  }

  private static IpAddress gateway(InterfaceAddress own) {
    return own.address() instanceof Ipv6Address ? Neighbor.ROUTER : Neighbor.gateway(own);
  }

  /** Its own address of the family of {@code other}. */
  Option<IpAddress> address(IpAddress other) {
    return addresses.map(InterfaceAddress::address).find(own -> own.width() == other.width());
  }

  /** What the link's MTU leaves for segments. */
  static int mss(IpAddress own) {
    return MTU - (own.width() == 32 ? 40 : 60);
  }

  boolean owns(IpAddress address) {
    return addresses.exists(own -> own.address().equals(address));
  }

  MonotonicTime now() {
    return now;
  }

  Deque<Emitted> emitted() {
    return emitted;
  }

  Option<MonotonicTime> nextDeadline() {
    return state.nextDeadline();
  }

  /** Time goes on, to the next deadline at most. */
  void advance(MonotonicTime to) {
    now = now.isBefore(to) ? to : now;
    if (state.nextDeadline().exists(due -> now.reached(due))) {
      wake();
    }
  }

  private void wake() {
    step(new Input.Wake());
  }

  void arrives(Slice frame) {
    step(new Input.Received(frame, now));
  }

  void call(TcpCall call) {
    step(new Input.Called(NAME, call));
  }

  Option<TcpStatus> status(TcpPeer peer) {
    var tcp = state.hosts().values().head().ip().responders().get(IpProtocol.TCP).get();
    return ((Tcp) tcp).status(peer);
  }

  private void step(Input input) {
    var step = StackStep.step(state, input, now);
    state = step.state();
    for (var effect : step.effects()) {
      switch (effect) {
        case Effect.Transmit frame when Neighbor.isAsked(frame) ->
            Neighbor.answer(frame, addresses).forEach(this::arrives);
        case Effect.Transmit frame -> emitted.add(new Emitted(now, frame.toSlice()));
        case Effect.Dropped _, Effect.Told _, Effect.HandOver _ -> {}
      }
    }
  }

  MonotonicTime in(Duration span) {
    return now.plus(span);
  }
}
