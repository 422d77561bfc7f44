package dev.etherloom.logic.shell;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.capture.Direction;
import io.vavr.control.Option;

/** What stands between the stack and the link: a capture of what passes, and a bad link. */
final class Taps {
  private final Option<CaptureTap> capture;
  private final Option<Impairment> inbound;
  private final Option<Impairment> outbound;

  Taps(Option<CaptureTap> capture, Option<ImpairmentOptions> impairment, Metrics metrics) {
    this.capture = capture;
    inbound =
        impairment.map(
            how -> new Impairment(how, 1, () -> metrics.dropped("impair: lost inbound")));
    outbound =
        impairment.map(
            how -> new Impairment(how, 2, () -> metrics.dropped("impair: lost outbound")));
  }

  boolean impairs() {
    return inbound.isDefined();
  }

  Impairment inbound() {
    return inbound.get();
  }

  Impairment outbound() {
    return outbound.get();
  }

  /** Whether what goes out is needed as octets before it is sent. */
  boolean holdsOutbound() {
    return capture.isDefined() || outbound.isDefined();
  }

  void capture(Direction direction, Slice frame) {
    if (capture.isDefined()) {
      capture.get().frame(direction, frame);
    }
  }

  /** When a held frame is due next, in nanoseconds; Long.MAX_VALUE if none is held. */
  long nextDue() {
    return impairs() ? Math.min(inbound().nextDue(), outbound().nextDue()) : Long.MAX_VALUE;
  }

  /** Writes out what the capture has buffered. */
  void flush() {
    if (capture.isDefined()) {
      capture.get().flush();
    }
  }
}
