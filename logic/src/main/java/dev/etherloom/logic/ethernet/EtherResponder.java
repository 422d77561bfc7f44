package dev.etherloom.logic.ethernet;

import dev.etherloom.frames.EtherType;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.control.Option;

/**
 * A protocol that stands directly on Ethernet. A responder is an immutable value and its own state:
 * each input gives the responder that follows and the effects to carry out. It reads no clock, no
 * random source and no socket; {@code now} is the only time there is.
 *
 * <p>To add one, implement this interface in a room of its own, name the class in {@code
 * META-INF/services/dev.etherloom.logic.ethernet.EtherResponder} and list its {@link #name} in the
 * configuration. An exception that leaves a responder drops the input, is counted, and leaves its
 * state as it was.
 */
public interface EtherResponder {
  /** What the configuration and {@code --responders} call it; lower case. */
  String name();

  /** The frames it is given: all of this EtherType that are addressed to its host. */
  EtherType etherType();

  /** Takes one frame. */
  Step<EtherResponder, EtherEffect> receive(Reception reception, MonotonicTime now);

  /** When {@link #wake} should be called; none if time does not matter. */
  default Option<MonotonicTime> nextDeadline() {
    return Option.none();
  }

  /** Called once the deadline is reached; may be called early, then nothing happens. */
  default Step<EtherResponder, EtherEffect> wake(MonotonicTime now) {
    return Step.to(this);
  }
}
