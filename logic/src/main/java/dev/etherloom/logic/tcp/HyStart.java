package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.SeqNum;

/**
 * Leaves slow start before it overshoots, where round trips begin to take longer (HyStart++, RFC
 * 9406). Times in nanoseconds.
 *
 * @param end the round ends when this is acknowledged (windowEnd)
 * @param before the shortest way of the last round
 * @param least the shortest way of this round
 * @param samples how many there were in this round
 * @param base the shortest way of the round in which conservative slow start began; 0: not in it
 * @param rounds of conservative slow start so far
 */
record HyStart(SeqNum end, long before, long least, int samples, long base, int rounds) {
  private static final long MILLISECOND = 1_000_000;
  private static final long LEAST_RISE = 4 * MILLISECOND;
  private static final long MOST_RISE = 16 * MILLISECOND;
  private static final int ENOUGH_SAMPLES = 8;
  private static final int MOST_ROUNDS = 5;

  /** In conservative slow start the window grows by this part of what is acknowledged. */
  static final int SLOWER = 4;

  static HyStart from(SeqNum first) {
    return new HyStart(first, Long.MAX_VALUE, Long.MAX_VALUE, 0, 0, 0);
  }

  boolean isCautious() {
    return base > 0;
  }

  /** Whether conservative slow start has lasted long enough. */
  boolean isOver() {
    return rounds >= MOST_ROUNDS;
  }

  /** Whether a way takes so much longer that something must be queuing. */
  static boolean isLonger(long usual, long now) {
    return now >= usual + Math.clamp(usual / 8, LEAST_RISE, MOST_RISE);
  }

  /** An acknowledgment came that told {@code way}, where {@code nxt} is SND.NXT. */
  HyStart measured(SeqNum ack, SeqNum nxt, long way) {
    var round = ack.before(end) ? this : turned(nxt);
    var next =
        new HyStart(
            round.end,
            round.before,
            Math.min(round.least, way),
            round.samples + 1,
            round.base,
            round.rounds);
    return next.judged();
  }

  private HyStart turned(SeqNum nxt) {
    int more = isCautious() ? rounds + 1 : rounds;
    return new HyStart(nxt, least, Long.MAX_VALUE, 0, base, more);
  }

  private HyStart judged() {
    if (samples < ENOUGH_SAMPLES || before == Long.MAX_VALUE) {
      return this;
    }
    if (isCautious()) {
      return least < base ? new HyStart(end, before, least, samples, 0, 0) : this;
    }
    return isLonger(before, least) ? new HyStart(end, before, least, samples, least, 0) : this;
  }
}
