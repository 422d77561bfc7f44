package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import java.time.Duration;

/**
 * Protection against old segments by their timestamps (RFC 7323 §4.3, §5).
 *
 * @param recent TS.Recent
 * @param at when that came
 * @param acknowledged Last.ACK.sent
 */
record Stamps(int recent, MonotonicTime at, SeqNum acknowledged) {
  /** After so long without a segment TS.Recent says nothing (§5.5). */
  private static final Duration OUTDATED = Duration.ofDays(24);

  /** Whether a segment with this timestamp is an old duplicate. */
  boolean rejects(int value, MonotonicTime now) {
    return value - recent < 0 && now.since(at).compareTo(OUTDATED) < 0;
  }

  /** R2 and R3 of §4.3. */
  Stamps seen(int value, SeqNum seq, MonotonicTime now) {
    return !seq.after(acknowledged) && value - recent >= 0
        ? new Stamps(value, now, acknowledged)
        : this;
  }

  Stamps acknowledging(SeqNum nxt) {
    return nxt.equals(acknowledged) ? this : new Stamps(recent, at, nxt);
  }
}
