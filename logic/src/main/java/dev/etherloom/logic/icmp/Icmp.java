package dev.etherloom.logic.icmp;

import dev.etherloom.logic.icmp.IcmpMessage.EchoRequest;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.control.Option;

/**
 * Answers echo requests (RFC 1122 §3.2.2.6), hands errors to the transport that they are about, and
 * offers the rest to a receiver.
 *
 * @param receiver who takes what is not answered here; none: it is dropped, counted
 */
public record Icmp(Option<IcmpReceiver> receiver) implements IpResponder {
  public Icmp() {
    this(Option.none());
  }

  @Override
  public String name() {
    return "icmp";
  }

  @Override
  public IpProtocol protocol() {
    return IpProtocol.ICMP;
  }

  @Override
  public Step<IpResponder, IpEffect> receive(Delivery delivery, MonotonicTime now) {
    var decoded = IcmpMessage.decode(delivery.packet().payload());
    if (decoded.isLeft()) {
      return drop(new IpEffect.Drop(decoded.getLeft()));
    }
    return decoded.get() instanceof EchoRequest request
        ? echo(request, delivery, now)
        : offer(decoded.get(), delivery, now);
  }

  private Step<IpResponder, IpEffect> echo(
      EchoRequest request, Delivery delivery, MonotonicTime now) {
    if (delivery.toGroup()) {
      return drop(new IpEffect.Drop(IcmpDrop.ECHO_TO_GROUP));
    }
    if (delivery.packet().source().isUnspecified()) {
      return drop(new IpEffect.Drop(IcmpDrop.NO_SENDER));
    }
    var reply = delivery.reply(request.reply());
    return switch (delivery.packet()) {
      case Ipv4Packet packet when packet.header().options().isEmpty() -> Step.to(this, reply);
      case Ipv4Packet packet -> Step.to(this, EchoOptions.reply(reply, packet, now));
      case Ipv6Packet _ -> drop(new IpEffect.Drop(IcmpDrop.OTHER_FAMILY));
    };
  }

  private Step<IpResponder, IpEffect> offer(
      IcmpMessage message, Delivery delivery, MonotonicTime now) {
    var told = ErrorReport.of(message, delivery);
    if (told.isEmpty() && receiver.isEmpty()) {
      return drop(new IpEffect.Drop(IcmpDrop.NOBODY_WAITS));
    }
    Step<IpResponder, IpEffect> step =
        receiver.isEmpty()
            ? Step.to(this)
            : receiver.get().receive(IcmpNews.of(message), delivery, now).map(Icmp::with);
    return told.isEmpty() ? step : step.with(told.get());
  }

  private Step<IpResponder, IpEffect> drop(IpEffect.Drop drop) {
    return Step.to(this, drop);
  }

  private static Icmp with(IcmpReceiver next) {
    return new Icmp(Option.some(next));
  }

  @Override
  public Option<MonotonicTime> nextDeadline() {
    return receiver.flatMap(IcmpReceiver::nextDeadline);
  }

  @Override
  public Step<IpResponder, IpEffect> wake(MonotonicTime now) {
    return receiver.isEmpty() ? Step.to(this) : receiver.get().wake(now).map(Icmp::with);
  }
}
