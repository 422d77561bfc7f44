package dev.etherloom.logic.tcp;

import dev.etherloom.logic.ip.IpError.Reason.TooBig;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * How long segments may be on the way to the peer: path MTU discovery by what routers say (RFC
 * 1191, RFC 8201), and where they say nothing, by what does not get through (in the manner of RFC
 * 4821).
 *
 * @param mss what a segment may carry, its options included
 * @param agreed what it may where the path takes it
 * @param cut what the link makes of longer ones; 0: it takes none
 * @param whole whether packets must not be split on the way (the flag DF of IPv4)
 * @param suspicions how often long segments seemed to vanish
 * @param until when long ones are tried again
 * @param proven whether as much as the longest segment holds was acknowledged at once: most likely
 *     it takes them
 */
record Path(
    int mss,
    int agreed,
    int cut,
    boolean whole,
    int suspicions,
    Option<MonotonicTime> until,
    boolean proven) {
  /** RFC 1191 §6.3, RFC 8201 §5.3. */
  static final Duration LIFETIME = Duration.ofMinutes(10);

  /** An outage looks like a path that swallows what is long; the second time it is believed. */
  private static final Duration FIRST_SUSPICION = Duration.ofMinutes(1);

  private static final int MIDDLE = 1_024;

  /** After so many retransmissions of long segments shorter ones are tried. */
  private static final int SOME = 2;

  /** The same where long ones went through before: more likely it is bad luck, or an outage. */
  private static final int MANY = 5;

  static Path agreed(int mss, int cut) {
    return new Path(mss, mss, cut, true, 0, Option.none(), false);
  }

  /** So many octets were acknowledged at once. */
  Path acknowledged(int octets) {
    return proven || octets < mss - TcpOptions.MAX_LENGTH
        ? this
        : new Path(mss, agreed, cut, whole, suspicions, until, true);
  }

  /** Whether so many retransmissions in vain say that it swallows what is long. */
  boolean isDoubtful(int attempts) {
    return attempts >= (proven ? MANY : SOME);
  }

  /**
   * Whether several segments may go to the link as one: not where they may be split on the way, as
   * each then has to have an identification of its own (RFC 6864 §4.1).
   */
  boolean takesSeveral() {
    return whole && cut == mss;
  }

  /** The path takes less, says somebody; none where that cannot be, or is no news. */
  Option<Path> narrowed(TooBig said, IpAddress peer, MonotonicTime now) {
    int octets = said.mtu() == 0 ? plateau(said.length()) : said.mtu();
    int least = Offer.smallestPacket(peer);
    boolean split = octets < least;
    if (split && peer.width() > 32) {
      return Option.none(); // RFC 8201 §4
    }
    int next = Math.max(octets, least) - Offer.headers(peer);
    return next < mss || (split && whole)
        ? Option.some(
            new Path(
                Math.min(next, mss),
                agreed,
                cut,
                whole && !split,
                suspicions,
                Option.some(now.plus(LIFETIME)),
                false))
        : Option.none();
  }

  /** RFC 1191 §7: MTUs that there are; the next one below what did not pass. */
  private static int plateau(int length) {
    for (int size : new int[] {32_000, 17_914, 8_166, 4_352, 2_002, 1_492, 1_006, 508}) {
      if (size < length) {
        return size;
      }
    }
    return 508;
  }

  /** Whether a segment with so many octets may be longer than what every path takes. */
  boolean isLong(int octets, IpAddress peer) {
    int most = Offer.smallestPacket(peer) - Offer.headers(peer) - TcpOptions.MAX_LENGTH;
    return octets > most;
  }

  /** Long segments seem to vanish: shorter ones, in the end the shortest that all must take. */
  Path suspected(IpAddress peer, MonotonicTime now) {
    int least = Offer.smallestPacket(peer) - Offer.headers(peer);
    int next = Math.min(mss, mss > MIDDLE ? Math.max(MIDDLE, least) : least);
    int times = until.isEmpty() ? suspicions + 1 : suspicions;
    return next == mss && !whole
        ? this
        : new Path(
            next,
            agreed,
            cut,
            whole && next > least,
            times,
            Option.some(now.plus(times > 1 ? LIFETIME : FIRST_SUSPICION)),
            false);
  }

  /** The path may have become wider. */
  Path refreshed(MonotonicTime now) {
    return until.isEmpty() || !now.reached(until.get())
        ? this
        : new Path(agreed, agreed, cut, true, suspicions, Option.none(), false);
  }
}
