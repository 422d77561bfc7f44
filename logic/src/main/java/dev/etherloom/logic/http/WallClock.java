package dev.etherloom.logic.http;

import dev.etherloom.logic.net.MonotonicTime;

/**
 * What time of day it is, as data: the shell looks at both clocks at once and gives the difference,
 * so that the time of day follows from the {@code now} of each step. When the system's clock is
 * set, the shell gives a new one.
 *
 * @param nanosAtZero nanoseconds from 1970-01-01T00:00:00Z to {@link MonotonicTime#ZERO}
 */
public record WallClock(long nanosAtZero) {
  private static final long SECOND = 1_000_000_000L;

  /** The clock that shows {@code unixNanos} since 1970 at the moment {@code now}. */
  public static WallClock showing(long unixNanos, MonotonicTime now) {
    return new WallClock(unixNanos - now.nanos());
  }

  /** The date at a moment. */
  public HttpDate at(MonotonicTime now) {
    return new HttpDate(Math.floorDiv(nanosAtZero + now.nanos(), SECOND));
  }
}
