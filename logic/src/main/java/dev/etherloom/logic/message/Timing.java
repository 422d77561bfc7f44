package dev.etherloom.logic.message;

import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * The clock of the transfer.
 *
 * @param smoothed round trip, and {@code variation} around it, in nanoseconds; 0 before any
 * @param end when it is over, once somebody has all
 */
record Timing(
    Option<MonotonicTime> started,
    MonotonicTime progress,
    long smoothed,
    long variation,
    int repeats,
    Option<MonotonicTime> end,
    boolean over) {
  private static final Duration FIRST_TIMEOUT = Duration.ofMillis(200);
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(20);
  private static final Duration MAX_TIMEOUT = Duration.ofSeconds(2);

  static final Timing NOT_STARTED =
      new Timing(Option.none(), MonotonicTime.ZERO, 0, 0, 0, Option.none(), false);

  Duration timeout(int times) {
    var base = smoothed == 0 ? FIRST_TIMEOUT : Duration.ofNanos(smoothed + 4 * variation);
    var least = base.compareTo(MIN_TIMEOUT) < 0 ? MIN_TIMEOUT : base;
    var doubled = least.multipliedBy(1L << Math.min(times - 1, 6));
    return doubled.compareTo(MAX_TIMEOUT) > 0 ? MAX_TIMEOUT : doubled;
  }

  /** RFC 6298 §2.2, §2.3. */
  Timing measured(long nanos) {
    long deviation = Math.abs(smoothed - nanos);
    return smoothed == 0
        ? new Timing(started, progress, nanos, nanos / 2, repeats, end, over)
        : new Timing(
            started,
            progress,
            smoothed + (nanos - smoothed) / 8,
            variation + (deviation - variation) / 4,
            repeats,
            end,
            over);
  }

  Timing progressed(MonotonicTime now) {
    return new Timing(started, now, smoothed, variation, repeats, end, over);
  }

  Timing repeated(int more) {
    return new Timing(started, progress, smoothed, variation, repeats + more, end, over);
  }

  Timing begun(MonotonicTime now) {
    return new Timing(Option.some(now), now, smoothed, variation, repeats, end, over);
  }

  Timing ending(MonotonicTime at) {
    return new Timing(started, progress, smoothed, variation, repeats, Option.some(at), over);
  }

  Timing finished() {
    return new Timing(started, progress, smoothed, variation, repeats, end, true);
  }
}
