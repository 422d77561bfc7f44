package dev.etherloom.logic.icmp;

import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.control.Option;

/**
 * Takes what the room does not answer by itself, each message with the packet that brought it, and
 * may originate messages of its own when it is woken. A value and its own state, like a responder.
 */
public interface IcmpReceiver {
  Step<IcmpReceiver, IpEffect> receive(IcmpNews news, Delivery delivery, MonotonicTime now);

  /** The host may use an address of its own from now on; told of IPv6 alone. */
  default IcmpReceiver owning(InterfaceAddress address, MonotonicTime now) {
    return this;
  }

  /** When {@link #wake} should be called; none if time does not matter. */
  default Option<MonotonicTime> nextDeadline() {
    return Option.none();
  }

  /** Called once the deadline is reached. */
  default Step<IcmpReceiver, IpEffect> wake(MonotonicTime now) {
    return Step.to(this);
  }
}
