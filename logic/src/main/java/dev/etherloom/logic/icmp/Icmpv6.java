package dev.etherloom.logic.icmp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.net.DropReason;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * Answers echo requests (RFC 4443 §4.2), those to groups too, hands errors to the transport that
 * they are about (§2.4 (d)), and gives the rest to whom it concerns.
 *
 * @param receiver who takes echo replies and errors; none: they are dropped, counted
 * @param listeners who stands on ICMPv6
 * @param due when one of them has something to do
 */
public record Icmpv6(
    Option<IcmpReceiver> receiver, Vector<Icmpv6Listener> listeners, Option<MonotonicTime> due)
    implements IpResponder {
  public static Icmpv6 of(
      Option<IcmpReceiver> receiver, Vector<? extends Icmpv6Listener> listeners) {
    @Var var due = receiver.flatMap(IcmpReceiver::nextDeadline);
    for (var listener : listeners) {
      due = MonotonicTime.sooner(due, listener.nextDeadline());
    }
    return new Icmpv6(receiver, Vector.narrow(listeners), due);
  }

  /** The same with others standing on it. */
  public Icmpv6 with(Vector<? extends Icmpv6Listener> others) {
    return of(receiver, others);
  }

  private Icmpv6 with(Icmpv6Listener before, Icmpv6Listener after) {
    return before == after ? this : of(receiver, listeners.map(one -> one == before ? after : one));
  }

  private Icmpv6 with(IcmpReceiver next) {
    return receiver.contains(next) ? this : of(Option.some(next), listeners);
  }

  @Override
  public String name() {
    return "icmpv6";
  }

  @Override
  public IpProtocol protocol() {
    return IpProtocol.ICMPV6;
  }

  @Override
  public Step<IpResponder, IpEffect> receive(Delivery delivery, MonotonicTime now) {
    var packet = delivery.packet();
    var decoded = Icmpv6Message.decode(packet.payload(), packet.pseudoHeader());
    if (decoded.isLeft()) {
      return drop(decoded.getLeft());
    }
    var message = decoded.get();
    if (message instanceof Icmpv6Message.EchoRequest request) {
      return echo(request, delivery);
    }
    var listener = listeners.find(one -> one.hears(message.type()));
    if (listener.isDefined()) {
      return heard(listener.get(), it -> it.receive(message, delivery, now), now);
    }
    return offer(message, delivery, now);
  }

  private Step<IpResponder, IpEffect> echo(Icmpv6Message.EchoRequest request, Delivery delivery) {
    if (delivery.packet().source().isNoSource()) {
      return drop(IcmpDrop.NO_SENDER);
    }
    if (!(delivery.self() instanceof Ipv6Address self)
        || !(delivery.packet().source() instanceof Ipv6Address asker)
        || self.isMulticast()) {
      return drop(IcmpDrop.OTHER_FAMILY);
    }
    var pseudo = Ipv6Packet.pseudoHeader(self, asker, IpProtocol.ICMPV6);
    return Step.to(this, delivery.reply(request.reply().over(pseudo)));
  }

  private Step<IpResponder, IpEffect> offer(
      Icmpv6Message message, Delivery delivery, MonotonicTime now) {
    var told = ErrorReport.of(message, delivery);
    if (told.isEmpty() && receiver.isEmpty()) {
      return drop(IcmpDrop.NOBODY_WAITS);
    }
    Step<IpResponder, IpEffect> step =
        receiver.isEmpty()
            ? Step.to(this)
            : receiver.get().receive(IcmpNews.of(message), delivery, now).map(this::with);
    return told.isEmpty() ? step : step.with(told.get());
  }

  private Step<IpResponder, IpEffect> drop(DropReason reason) {
    return Step.to(this, new IpEffect.Drop(reason));
  }

  private interface Listening {
    Step<Icmpv6Listener, IpEffect> of(Icmpv6Listener listener);
  }

  /** One step of a listener; what it changes about the host, the others are told. */
  private Step<IpResponder, IpEffect> heard(
      Icmpv6Listener listener, Listening listening, MonotonicTime now) {
    var step = listening.of(listener);
    @Var Step<Icmpv6, IpEffect> all = new Step<>(with(listener, step.state()), step.effects());
    for (var effect : step.effects()) {
      if (effect instanceof IpEffect.Configure change) {
        all = all.andThen(so -> so.changed(step.state(), change, now));
      }
    }
    return all.map(so -> so);
  }

  private Step<Icmpv6, IpEffect> changed(
      Icmpv6Listener by, IpEffect.Configure change, MonotonicTime now) {
    var told =
        change instanceof IpEffect.Own(var address, _)
            ? of(receiver.map(it -> it.owning(address, now)), listeners)
            : this;
    @Var Step<Icmpv6, IpEffect> step = Step.to(told);
    for (var other : listeners) {
      if (other != by) {
        step = step.andThen(so -> other.changed(change, now).map(next -> so.with(other, next)));
      }
    }
    return step;
  }

  @Override
  public Step<IpResponder, IpEffect> asked(IpEffect.Wish wish, MonotonicTime now) {
    @Var Step<IpResponder, IpEffect> step = Step.to(this);
    for (int i = 0; i < listeners.length(); i++) {
      int index = i;
      step = step.andThen(so -> ((Icmpv6) so).asked(index, wish, now));
    }
    return step;
  }

  private Step<IpResponder, IpEffect> asked(int index, IpEffect.Wish wish, MonotonicTime now) {
    return heard(listeners.get(index), it -> it.asked(wish, now), now);
  }

  @Override
  public Option<MonotonicTime> nextDeadline() {
    return due;
  }

  @Override
  public Step<IpResponder, IpEffect> wake(MonotonicTime now) {
    @Var Step<IpResponder, IpEffect> step = Step.to(this);
    for (int i = 0; i < listeners.length(); i++) {
      int index = i;
      step = step.andThen(so -> ((Icmpv6) so).wake(index, now));
    }
    return step.andThen(so -> ((Icmpv6) so).wakeReceiver(now));
  }

  private Step<IpResponder, IpEffect> wake(int index, MonotonicTime now) {
    var listener = listeners.get(index);
    return listener.nextDeadline().exists(now::reached)
        ? heard(listener, it -> it.wake(now), now)
        : Step.to(this);
  }

  private Step<IpResponder, IpEffect> wakeReceiver(MonotonicTime now) {
    return receiver.flatMap(IcmpReceiver::nextDeadline).exists(now::reached)
        ? receiver.get().wake(now).map(this::with)
        : Step.to(this);
  }
}
