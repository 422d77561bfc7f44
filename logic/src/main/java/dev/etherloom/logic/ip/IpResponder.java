package dev.etherloom.logic.ip;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.control.Option;

/**
 * A protocol that stands on IP. A responder is an immutable value and its own state: each input
 * gives the responder that follows and the effects to carry out. It reads no clock, no random
 * source and no socket; {@code now} is the only time there is.
 *
 * <p>Added like an {@code EtherResponder}, through {@code
 * META-INF/services/dev.etherloom.logic.ip.IpResponder}.
 */
public interface IpResponder {
  /** What the configuration and {@code --responders} call it; lower case. */
  String name();

  /** The packets it is given: all of this protocol that are addressed to its host, whole. */
  IpProtocol protocol();

  /** Takes one packet. */
  Step<IpResponder, IpEffect> receive(Delivery delivery, MonotonicTime now);

  /** Another one wants the host to be something on its behalf; for those who see to that. */
  default Step<IpResponder, IpEffect> asked(IpEffect.Wish wish, MonotonicTime now) {
    return Step.to(this);
  }

  /**
   * Takes an error about a packet of its protocol that bears an address of this host as its source.
   * Who can tell whether it sent that packet should not believe it otherwise; who cannot may leave
   * this as it is, which shortens the packets to a destination whose path is said to be narrow (RFC
   * 8201 §4).
   */
  default Step<IpResponder, IpEffect> hear(IpError error, MonotonicTime now) {
    return error.narrow().isEmpty() ? Step.to(this) : Step.to(this, error.narrow().get());
  }

  /** When {@link #wake} should be called; none if time does not matter. */
  default Option<MonotonicTime> nextDeadline() {
    return Option.none();
  }

  /** Called once the deadline is reached; may be called early, then nothing happens. */
  default Step<IpResponder, IpEffect> wake(MonotonicTime now) {
    return Step.to(this);
  }
}
