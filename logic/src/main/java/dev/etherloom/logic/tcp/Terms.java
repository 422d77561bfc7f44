package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;

/**
 * What both sides agreed on in their SYNs.
 *
 * @param path what a segment may carry, its options included (MUST-16)
 * @param receiveMss what the other may send in one
 * @param sendShift how the other's windows are scaled (RFC 7323 §2)
 * @param receiveShift how ours are
 * @param stampOffset what our timestamps start from
 */
record Terms(
    Path path,
    int receiveMss,
    int sendShift,
    int receiveShift,
    boolean timestamps,
    boolean sack,
    boolean ecn,
    int stampOffset) {
  private static final long MILLISECOND = 1_000_000;

  /** Octets of the option, padding included. */
  private static final int STAMPS = 12;

  static Terms agreed(Offer own, Offer other, int stampOffset) {
    boolean scaled = own.shift().isDefined() && other.shift().isDefined();
    return new Terms(
        Path.agreed(Math.min(own.mss(), other.mss()), own.cuts() ? own.mss() : 0),
        own.mss(),
        scaled ? other.shift().get() : 0,
        scaled ? own.shift().get() : 0,
        own.timestamps() && other.timestamps(),
        own.sack() && other.sack(),
        own.ecn() && other.ecn(),
        stampOffset);
  }

  /** What a segment may carry now, its options included. */
  int mss() {
    return path.mss();
  }

  /** What a segment carries where it has no other options than timestamps (RFC 6691 §2). */
  int segment() {
    return timestamps ? mss() - STAMPS : mss();
  }

  Terms with(Path next) {
    return next == path
        ? this
        : new Terms(next, receiveMss, sendShift, receiveShift, timestamps, sack, ecn, stampOffset);
  }

  /** Without ECN. */
  Terms unmarked() {
    return new Terms(
        path, receiveMss, sendShift, receiveShift, timestamps, sack, false, stampOffset);
  }

  /** How long ago a segment with this timestamp of ours went out, in nanoseconds; 1 ms at least. */
  long since(int stamp, MonotonicTime now) {
    return Math.max(1, stamp(now) - stamp) * MILLISECOND;
  }

  /** The last moment at which a segment with this timestamp of ours can have gone out. */
  MonotonicTime until(int stamp, MonotonicTime now) {
    long tick = now.nanos() / MILLISECOND - Math.max(0, stamp(now) - stamp);
    return new MonotonicTime(tick * MILLISECOND + MILLISECOND - 1);
  }

  /** The value of the timestamp clock, which counts milliseconds. */
  int stamp(MonotonicTime now) {
    return stamp(stampOffset, now);
  }

  static int stamp(int offset, MonotonicTime now) {
    return offset + (int) (now.nanos() / MILLISECOND);
  }
}
