package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;

/**
 * What BBR holds the path to be: its bandwidth, the most that arrived in this cycle or the last one
 * (draft-ietf-ccwg-bbr-06 §5.5.2 to §5.5.6), and its length, the shortest way of ten seconds
 * (§5.5.7). Octets and nanoseconds.
 *
 * @param now the most that arrived in this cycle, in octets a nanosecond
 * @param before the same of the last cycle
 * @param way the shortest (BBR.min_rtt)
 * @param wayAt when it was that
 * @param probed the shortest of five seconds (BBR.probe_rtt_min_delay)
 * @param probedAt when it was that
 */
record BbrPath(
    double now,
    double before,
    long way,
    MonotonicTime wayAt,
    long probed,
    MonotonicTime probedAt,
    Clumps clumps) {
  private static final long SECOND = 1_000_000_000;
  private static final long PROBE_EVERY = 5 * SECOND;
  private static final long MEMORY = 10 * SECOND;

  static final BbrPath UNKNOWN =
      new BbrPath(
          0,
          0,
          Long.MAX_VALUE,
          MonotonicTime.ZERO,
          Long.MAX_VALUE,
          MonotonicTime.ZERO,
          Clumps.NONE);

  /** Octets a nanosecond (BBR.max_bw). */
  double rate() {
    return Math.max(now, before);
  }

  /** What fills it at some rate, in octets (BBR.bdp). */
  double volume(double rate) {
    return way == Long.MAX_VALUE ? 0 : rate * way;
  }

  /** Whether the way was not seen at its shortest for a while, so that it has to be measured. */
  boolean isStale(MonotonicTime at) {
    return way != Long.MAX_VALUE && at.nanos() - probedAt.nanos() > PROBE_EVERY;
  }

  /** Something arrived: the rate counts unless the user set it (§5.5.4). */
  BbrPath measured(
      DeliveryRate.Sample sample, int octets, int window, int round, MonotonicTime at) {
    boolean counts = sample.rate() >= rate() || !sample.limited();
    double most = counts ? Math.max(now, sample.rate()) : now;
    boolean fresh = sample.way() < probed || isStale(at);
    long shortest = fresh ? sample.way() : probed;
    var shortestAt = fresh ? at : probedAt;
    boolean over = at.nanos() - wayAt.nanos() > MEMORY;
    boolean shorter = shortest < way || over;
    return new BbrPath(
        most,
        before,
        shorter ? shortest : way,
        shorter ? shortestAt : wayAt,
        shortest,
        shortestAt,
        clumps.arrived(octets, Math.max(most, before), window, round, at));
  }

  /** A cycle of probing is over (§5.5.6). */
  BbrPath turned() {
    return now == 0 ? this : new BbrPath(0, now, way, wayAt, probed, probedAt, clumps);
  }

  /** The way has been measured at low load; the next time is a while off. */
  BbrPath rested(MonotonicTime at) {
    return new BbrPath(now, before, way, wayAt, probed, at, clumps);
  }

  /**
   * By how much acknowledgments come in clumps, in octets (BBR.extra_acked, §5.5.9).
   *
   * @param start since when it is counted
   * @param octets that were acknowledged since then
   * @param now the most beyond what was expected, in five to ten rounds with {@code before}
   * @param turn the round in which {@code now} began
   */
  record Clumps(MonotonicTime start, double octets, double now, double before, int turn) {
    static final Clumps NONE = new Clumps(MonotonicTime.ZERO, 0, 0, 0, 0);

    private static final int ROUNDS = 5;

    /** No clump is taken for longer. */
    private static final long LONGEST = SECOND / 10;

    double most() {
      return Math.max(now, before);
    }

    Clumps arrived(int more, double rate, int window, int round, MonotonicTime at) {
      double expected = rate * (at.nanos() - start.nanos());
      boolean over = octets <= expected;
      double sum = over ? more : octets + more;
      double excess = sum - (over ? 0 : expected);
      double extra = Math.min(Math.min(excess, window), rate * LONGEST);
      boolean turns = round - turn >= ROUNDS;
      return new Clumps(
          over ? at : start,
          sum,
          turns ? extra : Math.max(now, extra),
          turns ? now : before,
          turns ? round : turn);
    }
  }
}
