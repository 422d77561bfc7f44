package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.Connection.SynReceived;
import dev.etherloom.logic.tcp.Connection.TimeWait;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * OPEN, passive: what comes to a port that listens and is of no connection (RFC 9293 §3.10.7.2).
 */
final class Passive {
  private Passive() {}

  /** A SYN; {@code old} is the connection that it follows. */
  static Step<Tcp, IpEffect> syn(
      Tcp tcp,
      TcpPeer peer,
      TcpSegment in,
      Delivery delivery,
      Option<Conversation> old,
      MonotonicTime now) {
    if (tcp.table().isFull()) {
      return drop(tcp, TcpDrop.TOO_MANY_CONNECTIONS);
    }
    if (tcp.ports().get(peer.port()).exists(TcpResponder::isBusy)) {
      return drop(tcp, TcpDrop.BUSY);
    }
    if (old.isEmpty() && tcp.table().halfOpen().isFull(peer.port())) {
      return withoutState(tcp, peer, in, delivery, now);
    }
    var iss = Isn.of(tcp.secret(), peer, now);
    var first =
        old.isDefined() && old.get().connection() instanceof TimeWait before
            ? Closing.beyond(before, iss)
            : iss;
    var tuning = tuning(tcp, peer);
    var handshake = Handshake.begin(first, Isn.stampOffset(tcp.secret(), peer), tuning, now);
    var pending = Pending.of(tuning);
    var step = Opening.listen(peer, handshake, own(tcp, peer), in, pending, now);
    var fresh = Conversation.begin(tcp.place(peer), delivery.vlan(), step.state(), Option.none());
    return tcp.settle(Turn.begun(fresh, step.effects(), now), now);
  }

  private static TcpTuning tuning(Tcp tcp, TcpPeer peer) {
    var wanted = tcp.ports().get(peer.port()).map(TcpResponder::tuning);
    return wanted.getOrElse(TcpTuning.DEFAULT).preferring(tcp.congestion());
  }

  private static Offer own(Tcp tcp, TcpPeer peer) {
    return Offer.own(tcp.link(), peer.self(), tuning(tcp, peer));
  }

  private static Step<Tcp, IpEffect> drop(Tcp tcp, TcpDrop reason) {
    return Step.to(tcp, new IpEffect.Drop(reason));
  }

  /** Too many are half open: the answer itself holds what has to be known. */
  private static Step<Tcp, IpEffect> withoutState(
      Tcp tcp, TcpPeer peer, TcpSegment in, Delivery delivery, MonotonicTime now) {
    var other = Offer.read(in, peer.address());
    int clock = Terms.stamp(Isn.stampOffset(tcp.secret(), peer), now);
    int theirs = in.header().options().timestamps().map(Timestamps::value).getOrElse(0);
    var offer = Cookie.answer(own(tcp, peer), other);
    var header =
        Headers.synAck(
            peer,
            Cookie.of(tcp.secret(), peer, in.seq(), other.mss(), now),
            in.seq(),
            offer.ecn(),
            Headers.window(tuning(tcp, peer), offer),
            offer.options(new Timestamps(Cookie.stamp(clock, other), theirs)));
    var answer = new TcpSegment(header, Slice.EMPTY, delivery.packet().pseudoHeader());
    return drop(tcp.gaveCookie(now), TcpDrop.SYN_NOT_KEPT).with(delivery.reply(answer));
  }

  /**
   * An acknowledgment: of a cookie, if any were given of late, and then the connection is there;
   * none if it is of nothing.
   */
  static Option<Step<Tcp, IpEffect>> acknowledgment(
      Tcp tcp, TcpPeer peer, TcpSegment in, Delivery delivery, MonotonicTime now) {
    boolean may =
        tcp.cookies().exists(last -> now.isBefore(last.plus(Cookie.SLOT.multipliedBy(2))));
    if (!may || in.has(Flags.SYN) || !in.has(Flags.ACK)) {
      return Option.none();
    }
    var irs = in.seq().plus(-1);
    var cookie = in.header().ack().plus(-1);
    return Cookie.mss(tcp.secret(), peer, irs, cookie, now)
        .map(mss -> restored(tcp, peer, in, mss, delivery, now))
        .map(step -> step.with(new IpEffect.Drop(TcpDrop.COOKIE_TAKEN)));
  }

  private static Step<Tcp, IpEffect> restored(
      Tcp tcp, TcpPeer peer, TcpSegment in, int mss, Delivery delivery, MonotonicTime now) {
    if (tcp.table().isFull()) {
      return drop(tcp, TcpDrop.TOO_MANY_CONNECTIONS);
    }
    var stamps = in.header().options().timestamps();
    var own = own(tcp, peer);
    var other = Cookie.offered(mss, stamps);
    var terms = Terms.agreed(own, other, Isn.stampOffset(tcp.secret(), peer));
    var at =
        new SynReceived(
            peer,
            handshake(in.header().ack().plus(-1), terms, stamps, now),
            in.seq().plus(-1),
            own.inAnswerTo(other),
            terms,
            stamps.map(Timestamps::value).getOrElse(0),
            true,
            Pending.of(tuning(tcp, peer)));
    var fresh = Conversation.begin(tcp.place(peer), delivery.vlan(), at, Option.none());
    return tcp.settle(
        Turn.take(
            fresh, new ConnectionEvent.Arrived(in, Tcp.isMarked(delivery)), tcp.ports()::get, now),
        now);
  }

  /** How long the way is only the timestamp tells; it may make it 64 ms longer. */
  private static Handshake handshake(
      SeqNum iss, Terms terms, Option<Timestamps> stamps, MonotonicTime now) {
    var tuning = TcpTuning.DEFAULT;
    var handshake = Handshake.begin(iss, terms.stampOffset(), tuning, now);
    int millis = stamps.map(it -> terms.stamp(now) - it.echo()).getOrElse(-1);
    return millis < 0
        ? handshake.again(now)
        : Handshake.begin(iss, terms.stampOffset(), tuning, now.plus(Duration.ofMillis(-millis)));
  }
}
