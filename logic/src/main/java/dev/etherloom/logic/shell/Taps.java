package dev.etherloom.logic.shell;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.capture.Direction;
import dev.etherloom.logic.stack.Dealing;
import io.vavr.control.Option;
import java.util.function.Predicate;

/** What stands between the stack and the link: a capture of what passes, and a bad link. */
final class Taps {
  private final Option<CaptureTap> capture;
  private final Predicate<Slice> captured;
  private final Option<Impairment> inbound;
  private final Option<Impairment> outbound;

  Taps(Option<CaptureTap> capture, Option<ImpairmentOptions> impairment, Metrics metrics) {
    this(capture, impairment, metrics, 0, _ -> true);
  }

  private Taps(
      Option<CaptureTap> capture,
      Option<ImpairmentOptions> impairment,
      Metrics metrics,
      int shard,
      Predicate<Slice> captured) {
    this.capture = capture;
    this.captured = captured;
    int stream = 2 * shard;
    inbound =
        impairment.map(
            how -> new Impairment(how, stream + 1, () -> metrics.dropped("impair: lost inbound")));
    outbound =
        impairment.map(
            how -> new Impairment(how, stream + 2, () -> metrics.dropped("impair: lost outbound")));
  }

  /**
   * One of several shards has a link of its own as bad as the others', and shares the capture, in
   * which what comes to every shard stands once.
   */
  static Taps ofShard(
      int shard,
      Dealing dealing,
      Option<CaptureTap> capture,
      Option<ImpairmentOptions> impairment,
      Metrics metrics) {
    Predicate<Slice> captured =
        shard == 0 ? _ -> true : frame -> dealing.shardFor(frame) != Dealing.EVERY;
    return new Taps(capture, impairment, metrics, shard, captured);
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
    if (capture.isDefined() && (direction == Direction.OUTBOUND || captured.test(frame))) {
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
