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
 * @param quick how many more are sent at once, because the peer's slow start lives on them
 * @param last when octets came last
 */
record Acknowledgment(
    int segments,
    Option<MonotonicTime> due,
    boolean now,
    Option<SackBlock> twice,
    int quick,
    MonotonicTime last) {
  /** At the beginning so many are sent at once; SHLD-18 is about what comes after. */
  private static final int QUICK = 16;

  static final Acknowledgment FIRST =
      new Acknowledgment(0, Option.none(), false, Option.none(), QUICK, MonotonicTime.ZERO);

  /** Less than half a second (MUST-40). */
  static final Duration DELAY = Duration.ofMillis(40);

  private static final int EVERY = 2;

  Acknowledgment atOnce() {
    return now ? this : new Acknowledgment(segments, due, true, twice, quick, last);
  }

  /** Octets came that were here already; it is said at once. */
  Acknowledgment again(SackBlock block) {
    return new Acknowledgment(segments, due, true, Option.some(block), quick, last);
  }

  /**
   * Octets came in order; every second segment is acknowledged at once (SHLD-18, SHLD-19).
   *
   * @param hurries whether the peer may wait for it before it sends more
   */
  Acknowledgment delayed(int arrived, boolean hurries, MonotonicTime at) {
    int count = segments + arrived;
    return new Acknowledgment(
        count,
        due.isDefined() ? due : Option.some(at.plus(DELAY)),
        now || count >= EVERY || (quick > 0 && hurries),
        twice,
        quick,
        at);
  }

  /** One went out. */
  Acknowledgment sent() {
    int left = Math.max(0, quick - 1);
    boolean owes = segments > 0 || due.isDefined() || now || twice.isDefined();
    return left == quick && !owes
        ? this
        : new Acknowledgment(0, Option.none(), false, Option.none(), left, last);
  }

  /** From now on, none is sent sooner than it has to be. */
  Acknowledgment unhurried() {
    return new Acknowledgment(segments, due, now, twice, 0, last);
  }

  /** Octets go out: if they are an answer, acknowledgments may travel with such from now on. */
  Acknowledgment answered(MonotonicTime at) {
    return quick > 0 && at.isBefore(last.plus(DELAY)) ? unhurried() : this;
  }
}
