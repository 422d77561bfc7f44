package dev.etherloom.logic.net;

import io.vavr.control.Option;
import java.time.Duration;

/**
 * A moment on a clock that only goes forward. Where it started means nothing; differences do.
 *
 * @param nanos nanoseconds since that start
 */
public record MonotonicTime(long nanos) implements Comparable<MonotonicTime> {
  public static final MonotonicTime ZERO = new MonotonicTime(0);

  public MonotonicTime plus(Duration span) {
    return new MonotonicTime(nanos + span.toNanos());
  }

  public Duration since(MonotonicTime earlier) {
    return Duration.ofNanos(nanos - earlier.nanos);
  }

  /** Whether a deadline at {@code deadline} is due. */
  public boolean reached(MonotonicTime deadline) {
    return nanos >= deadline.nanos;
  }

  public boolean isBefore(MonotonicTime other) {
    return nanos < other.nanos;
  }

  public MonotonicTime earlier(MonotonicTime other) {
    return isBefore(other) ? this : other;
  }

  /** The earlier of two moments that may not come. */
  public static Option<MonotonicTime> sooner(
      Option<MonotonicTime> one, Option<MonotonicTime> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return one.get().isBefore(other.get()) ? one : other;
  }

  @Override
  public int compareTo(MonotonicTime other) {
    return Long.compare(nanos, other.nanos);
  }

  /** What a record has by itself goes through method handles; this is asked too often for that. */
  @Override
  public boolean equals(Object other) {
    return other instanceof MonotonicTime that && nanos == that.nanos;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(nanos);
  }
}
