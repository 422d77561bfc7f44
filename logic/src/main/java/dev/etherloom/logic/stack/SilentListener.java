package dev.etherloom.logic.stack;

import dev.etherloom.logic.icmp.Icmpv6Listener;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.control.Option;

/**
 * Neighbor discovery, or another of its kind, on a shard that does not speak: it hears all and
 * knows all that its twin on the first shard knows, but says nothing and counts nothing twice.
 */
record SilentListener(Icmpv6Listener twin) implements Icmpv6Listener {
  @Override
  public boolean hears(int type) {
    return twin.hears(type);
  }

  @Override
  public Step<Icmpv6Listener, IpEffect> receive(
      Icmpv6Message message, Delivery delivery, MonotonicTime now) {
    return silent(twin.receive(message, delivery, now));
  }

  @Override
  public Step<Icmpv6Listener, IpEffect> changed(IpEffect.Configure change, MonotonicTime now) {
    return silent(twin.changed(change, now));
  }

  @Override
  public Step<Icmpv6Listener, IpEffect> asked(IpEffect.Wish wish, MonotonicTime now) {
    return silent(twin.asked(wish, now));
  }

  @Override
  public Option<MonotonicTime> nextDeadline() {
    return twin.nextDeadline();
  }

  @Override
  public Step<Icmpv6Listener, IpEffect> wake(MonotonicTime now) {
    return silent(twin.wake(now));
  }

  private Step<Icmpv6Listener, IpEffect> silent(Step<Icmpv6Listener, IpEffect> step) {
    var next = step.state() == twin ? this : new SilentListener(step.state());
    return new Step<>(next, step.effects().filter(SilentListener::isInward));
  }

  private static boolean isInward(IpEffect effect) {
    return switch (effect) {
      case IpEffect.Configure _, IpEffect.Wish _, IpEffect.Hear _, IpEffect.HandOver _ -> true;
      case IpEffect.Send _, IpEffect.Reject _, IpEffect.Drop _, IpEffect.Tell _ -> false;
    };
  }
}
