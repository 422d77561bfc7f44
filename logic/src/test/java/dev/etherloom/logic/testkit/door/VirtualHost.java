package dev.etherloom.logic.testkit.door;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.arp.ArpPacket;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.ethernet.EthernetHeader;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Route;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv4Address;
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

/**
 * One host in virtual time, on a link whose only other station, {@link #NEIGHBOR}, has every other
 * address: the link itself answers who asks for one, so no ARP request leaves.
 */
final class VirtualHost {
  static final MacAddress MAC = new MacAddress(0x0200_0000_0002L);
  static final MacAddress NEIGHBOR = new MacAddress(0x0200_0000_0001L);
  static final InterfaceAddress ADDRESS = InterfaceAddress.of("192.168.0.1/16");
  private static final String NAME = "host";
  private static final int MTU = 1_500;

  /** A frame that left the host. */
  record Emitted(MonotonicTime at, Slice octets) {}

  private final Deque<Emitted> emitted = new ArrayDeque<>();
  private final InterfaceAddress address;
  private State state;
  private MonotonicTime now;

  VirtualHost(InterfaceAddress address, MonotonicTime now) {
    this.address = address;
    this.now = now;
    var gateway = Route.defaultVia(new Ipv4Address(~address.address().hashCode()));
    state = State.of(Vector.of(host(address, gateway)));
    wake();
  }

  private static Host host(InterfaceAddress address, Route gateway) {
    var config =
        new HostConfig(
            NAME,
            MAC,
            Vlan.UNTAGGED,
            Vector.of(address),
            Vector.of(gateway),
            MTU,
            false,
            new Secret(1, 7));
    return Host.of(config, new HostConfig.Responders(Vector.empty(), Vector.empty()));
  }

  InterfaceAddress address() {
    return address;
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
        case Effect.Transmit frame when frame.header().etherType().equals(EtherType.ARP) ->
            resolve(frame);
        case Effect.Transmit frame -> emitted.add(new Emitted(now, frame.toSlice()));
        case Effect.Dropped _, Effect.Told _, Effect.HandOver _ -> {}
      }
    }
  }

  /** The link's answer to ARP; what the host itself answers goes out. */
  private void resolve(Effect.Transmit frame) {
    var packet = ArpPacket.decode(frame.payload().toSlice()).get();
    if (packet.operation() == ArpPacket.REPLY) {
      emitted.add(new Emitted(now, frame.toSlice()));
    } else if (!packet.targetIp().equals(address.address())) {
      var header = new EthernetHeader(MAC, NEIGHBOR, Vlan.UNTAGGED, EtherType.ARP);
      arrives(new EthernetFrame(header, packet.reply(NEIGHBOR).toSlice()).toSlice());
    }
  }

  MonotonicTime in(Duration span) {
    return now.plus(span);
  }
}
