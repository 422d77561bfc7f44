package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * SYN cookies (RFC 4987 §3.6): where no state is kept for a SYN, the answer's sequence number and
 * timestamp hold what has to be known once the handshake is complete. The number is 29 bits of a
 * hash, keyed by a secret that changes every 64 seconds and good for two such spans, and the place
 * of the peer's MSS in a table. The six low bits of the timestamp say how windows are scaled and
 * whether there are SACK and ECN; without timestamps there is none of these.
 */
final class Cookie {
  /** How long a secret is used. */
  static final Duration SLOT = Duration.ofSeconds(64);

  private static final long COOKIE = 4;
  private static final int INDEX = 0x7;
  private static final int IN_STAMP = 0x3f;
  private static final int SHIFT = 0xf;
  private static final int SACK = 0x10;
  private static final int ECN = 0x20;
  private static final Vector<Integer> SIZES_V4 =
      Vector.of(64, 536, 1_024, 1_300, 1_400, 1_440, 1_460, 8_960);
  private static final Vector<Integer> SIZES_V6 =
      Vector.of(64, 1_024, 1_220, 1_340, 1_380, 1_420, 1_440, 8_940);

  private Cookie() {}

  private static Vector<Integer> sizes(TcpPeer peer) {
    return peer.self().width() == 32 ? SIZES_V4 : SIZES_V6;
  }

  /** The initial number for the answer to a SYN that has the number {@code irs}. */
  static SeqNum of(Secret secret, TcpPeer peer, SeqNum irs, int mss, MonotonicTime now) {
    int index = Math.max(0, sizes(peer).lastIndexWhere(size -> size <= mss));
    return of(secret, peer, irs, index, slot(now));
  }

  private static long slot(MonotonicTime now) {
    return Math.floorDiv(now.nanos(), SLOT.toNanos());
  }

  private static SeqNum of(Secret secret, TcpPeer peer, SeqNum irs, int index, long slot) {
    var key = new Secret(secret.hash(COOKIE, slot, 0), secret.hash(COOKIE, slot, 1));
    long said = Integer.toUnsignedLong(irs.raw()) << 3 | index;
    return new SeqNum(((int) peer.hash(key, said) & ~INDEX) | index);
  }

  /** The MSS in a number of ours that came back; none where we never gave it, or long ago. */
  static Option<Integer> mss(
      Secret secret, TcpPeer peer, SeqNum irs, SeqNum cookie, MonotonicTime now) {
    int index = cookie.raw() & INDEX;
    long slot = slot(now);
    boolean ours =
        of(secret, peer, irs, index, slot).equals(cookie)
            || of(secret, peer, irs, index, slot - 1).equals(cookie);
    return ours ? Option.some(sizes(peer).get(index)) : Option.none();
  }

  /**
   * What the answer offers: all that the other does, as far as there is a timestamp to keep it in.
   */
  static Offer answer(Offer own, Offer other) {
    return own.inAnswerTo(
        other.timestamps()
            ? other
            : new Offer(other.mss(), Option.none(), false, false, false, false));
  }

  /** Our timestamp for the answer; never ahead of {@code clock}. */
  static int stamp(int clock, Offer other) {
    int kept = other.shift().getOrElse(SHIFT) | (other.sack() ? SACK : 0) | (other.ecn() ? ECN : 0);
    int stamp = (clock & ~IN_STAMP) | kept;
    return stamp - clock > 0 ? stamp - IN_STAMP - 1 : stamp;
  }

  /** What the other offered in its SYN, as its acknowledgment brings it back. */
  static Offer offered(int mss, Option<Timestamps> stamps) {
    int kept = stamps.map(Timestamps::echo).getOrElse(SHIFT) & IN_STAMP;
    int shift = kept & SHIFT;
    return new Offer(
        mss,
        shift > TcpOption.WindowScale.MAX ? Option.none() : Option.some(shift),
        stamps.isDefined(),
        (kept & SACK) != 0,
        (kept & ECN) != 0,
        false);
  }
}
