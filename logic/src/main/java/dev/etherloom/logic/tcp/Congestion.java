package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;

/**
 * How much may be on its way (RFC 5681), from an initial window of ten segments (RFC 6928): slow
 * start with HyStart++, then what {@link Growth} says. In octets.
 *
 * @param window cwnd
 * @param threshold ssthresh
 * @param reductions how often it was reduced
 */
record Congestion(
    int window, int threshold, Growth growth, HyStart start, Usage usage, int reductions) {
  private static final int INITIAL_SEGMENTS = 10;
  private static final int INITIAL_OCTETS = 14_600;

  /** Nobody may have more on the way: numbers have to stay comparable. */
  static final int MOST = 1 << 30;

  static Congestion initial(SeqNum first, int mss) {
    var growth = CongestionControl.CUBIC.fresh();
    return new Congestion(
        initialWindow(mss), MOST, growth, HyStart.from(first), Usage.from(first), 0);
  }

  /** RFC 6928 §2. */
  static int initialWindow(int mss) {
    return Math.min(INITIAL_SEGMENTS * mss, Math.max(2 * mss, INITIAL_OCTETS));
  }

  boolean isSlowStart() {
    return window < threshold;
  }

  /** Octets were acknowledged while nothing is being repaired. */
  Congestion acknowledged(int octets, int mss, long smoothed, MonotonicTime now) {
    if (!usage.justifies(window, isSlowStart())) {
      return isSlowStart() ? this : with(growth.paused());
    }
    if (!isSlowStart()) {
      return avoided(octets, mss, smoothed, now);
    }
    int more = start.isCautious() ? octets / HyStart.SLOWER : octets;
    int grown = (int) Math.min((long) window + more, threshold);
    var next = new Congestion(Math.min(grown, MOST), threshold, growth, start, usage, reductions);
    int left = more - (grown - window);
    return left > 0 && !next.isSlowStart() ? next.avoided(left, mss, smoothed, now) : next;
  }

  private Congestion avoided(int octets, int mss, long smoothed, MonotonicTime now) {
    var grown = growth.avoided(window, octets, mss, smoothed, now);
    int next = (int) Math.min((long) window + grown.octets(), MOST);
    return new Congestion(next, threshold, grown.next(), start, usage, reductions);
  }

  /** A way was measured; slow start may end by it (RFC 9406 §4.2). */
  Congestion measured(SeqNum ack, SeqNum nxt, long way) {
    if (!isSlowStart()) {
      return this;
    }
    var next = start.measured(ack, nxt, way);
    return new Congestion(
        window, next.isOver() ? window : threshold, growth, next, usage, reductions);
  }

  /** Something was lost, or congestion was told of: the window has to come down to ssthresh. */
  Congestion reduced(int mss) {
    var reduced = growth.reduced(window, mss);
    return new Congestion(
        window, reduced.threshold(), reduced.next(), start, usage, reductions + 1);
  }

  /** Something went out, or was held back by the window. */
  Congestion sent(SeqNum una, SeqNum nxt, int outstanding, boolean limited) {
    var next = usage.sent(una, nxt, outstanding, limited);
    return next == usage
        ? this
        : new Congestion(window, threshold, growth, start, next, reductions);
  }

  Congestion withWindow(int octets) {
    return octets == window
        ? this
        : new Congestion(octets, threshold, growth, start, usage, reductions);
  }

  /** What grows by another rule from now on; a model knows no slow start. */
  Congestion under(CongestionControl rule) {
    if (rule.isIn(growth)) {
      return this;
    }
    int next = rule == CongestionControl.BBR ? 0 : Math.max(threshold, isModelled() ? window : 0);
    return new Congestion(window, next, rule.fresh(), start, usage, reductions);
  }

  /** Whether the window follows from a model of the path, so that repairs do not change it. */
  boolean isModelled() {
    return growth instanceof Bbr;
  }

  /** The window while a loss is repaired, where it is not for a model to say. */
  Congestion repairing(int octets) {
    return isModelled() ? this : withWindow(octets);
  }

  /** As a model of the path says. */
  Congestion modelled(Bbr.Modelled next) {
    return new Congestion(next.window(), threshold, next.next(), start, usage, reductions);
  }

  /** Whether a model looks at what goes out: once {@code more} waits, and from then on. */
  boolean watches(boolean more) {
    return growth instanceof Bbr bbr && (more || bbr.isAwake());
  }

  /** Something was found lost. */
  Congestion missing(int octets) {
    return octets > 0 && growth instanceof Bbr bbr && bbr.isAwake()
        ? with(bbr.missed(octets))
        : this;
  }

  /** Something went out, before which so much was on its way. */
  Congestion departed(int before, int inflight, MonotonicTime now) {
    return growth instanceof Bbr bbr ? with(bbr.departed(before, inflight, now)) : this;
  }

  /** There is nothing more to send. */
  Congestion limited(int inflight) {
    return growth instanceof Bbr bbr ? with(bbr.limited(inflight)) : this;
  }

  /** There is, but the peer's window takes no more. */
  Congestion held(int inflight) {
    return growth instanceof Bbr bbr ? with(bbr.held(inflight)) : this;
  }

  /**
   * How fast it may go out, in octets a nanosecond: twice the window each round trip in slow start,
   * then 1.25 times, or as the model says.
   *
   * @param smoothed the round-trip time in nanoseconds
   */
  double pace(long smoothed) {
    return growth instanceof Bbr bbr
        ? bbr.pace(window, smoothed)
        : (isSlowStart() ? 2 : 1.25) * window / smoothed;
  }

  /** What may go out at once, of {@code most} octets that could. */
  int quantum(int most, int mss) {
    return growth instanceof Bbr bbr ? Math.min(most, bbr.quantum(mss)) : most;
  }

  private Congestion with(Growth next) {
    return next == growth
        ? this
        : new Congestion(window, threshold, next, start, usage, reductions);
  }

  /** What there was before a reduction that turned out to be none. */
  Congestion restored(Congestion before) {
    var grown =
        growth instanceof Bbr bbr && before.growth instanceof Bbr old
            ? bbr.restored(old)
            : before.growth;
    return new Congestion(
        Math.max(window, before.window),
        Math.max(threshold, before.threshold),
        grown,
        start,
        usage,
        reductions);
  }

  /** Nothing was sent for longer than a timeout, RFC 5681 §4.1. */
  Congestion restarted(int mss) {
    int least = Math.min(window, initialWindow(mss));
    return least == window || isModelled()
        ? this
        : new Congestion(
            least, Math.max(threshold, window / 4 * 3), growth.paused(), start, usage, reductions);
  }
}
