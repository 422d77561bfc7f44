package dev.etherloom.logic.stack;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.ethernet.Reception;
import dev.etherloom.logic.net.DropReason;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;

/** From the door to the hosts: a frame is decoded once and given to those it is addressed to. */
final class Ingress {
  private Ingress() {}

  static Step<State, Effect> frame(
      State state, Slice octets, MonotonicTime arrived, MonotonicTime now) {
    var decoded = EthernetFrame.decode(octets);
    return decoded.isLeft()
        ? drop(state, decoded.getLeft())
        : deliver(state, decoded.get(), arrived, now);
  }

  private static Step<State, Effect> deliver(
      State state, EthernetFrame frame, MonotonicTime arrived, MonotonicTime now) {
    var header = frame.header();
    if (header.source().isGroup()) {
      return drop(state, StackDrop.GROUP_SOURCE);
    }
    if (header.destination().isGroup()) {
      return StackStep.everyHost(state, host -> give(host, frame, arrived, now));
    }
    var host = state.hosts().get(header.destination());
    if (host.isEmpty()) {
      return drop(state, StackDrop.NOT_FOR_US);
    }
    var step = give(host.get(), frame, arrived, now);
    return new Step<>(state.with(step.state()), step.effects());
  }

  private static Step<Host, Effect> give(
      Host host, EthernetFrame frame, MonotonicTime arrived, MonotonicTime now) {
    MacAddress self = host.config().mac();
    return frame.header().source().equals(self)
        ? Step.to(host, new Effect.Dropped(StackDrop.OWN_SOURCE))
        : HostStep.receive(host, new Reception(frame, self, arrived), now);
  }

  private static Step<State, Effect> drop(State state, DropReason reason) {
    return Step.to(state, new Effect.Dropped(reason));
  }
}
