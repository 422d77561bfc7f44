package dev.etherloom.logic.tcp;

import dev.etherloom.logic.tcp.DeliveryRate.Sample;

/**
 * What losses say about how much the path bears (draft-ietf-ccwg-bbr-06 §5.5.10). Infinite where
 * they say nothing.
 *
 * @param far octets that were too many when more was tried (BBR.inflight_longterm)
 * @param near octets that are safe until more is tried again (BBR.inflight_shortterm)
 * @param rate the same, in octets a nanosecond (BBR.bw_shortterm)
 */
record BbrBounds(double far, double near, double rate, Lately lately) {
  private static final double ANY = Double.POSITIVE_INFINITY;

  static final BbrBounds NONE =
      new BbrBounds(ANY, ANY, ANY, new Lately(0, 0, 0, 0, Long.MAX_VALUE, false));

  /** BBR.Beta: no loss takes more. */
  static final double DECREASE = 0.7;

  /** BBR.Headroom: what is left to others of what is bearable. */
  private static final double HEADROOM = 0.15;

  /**
   * What this round trip showed so far.
   *
   * @param rate the most (BBR.bw_latest)
   * @param volume the most that arrived in the length of one (BBR.inflight_latest)
   * @param before the same of the last one
   * @param chance what part is lost where nothing queues, or nothing more is tried: the path's own
   *     doing
   * @param way the shortest in it, in nanoseconds
   * @param excess whether too much was lost
   */
  record Lately(
      double rate, double volume, double before, double chance, long way, boolean excess) {
    /** BBR.LossThresh: more tells of a queue that is full. */
    private static final double SOME = 0.02;

    /** Where nothing queues: what version 1 takes for somebody who limits the rate. */
    private static final double MUCH = 0.2;

    /** Fewer segments lost are chance. */
    private static final int FEW = 3;

    private static final int STEADINESS = 4;

    /** What was found lost may have been on its way earlier, when there was more. */
    private double share(Sample sample) {
      double most = Math.max(Math.max(volume, before), sample.inflight());
      return sample.lost() / Math.max(1, most);
    }

    /**
     * Whether all that arrived took longer than the path is: what arrives late now and then does
     * not tell.
     */
    boolean isQueued(Sample sample, long least) {
      return HyStart.isLonger(least, Math.min(way, sample.way()));
    }

    boolean isTooMuch(Sample sample, boolean queued, int mss) {
      double bearable = queued ? Math.min(SOME + 2 * chance, MUCH) : MUCH;
      return sample.lost() >= (long) FEW * mss && share(sample) > bearable;
    }

    private Lately heard(Sample sample, boolean tooMuch) {
      double fastest = Math.max(rate, sample.rate());
      double most = Math.max(volume, (double) sample.delivered());
      long shortest = Math.min(way, sample.way());
      return new Lately(fastest, most, before, chance, shortest, excess || tooMuch);
    }

    private Lately turned(Sample sample, boolean tells) {
      double next = tells ? chance + (share(sample) - chance) / STEADINESS : chance;
      return new Lately(
          sample.rate(), (double) sample.delivered(), volume, next, Long.MAX_VALUE, false);
    }
  }

  /** Whether there is room for anything. */
  boolean isOpen() {
    return far == ANY;
  }

  /** What leaves room for others. */
  double withHeadroom(int mss) {
    return isOpen() ? far : far - Math.max(mss, HEADROOM * far);
  }

  private BbrBounds with(Lately next) {
    return new BbrBounds(far, near, rate, next);
  }

  /** Something arrived. */
  BbrBounds heard(Sample sample, boolean tooMuch) {
    return with(lately.heard(sample, tooMuch));
  }

  /** A round trip in which nothing more was tried is over (§5.5.10.3). */
  BbrBounds adapted(double most, int window) {
    return lately.excess
        ? new BbrBounds(
            far,
            Math.max(lately.volume, DECREASE * (near == ANY ? window : near)),
            Math.max(lately.rate, DECREASE * (rate == ANY ? most : rate)),
            lately)
        : this;
  }

  /**
   * A new round trip begins with this.
   *
   * @param tells whether what was lost in the last one is the path's own doing
   */
  BbrBounds turned(Sample sample, boolean tells) {
    return with(lately.turned(sample, tells));
  }

  /** So much is bearable, as seen when more was tried. */
  BbrBounds withFar(double octets) {
    return new BbrBounds(octets, near, rate, lately);
  }

  /** What is safe for the moment does not matter any more. */
  BbrBounds loosened() {
    return new BbrBounds(far, ANY, ANY, lately);
  }

  /** Nothing was lost after all (§5.5.11.2). */
  BbrBounds restored(BbrBounds old) {
    return new BbrBounds(
        Math.max(far, old.far), Math.max(near, old.near), Math.max(rate, old.rate), lately);
  }
}
