package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpError;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.net.DropReason;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.Connection.Closed;
import dev.etherloom.logic.tcp.Connection.TimeWait;
import io.vavr.collection.HashMap;
import io.vavr.collection.List;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * TCP on one host: segments find their connection by all of its two ends, or a port that listens.
 *
 * @param link what the link takes
 * @param ports LISTEN: who answers where
 * @param cookies when a {@link Cookie} was given last
 * @param dials connections to be opened as soon as there is time
 * @param congestion what decides how much is on its way where the user does not say
 */
public record Tcp(
    Medium link,
    Secret secret,
    HashMap<Integer, TcpResponder> ports,
    Table table,
    Vector<Dial> dials,
    Option<MonotonicTime> cookies,
    CongestionControl congestion)
    implements IpResponder {
  /**
   * A host without connections.
   *
   * @throws IllegalArgumentException where two responders want the same port (MUST-41)
   */
  public static Tcp of(int mtu, Secret secret, Vector<? extends TcpResponder> responders) {
    var byPort = Ports.of(responders);
    var link = new Medium(mtu, false, false);
    var usual = CongestionControl.CUBIC;
    return new Tcp(link, secret, byPort, Table.empty(secret), Vector.empty(), Option.none(), usual);
  }

  /** All connections may hold so many octets together, in whatever is not yet done with. */
  public Tcp holding(long octets) {
    return with(table.holding(octets));
  }

  /** The same over such a link. */
  public Tcp over(Medium medium) {
    return new Tcp(medium, secret, ports, table, dials, cookies, congestion);
  }

  /** What decides how much may be on its way, of connections whose users do not say. */
  public Tcp preferring(CongestionControl usual) {
    return new Tcp(link, secret, ports, table, dials, cookies, usual);
  }

  /** Opens these connections as soon as time begins. */
  public Tcp dialing(Vector<Dial> more) {
    return new Tcp(link, secret, ports, table, dials.appendAll(more), cookies, congestion);
  }

  /**
   * With {@code responder} in the place of the one of its name, for new connections and for those
   * that there are; the same where there is none of that name.
   */
  public Tcp renewed(TcpResponder responder) {
    var name = responder.name();
    var theirs = ports.filterValues(one -> one.name().equals(name)).keySet();
    if (theirs.isEmpty()) {
      return this;
    }
    var next = theirs.foldLeft(ports, (all, port) -> all.put(port, responder));
    return new Tcp(
        link, secret, next, table.renewed(theirs, responder), dials, cookies, congestion);
  }

  @Override
  public String name() {
    return "tcp";
  }

  @Override
  public IpProtocol protocol() {
    return IpProtocol.TCP;
  }

  private Tcp with(Table next) {
    return new Tcp(link, secret, ports, next, dials, cookies, congestion);
  }

  Tcp gaveCookie(MonotonicTime now) {
    return new Tcp(link, secret, ports, table, dials, Option.some(now), congestion);
  }

  Place place(TcpPeer peer) {
    return Place.of(secret, peer);
  }

  /** How many connections there are, in whatever state. */
  public int connections() {
    return table.size();
  }

  @Override
  public Step<IpResponder, IpEffect> receive(Delivery delivery, MonotonicTime now) {
    if (delivery.toGroup()) {
      return dropped(TcpDrop.TO_GROUP); // MUST-57
    }
    var packet = delivery.packet();
    if (packet.source().isUnspecified()) {
      return dropped(TcpDrop.FROM_NOBODY); // MUST-63; other sources that are none, IP refuses
    }
    var decoded =
        !delivery.inPieces() && link.vouches(packet.length())
            ? TcpSegment.vouchedFor(packet.payload(), packet.pseudoHeader())
            : TcpSegment.decode(packet.payload(), packet.pseudoHeader());
    if (decoded.isLeft()) {
      return dropped(decoded.getLeft());
    }
    var header = decoded.get().header();
    var peer =
        new TcpPeer(
            delivery.self(), header.destinationPort(), packet.source(), header.sourcePort());
    return segment(peer, decoded.get(), delivery, now).map(tcp -> tcp);
  }

  /** An error about a segment: to the connection that sent it (MUST-54). */
  @Override
  public Step<IpResponder, IpEffect> hear(IpError error, MonotonicTime now) {
    if (error.reason() instanceof IpError.Reason.SourceQuench) {
      return dropped(TcpDrop.SOURCE_QUENCH); // MUST-55
    }
    var quoted = error.quoted();
    var peer = new TcpPeer(error.self(), quoted.u16(0), error.destination(), quoted.u16(2));
    var failed = new ConnectionEvent.Failed(error.reason(), new SeqNum(quoted.i32(4)));
    var known = table.get(peer);
    return known.isEmpty()
        ? dropped(TcpDrop.NO_CONNECTION)
        : settle(Turn.take(known.get(), failed, ports::get, now), now).map(tcp -> tcp);
  }

  private Step<IpResponder, IpEffect> dropped(DropReason reason) {
    return Step.to(this, new IpEffect.Drop(reason));
  }

  /** Whether the network met congestion (CE, RFC 3168 §5). */
  static boolean isMarked(Delivery delivery) {
    return (delivery.packet().trafficClass() & Ecn.MARKED) == Ecn.MARKED;
  }

  private Step<Tcp, IpEffect> segment(
      TcpPeer peer, TcpSegment in, Delivery delivery, MonotonicTime now) {
    var known = table.get(peer);
    if (known.isEmpty()) {
      return stranger(peer, in, delivery, now);
    }
    boolean again =
        ports.containsKey(peer.port())
            && known.get().connection() instanceof TimeWait old
            && Closing.mayReopen(old, in);
    return again
        ? Passive.syn(with(table.without(known.get())), peer, in, delivery, known, now)
        : settle(
            Turn.take(
                known.get(), new ConnectionEvent.Arrived(in, isMarked(delivery)), ports::get, now),
            now);
  }

  /** A segment of no connection: LISTEN or CLOSED (§3.10.7.1, §3.10.7.2). */
  private Step<Tcp, IpEffect> stranger(
      TcpPeer peer, TcpSegment in, Delivery delivery, MonotonicTime now) {
    if (in.has(Flags.RST)) {
      return Step.to(this, new IpEffect.Drop(TcpDrop.NO_CONNECTION));
    }
    boolean listening = ports.containsKey(peer.port());
    var restored =
        listening
            ? Passive.acknowledgment(this, peer, in, delivery, now)
            : Option.<Step<Tcp, IpEffect>>none();
    if (restored.isDefined()) {
      return restored.get();
    }
    if (in.has(Flags.ACK) || !listening) {
      var reason = listening ? TcpDrop.NO_CONNECTION : TcpDrop.NOBODY_LISTENS;
      return Step.<Tcp, IpEffect>to(this, new IpEffect.Drop(reason)).with(refusal(in, delivery));
    }
    return in.has(Flags.SYN)
        ? Passive.syn(this, peer, in, delivery, Option.none(), now)
        : Step.to(this, new IpEffect.Drop(TcpDrop.NO_ACK));
  }

  private static IpEffect refusal(TcpSegment in, Delivery delivery) {
    var pseudo = delivery.packet().pseudoHeader(); // the same in both directions
    return delivery.reply(new TcpSegment(Headers.resetFor(in), Slice.EMPTY, pseudo));
  }

  /** Puts back what became of a conversation, and keeps to all bounds. */
  Step<Tcp, IpEffect> settle(Step<Conversation, IpEffect> step, MonotonicTime now) {
    var at = step.state();
    if (at.connection() instanceof Closed) {
      return new Step<>(with(table.without(at)), step.effects());
    }
    var next = table.with(at.widened(table.memory().isAmple()));
    return next.timeWaits().isFull() || next.memory().isOver()
        ? relieved(next, step, now)
        : new Step<>(with(next), step.effects());
  }

  /** The same where there are too many in TIME-WAIT, or too little memory. */
  private Step<Tcp, IpEffect> relieved(
      Table full, Step<Conversation, IpEffect> step, MonotonicTime now) {
    boolean many = full.timeWaits().isFull();
    var evicted =
        many
            ? List.<IpEffect>of(new IpEffect.Drop(TcpDrop.TIME_WAIT_EVICTED))
            : List.<IpEffect>empty();
    var room = many ? full.withoutOldest() : full;
    var paid = Shortage.settle(room, step.state().peer(), now);
    return new Step<>(
        with(paid.state()), step.effects().appendAll(evicted).appendAll(paid.effects()));
  }

  /** OPEN, active (§3.10.1), or why not. */
  public Either<TcpDrop, Step<Tcp, IpEffect>> connect(Dial dial, MonotonicTime now) {
    return Dialing.connect(this, dial, now);
  }

  /** Does what is asked from outside; what can't be done is dropped, counted. */
  public Step<Tcp, IpEffect> call(TcpCall call, MonotonicTime now) {
    return Called.of(this, call, now);
  }

  /** How a connection stands; none where there is none. */
  public Option<TcpStatus> status(TcpPeer peer) {
    return table.get(peer).flatMap(known -> Status.of(known.connection()));
  }

  /** With these who listen. */
  Tcp listening(HashMap<Integer, TcpResponder> next) {
    return new Tcp(link, secret, next, table, dials, cookies, congestion);
  }

  @Override
  public Option<MonotonicTime> nextDeadline() {
    return dials.isEmpty() ? table.nextDeadline() : Option.some(MonotonicTime.ZERO);
  }

  @Override
  public Step<IpResponder, IpEffect> wake(MonotonicTime now) {
    return dialed(now).andThen(tcp -> tcp.wakeAll(now)).map(tcp -> tcp);
  }

  private Step<Tcp, IpEffect> dialed(MonotonicTime now) {
    if (dials.isEmpty()) {
      return Step.to(this);
    }
    var start = new Tcp(link, secret, ports, table, Vector.empty(), cookies, congestion);
    return Step.forEach(
        start,
        dials,
        (tcp, dial) ->
            tcp.connect(dial, now).getOrElseGet(reason -> Step.to(tcp, new IpEffect.Drop(reason))));
  }

  /** Wakes all that are due, each once. */
  private Step<Tcp, IpEffect> wakeAll(MonotonicTime now) {
    @Var var tcp = with(table.expired(now));
    @Var List<IpEffect> effects = List.empty();
    @Var var due = tcp.table.due(now);
    for (int left = table.deadlines().size(); left > 0 && due.isDefined(); left--) {
      var step = tcp.wake(due.get(), now);
      tcp = step.state();
      effects = effects.prependAll(step.effects().reverse());
      due = tcp.table.due(now);
    }
    return new Step<>(tcp, effects.reverse());
  }

  private Step<Tcp, IpEffect> wake(Conversation due, MonotonicTime now) {
    var disarmed = with(table.disarmed(due));
    return disarmed.settle(Turn.wake(due.alarmed(Option.none()), ports::get, now), now);
  }
}
