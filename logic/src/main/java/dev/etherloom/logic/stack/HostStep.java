package dev.etherloom.logic.stack;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.EtherType;
import dev.etherloom.logic.ethernet.EtherEffect;
import dev.etherloom.logic.ethernet.EtherResponder;
import dev.etherloom.logic.ethernet.Reception;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.net.Fault;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.Tcp;
import dev.etherloom.logic.tcp.TcpCall;
import java.util.function.Supplier;

/** What a host does with a frame that is its own, and when time has passed. */
final class HostStep {
  private HostStep() {}

  /** Gives a frame to the Internet layer, or to the responder of its EtherType. */
  static Step<Host, Effect> receive(Host host, Reception in, MonotonicTime now) {
    var header = in.frame().header();
    if (isIp(header.etherType())) {
      var step =
          host.ip()
              .receive(header.etherType(), in.frame().payload(), header.vlan(), in.toGroup(), now);
      return Egress.ip(host.with(step.state()), step.effects(), now);
    }
    var responder = host.responders().get(header.etherType());
    return responder.isEmpty()
        ? Step.to(host, new Effect.Dropped(StackDrop.NOBODY_ANSWERS))
        : respond(host, responder.get(), () -> responder.get().receive(in, now), now);
  }

  /** Takes a whole packet that another shard put together. */
  static Step<Host, Effect> take(Host host, Delivery delivery, MonotonicTime now) {
    var step = host.ip().take(delivery, now);
    return Egress.ip(host.with(step.state()), step.effects(), now);
  }

  /** Whether the Internet layer takes such frames. */
  static boolean isIp(EtherType type) {
    return type.equals(EtherType.IPV4) || type.equals(EtherType.IPV6);
  }

  /** Sees to every deadline that is due. */
  static Step<Host, Effect> wake(Host start, MonotonicTime now) {
    @Var Step<Host, Effect> step = Step.to(start);
    for (var responder : start.responders()) {
      if (isDue(responder._2, now)) {
        step = step.andThen(host -> respond(host, responder._2, () -> responder._2.wake(now), now));
      }
    }
    return step.andThen(host -> wakeIp(host, now)).andThen(host -> wakeNeighbors(host, now));
  }

  /** Something is asked of TCP from outside. */
  static Step<Host, Effect> called(Host host, TcpCall call, MonotonicTime now) {
    if (!(host.ip().responders().get(IpProtocol.TCP).getOrNull() instanceof Tcp tcp)) {
      return Step.to(host, new Effect.Dropped(StackDrop.NOBODY_ANSWERS));
    }
    var step = tcp.call(call, now);
    return Egress.ip(host.with(host.ip().renewed(step.state())), step.effects(), now);
  }

  private static boolean isDue(EtherResponder responder, MonotonicTime now) {
    var deadline = responder.nextDeadline();
    return deadline.isDefined() && now.reached(deadline.get());
  }

  private static Step<Host, Effect> wakeIp(Host host, MonotonicTime now) {
    var step = host.ip().wake(now);
    return Egress.ip(host.with(step.state()), step.effects(), now);
  }

  private static Step<Host, Effect> wakeNeighbors(Host host, MonotonicTime now) {
    var step = host.neighbors().wake(now);
    return Egress.neighbors(host.with(step.state()), step.effects(), now);
  }

  /** One step of a responder; a fault in it costs the input, not the stack. */
  private static Step<Host, Effect> respond(
      Host host,
      EtherResponder responder,
      Supplier<Step<EtherResponder, EtherEffect>> response,
      MonotonicTime now) {
    try {
      var step = response.get();
      return Egress.ether(host.with(responder.etherType(), step.state()), step.effects(), now);
    } catch (RuntimeException fault) {
      return Step.<Host, Effect>to(host, new Effect.Dropped(StackDrop.RESPONDER_FAILED))
          .with(new Effect.Told(host.config().name(), new Fault(responder.name(), fault)));
    }
  }
}
