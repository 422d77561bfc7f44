package dev.etherloom.logic.net;

/**
 * A rate limit: {@code burst} at once, then {@code perSecond}.
 *
 * @param fullAt the moment at which the bucket would be full again if nothing more were taken
 */
public record TokenBucket(int perSecond, int burst, MonotonicTime fullAt) {
  private static final long SECOND = 1_000_000_000L;

  public static TokenBucket of(int perSecond, int burst) {
    return new TokenBucket(perSecond, burst, new MonotonicTime(Long.MIN_VALUE / 2));
  }

  public boolean allows(MonotonicTime now) {
    return taken(now).fullAt.nanos() - now.nanos() <= burst * (SECOND / perSecond);
  }

  /** The bucket with one token less; ask {@link #allows} first. */
  public TokenBucket taken(MonotonicTime now) {
    long from = Math.max(fullAt.nanos(), now.nanos());
    return new TokenBucket(perSecond, burst, new MonotonicTime(from + SECOND / perSecond));
  }
}
