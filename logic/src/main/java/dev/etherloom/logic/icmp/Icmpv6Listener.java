package dev.etherloom.logic.icmp;

import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.control.Option;

/**
 * A protocol whose messages are those of ICMPv6: neighbor discovery, multicast listener discovery.
 * A value and its own state, like a responder.
 */
public interface Icmpv6Listener {
  /** Whether it takes messages of that ICMPv6 type. */
  boolean hears(int type);

  Step<Icmpv6Listener, IpEffect> receive(
      Icmpv6Message message, Delivery delivery, MonotonicTime now);

  /** Another one changed something about the host. */
  default Step<Icmpv6Listener, IpEffect> changed(IpEffect.Configure change, MonotonicTime now) {
    return Step.to(this);
  }

  /** A responder wants the host to be something on its behalf. */
  default Step<Icmpv6Listener, IpEffect> asked(IpEffect.Wish wish, MonotonicTime now) {
    return Step.to(this);
  }

  /** When {@link #wake} should be called; none if time does not matter. */
  Option<MonotonicTime> nextDeadline();

  /** Called once the deadline is reached; may be called early, then nothing happens. */
  Step<Icmpv6Listener, IpEffect> wake(MonotonicTime now);
}
