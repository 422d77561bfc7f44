package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.ConnectionEffect.Broken;
import dev.etherloom.logic.tcp.TcpOption.Sack;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * A segment arrives at a synchronized connection: RFC 9293 §3.10.7.4, check by check (the last
 * three stand in {@link Text}), with the answers of RFC 5961 to blind attacks and those of RFC 7323
 * to old duplicates.
 */
final class Arrival {
  private static final Vector<SackBlock> NO_BLOCKS = Vector.empty();

  private Arrival() {}

  static Step<Connection, ConnectionEffect> of(Open start, TcpSegment in, MonotonicTime now) {
    return start
        .with(start.watch().hearing(now))
        .then(Arrival::notOld, in, now)
        .then(Arrival::acceptable, in, now)
        .then(Arrival::reset, in, now)
        .then(Arrival::syn, in, now)
        .then(Arrival::acknowledge, in, now)
        .then(Arrival::stamped, in, now)
        .then(Text::urgent, in, now)
        .then(Text::text, in, now)
        .then(Text::fin, in, now)
        .settle();
  }

  /** First of all: PAWS, RFC 7323 §5.3. */
  private static Check notOld(Open open, TcpSegment in, MonotonicTime now) {
    if (!open.terms().timestamps() || in.has(Flags.RST)) {
      return open;
    }
    var stamps = in.header().options().timestamps();
    if (stamps.isEmpty()) {
      return Check.drop(open, TcpDrop.NO_TIMESTAMP);
    }
    return open.receive().stamps().rejects(stamps.get().value(), now)
        ? duplicate(open, in, TcpDrop.OLD_DUPLICATE, now)
        : open;
  }

  /** First: sequence number. A shut window still lets acknowledgments and resets in (MUST-66). */
  private static Check acceptable(Open open, TcpSegment in, MonotonicTime now) {
    var receive = open.receive();
    boolean atShutWindow = receive.window() == 0 && in.seq().equals(receive.nxt());
    if (!atShutWindow && !receive.accepts(in.seq(), in.size())) {
      return in.has(Flags.RST)
          ? Check.drop(open, TcpDrop.NOT_ACCEPTABLE)
          : duplicate(open.with(again(receive, in)), in, TcpDrop.NOT_ACCEPTABLE, now);
    }
    return open;
  }

  /** TS.Recent is taken from what passed all checks, so that no forger sets it (RFC 7323 §4.3). */
  private static Open stamped(Open open, TcpSegment in, MonotonicTime now) {
    var stamps = in.header().options().timestamps();
    var receive = open.receive();
    return !open.terms().timestamps() || stamps.isEmpty()
        ? open
        : open.with(receive.with(receive.stamps().seen(stamps.get().value(), in.seq(), now)));
  }

  private static Receive again(Receive receive, TcpSegment in) {
    return in.text().isEmpty()
        ? receive
        : receive.again(in.seq(), in.seq().plus(in.text().length()));
  }

  /** The peer may have missed our acknowledgment; what carries nothing is answered sparingly. */
  private static Check duplicate(Open open, TcpSegment in, TcpDrop reason, MonotonicTime now) {
    return in.size() > 0 ? Check.acknowledged(open, reason) : challenge(open, reason, now);
  }

  /** An acknowledgment that the peer can answer if it is no forger (RFC 5961 §7). */
  private static Check challenge(Open open, TcpDrop reason, MonotonicTime now) {
    return open.watch().challenges().allows(now)
        ? Check.acknowledged(open.with(open.watch().challenged(now)), reason)
        : Check.drop(open, TcpDrop.CHALLENGES);
  }

  /** Second: RST, at the very edge of the window only (RFC 5961 §3.2). */
  private static Check reset(Open open, TcpSegment in, MonotonicTime now) {
    if (!in.has(Flags.RST)) {
      return open;
    }
    if (!in.seq().equals(open.receive().nxt())) {
      return challenge(open, TcpDrop.BLIND_RESET, now);
    }
    return Check.done(new Connection.Closed(), new Broken(TcpEvent.Cause.RESET));
  }

  /** Fourth: SYN (RFC 5961 §4.2). The third, security, is no longer one. */
  private static Check syn(Open open, TcpSegment in, MonotonicTime now) {
    return in.has(Flags.SYN) ? challenge(open, TcpDrop.BLIND_SYN, now) : open;
  }

  /** Fifth: ACK. */
  private static Check acknowledge(Open open, TcpSegment in, MonotonicTime now) {
    var ack = in.header().ack();
    var send = open.send();
    if (!in.has(Flags.ACK)) {
      return Check.drop(open, TcpDrop.NO_ACK);
    }
    if (ack.after(send.max())) {
      return challenge(open, TcpDrop.BAD_ACK, now);
    }
    if (ack.before(send.una().plus(-send.window().largest()))) {
      return challenge(open, TcpDrop.OLD_ACK, now); // RFC 5961 §5.2 (MAY-12)
    }
    int window = in.header().window() << open.terms().sendShift();
    var told = told(open, in, window);
    var moved =
        ack.before(send.una()) && told.blocks().isEmpty()
            ? send
            : Acking.of(send, told.notBefore(send.una()), open.terms(), now);
    var next = ack.before(moved.una()) ? moved : moved.offered(in.seq(), ack, window, now);
    var path = open.terms().path().acknowledged(next.una().minus(send.una()));
    return finished(open.with(path).with(next));
  }

  private static Told told(Open open, TcpSegment in, int window) {
    var options = in.header().options();
    boolean stamped = open.terms().timestamps();
    return new Told(
        in.header().ack(),
        open.terms().sack()
            ? options.find(Sack.class).map(Sack::blocks).getOrElse(NO_BLOCKS)
            : NO_BLOCKS,
        in.size() == 0 && window == open.send().window().size(), // RFC 5681 §2
        stamped ? options.timestamps() : Option.none(),
        open.ecn().isUsed() && in.has(Flags.ECE));
  }

  /** What an acknowledged FIN changes. */
  private static Check finished(Open open) {
    if (!open.send().isFinished()) {
      return open;
    }
    return open.phase() == Phase.LAST_ACK
        ? new Check.Done(Step.to(new Connection.Closed()))
        : open.with(open.phase().finAcknowledged());
  }
}
