package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.tcp.Connection.SynReceived;
import dev.etherloom.logic.tcp.Connection.SynSent;
import dev.etherloom.logic.tcp.Connection.TimeWait;
import dev.etherloom.logic.tcp.TcpOption.NoOperation;
import dev.etherloom.logic.tcp.TcpOption.Sack;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;

/** The headers of what is sent, state by state. */
final class Headers {
  static final SeqNum ZERO = new SeqNum(0);
  static final Flags SYN_ACK = Flags.SYN.with(Flags.ACK);

  /** Two octets of padding, two of option and eight for each block. */
  private static final int SACK_OVERHEAD = 4;

  private Headers() {}

  private static TcpHeader of(
      TcpPeer peer, SeqNum seq, SeqNum ack, Flags flags, int window, TcpOptions options) {
    return new TcpHeader(peer.port(), peer.remotePort(), seq, ack, flags, window, 0, options);
  }

  static TcpHeader syn(SynSent at, MonotonicTime now) {
    var stamps = new Timestamps(Terms.stamp(at.handshake().stampOffset(), now), 0);
    var options = at.offer().options(stamps);
    int window = window(at.pending().tuning(), at.offer());
    var flags = at.offer().ecn() ? Flags.SYN.with(Ecn.REQUEST) : Flags.SYN;
    return of(at.peer(), at.handshake().iss(), ZERO, flags, window, options);
  }

  static TcpHeader synAck(SynReceived at, MonotonicTime now) {
    var options = at.answer().options(new Timestamps(at.terms().stamp(now), at.stamp()));
    int window = window(at.pending().tuning(), at.answer());
    return synAck(at.peer(), at.handshake().iss(), at.irs(), at.terms().ecn(), window, options);
  }

  /** The answer to a SYN that has the number {@code irs}. */
  static TcpHeader synAck(
      TcpPeer peer, SeqNum iss, SeqNum irs, boolean ecn, int window, TcpOptions options) {
    var flags = ecn ? SYN_ACK.with(Flags.ECE) : SYN_ACK;
    return of(peer, iss, irs.plus(1), flags, window, options);
  }

  /** What a SYN says of the window. */
  static int window(TcpTuning tuning, Offer offer) {
    return Receive.firstWindow(tuning.buffers().receive(), offer.mss());
  }

  /** Says what is expected next, while our SYN is on its way. */
  static TcpHeader acknowledgment(SynReceived at, MonotonicTime now) {
    var options = stamps(at.terms(), at.stamp(), now);
    int window = window(at.pending().tuning(), at.answer()) >> at.terms().receiveShift();
    return of(at.peer(), at.handshake().next(), at.irs().plus(1), Flags.ACK, window, options);
  }

  /** A segment of an open connection; {@code edge} is the right edge of the window it tells. */
  static TcpHeader segment(Open at, SeqNum seq, Flags flags, SeqNum edge, MonotonicTime now) {
    var nxt = at.receive().nxt();
    int window = Math.min(edge.minus(nxt) >> at.terms().receiveShift(), 0xffff);
    return of(at.peer(), seq, nxt, flags.with(Flags.ACK), window, options(at, now));
  }

  /** What a segment can carry beside its options (MUST-16). */
  static int room(Open at, MonotonicTime now) {
    var terms = at.terms();
    return isPlain(at) ? terms.segment() : terms.mss() - options(at, now).length();
  }

  /** Whether it says nothing of what arrived out of order. */
  private static boolean isPlain(Open at) {
    var receive = at.receive();
    return !at.terms().sack() || (receive.ahead().isEmpty() && receive.owed().twice().isEmpty());
  }

  /** Timestamps, and what arrived out of order. */
  private static TcpOptions options(Open at, MonotonicTime now) {
    var stamps = stamps(at.terms(), at.receive().stamps().recent(), now);
    if (isPlain(at)) {
      return stamps;
    }
    var twice = at.receive().owed().twice();
    int room = TcpOptions.MAX_LENGTH - stamps.length() - SACK_OVERHEAD;
    int most = room / SackBlock.LENGTH - (twice.isDefined() ? 1 : 0);
    var blocks = at.receive().ahead().blocks(most).prependAll(twice); // RFC 2883 §4
    var nothing = new NoOperation();
    return TcpOptions.of(stamps.all().append(nothing).append(nothing).append(new Sack(blocks)));
  }

  private static TcpOptions stamps(Terms terms, int recent, MonotonicTime now) {
    return stamps(terms.timestamps(), terms.stampOffset(), recent, now);
  }

  private static TcpOptions stamps(boolean are, int offset, int recent, MonotonicTime now) {
    return are ? TcpOptions.stamped(Terms.stamp(offset, now), recent) : TcpOptions.NONE;
  }

  static TcpHeader acknowledgment(TimeWait at, MonotonicTime now) {
    var options = stamps(at.timestamps(), at.stampOffset(), at.stamp(), now);
    return of(at.peer(), at.snd(), at.rcv(), Flags.ACK, at.window(), options);
  }

  /** The same for an open connection, with timestamps where they are used (RFC 7323 §3.2). */
  static TcpHeader reset(Open at, MonotonicTime now) {
    var options = stamps(at.terms(), at.receive().stamps().recent(), now);
    var flags = Flags.RST.with(Flags.ACK);
    return of(at.peer(), at.send().front(), at.receive().nxt(), flags, 0, options);
  }

  /** ABORT: what the peer takes for a reset (§3.10.5). */
  static TcpHeader reset(TcpPeer peer, SeqNum seq, SeqNum ack) {
    return of(peer, seq, ack, Flags.RST.with(Flags.ACK), 0, TcpOptions.NONE);
  }

  /** The answer to a segment that is of no connection, or acknowledges nonsense (§3.10.7.1). */
  static TcpHeader resetFor(TcpSegment in) {
    int own = in.header().destinationPort();
    int other = in.header().sourcePort();
    return in.has(Flags.ACK)
        ? new TcpHeader(own, other, in.header().ack(), ZERO, Flags.RST, 0, 0, TcpOptions.NONE)
        : new TcpHeader(
            own,
            other,
            ZERO,
            in.seq().plus(in.size()),
            Flags.RST.with(Flags.ACK),
            0,
            0,
            TcpOptions.NONE);
  }
}
