package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * What we owe the peer (RFC 9293 §3.8.6.3).
 *
 * @param segments how many with octets came since the last acknowledgment
 * @param due until when one has to be sent
 * @param now whether it has to be sent at once
 * @param twice octets that came once more, to be told of (D-SACK, RFC 2883)
 */
record Acknowledgment(
    int segments, Option<MonotonicTime> due, boolean now, Option<SackBlock> twice) {
  static final Acknowledgment NONE = new Acknowledgment(0, Option.none(), false, Option.none());

  /** Less than half a second (MUST-40). */
  static final Duration DELAY = Duration.ofMillis(40);

  private static final int EVERY = 2;

  Acknowledgment atOnce() {
    return now ? this : new Acknowledgment(segments, due, true, twice);
  }

  /** Octets came that were here already; it is said at once. */
  Acknowledgment again(SackBlock block) {
    return new Acknowledgment(segments, due, true, Option.some(block));
  }

  /** Octets came in order; every second segment is acknowledged at once (SHLD-18, SHLD-19). */
  Acknowledgment delayed(int arrived, MonotonicTime at) {
    int count = segments + arrived;
    return new Acknowledgment(
        count, due.isDefined() ? due : Option.some(at.plus(DELAY)), now || count >= EVERY, twice);
  }
}
