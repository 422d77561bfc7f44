package dev.etherloom.logic.tcp;

import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.collection.Vector;

/** Carries out what is asked of TCP from outside its sessions. */
final class Called {
  private Called() {}

  static Step<Tcp, IpEffect> of(Tcp tcp, TcpCall call, MonotonicTime now) {
    return switch (call) {
      case TcpCall.Connect(var dial) ->
          tcp.connect(dial, now).getOrElseGet(reason -> dropped(tcp, reason));
      case TcpCall.Listen(var responder) -> listen(tcp, responder);
      case TcpCall.Deafen(var port) -> Step.to(tcp.listening(tcp.ports().remove(port)));
      case TcpCall.Ask(var peer, var effects) -> ask(tcp, peer, effects, now);
    };
  }

  private static Step<Tcp, IpEffect> dropped(Tcp tcp, TcpDrop reason) {
    return Step.to(tcp, new IpEffect.Drop(reason));
  }

  private static Step<Tcp, IpEffect> listen(Tcp tcp, TcpResponder responder) {
    var free = responder.ports().filter(port -> !tcp.ports().containsKey(port));
    var next = tcp.listening(free.foldLeft(tcp.ports(), (all, port) -> all.put(port, responder)));
    return free.size() == responder.ports().size() ? Step.to(next) : dropped(next, TcpDrop.NO_PORT);
  }

  private static Step<Tcp, IpEffect> ask(
      Tcp tcp, TcpPeer peer, Vector<TcpEffect> effects, MonotonicTime now) {
    var known = tcp.table().get(peer);
    return known.isEmpty()
        ? dropped(tcp, TcpDrop.NO_CONNECTION)
        : tcp.settle(Turn.asked(known.get(), effects, now), now);
  }
}
