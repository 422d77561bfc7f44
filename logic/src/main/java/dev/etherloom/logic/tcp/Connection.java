package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import io.vavr.control.Option;

/**
 * A connection in one of the states of RFC 9293 §3.3.2; each carries what that state needs. LISTEN
 * is a set of ports and CLOSED mostly absence: {@link Closed} says only that this one may go.
 */
sealed interface Connection
    permits Connection.Closed,
        Connection.SynSent,
        Connection.SynReceived,
        Open,
        Connection.TimeWait {
  /** When {@link ConnectionEvent.Due} should come; none if time does not matter. */
  Option<MonotonicTime> nextDeadline();

  record Closed() implements Connection {
    @Override
    public Option<MonotonicTime> nextDeadline() {
      return Option.none();
    }
  }

  /** We sent a SYN. */
  record SynSent(TcpPeer peer, Handshake handshake, Offer offer, Pending pending)
      implements Connection {
    @Override
    public Option<MonotonicTime> nextDeadline() {
      return Option.some(handshake.due());
    }

    SynSent with(Handshake next) {
      return new SynSent(peer, next, offer, pending);
    }

    /** Asks for ECN no more: that may be why nobody answers (RFC 3168 §6.1.1.1). */
    SynSent unmarked() {
      return offer.ecn() ? new SynSent(peer, handshake, offer.unmarked(), pending) : this;
    }

    SynSent with(Pending next) {
      return new SynSent(peer, handshake, offer, next);
    }
  }

  /**
   * Both sent a SYN; ours is not acknowledged.
   *
   * @param irs the initial receive sequence number
   * @param answer what our SYN says, given what the other's said
   * @param stamp the timestamp in the other's SYN
   * @param passive whether it began in LISTEN (MUST-11)
   */
  record SynReceived(
      TcpPeer peer,
      Handshake handshake,
      SeqNum irs,
      Offer answer,
      Terms terms,
      int stamp,
      boolean passive,
      Pending pending)
      implements Connection {
    @Override
    public Option<MonotonicTime> nextDeadline() {
      return Option.some(handshake.due());
    }

    SynReceived with(Handshake next) {
      return new SynReceived(peer, next, irs, answer, terms, stamp, passive, pending);
    }

    /** The other asks for ECN no more: from now on neither does it get it (RFC 3168 §6.1.1). */
    SynReceived unmarked() {
      return terms.ecn()
          ? new SynReceived(
              peer, handshake, irs, answer.unmarked(), terms.unmarked(), stamp, passive, pending)
          : this;
    }

    SynReceived with(Pending next) {
      return new SynReceived(peer, handshake, irs, answer, terms, stamp, passive, next);
    }
  }

  /**
   * Waits until no old segment can come any more. There may be many, and each young collection
   * copies those that came lately, so it is made of few objects.
   *
   * @param next SND.NXT
   * @param awaited RCV.NXT
   * @param timestamps whether segments carry them
   * @param stampOffset what ours start from
   * @param stamp the last of the other's
   * @param tuning what the user asked for, of which how packets are sent still counts (MUST-48)
   * @param until 2 MSL from the last FIN on
   * @param quiet until when what carries nothing gets no answer
   */
  record TimeWait(
      TcpPeer peer,
      int next,
      int awaited,
      int window,
      boolean timestamps,
      int stampOffset,
      int stamp,
      TcpTuning tuning,
      MonotonicTime until,
      MonotonicTime quiet)
      implements Connection {
    @Override
    public Option<MonotonicTime> nextDeadline() {
      return Option.some(until);
    }

    SeqNum snd() {
      return new SeqNum(next);
    }

    SeqNum rcv() {
      return new SeqNum(awaited);
    }

    TimeWait restarted(MonotonicTime end) {
      return new TimeWait(
          peer, next, awaited, window, timestamps, stampOffset, stamp, tuning, end, quiet);
    }

    TimeWait quietUntil(MonotonicTime end) {
      return new TimeWait(
          peer, next, awaited, window, timestamps, stampOffset, stamp, tuning, until, end);
    }
  }
}
