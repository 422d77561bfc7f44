package dev.etherloom.logic.icmp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.icmp.IcmpMessage.EchoRequest;
import dev.etherloom.logic.icmp.PingNotice.RoundTrips;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import io.vavr.collection.List;
import io.vavr.collection.TreeMap;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * Sends echo requests and measures the round trips, as ping(8) does: one each interval, and after
 * the last one a wait of twice the longest round trip, or ten seconds where nothing ever came.
 *
 * @param waiting when the requests were sent whose answers are awaited; the latest 65,536 at most
 */
public record Pinger(Plan plan, Tally tally, TreeMap<Integer, MonotonicTime> waiting, Clock clock)
    implements IcmpReceiver {
  private static final Duration LINGER = Duration.ofSeconds(10);
  private static final Duration MIN_LINGER = Duration.ofSeconds(1);
  private static final int MAX_WAITING = 1 << 16;

  /**
   * What to do.
   *
   * @param source none: the first address that becomes usable and reaches the target; of IPv6, a
   *     source is waited for, too
   * @param count requests to send; none: until it is stopped
   * @param size octets of payload
   */
  public record Plan(
      Vlan vlan,
      Option<IpAddress> source,
      IpAddress target,
      int identifier,
      Option<Integer> count,
      int size,
      Duration interval) {
    Plan from(IpAddress own) {
      return new Plan(vlan, Option.some(own), target, identifier, count, size, interval);
    }

    /** Whether an address that becomes usable is the one to send from. */
    private boolean suits(IpAddress own) {
      return source.isDefined()
          ? source.contains(own)
          : own.width() == target.width() && own.isLinkLocal() == target.isLinkLocal();
    }
  }

  /** What happened so far. */
  record Tally(int sent, int received, int duplicates, int errors, RoundTrips times) {
    Tally sentOne() {
      return new Tally(sent + 1, received, duplicates, errors, times);
    }

    Tally duplicate() {
      return new Tally(sent, received, duplicates + 1, errors, times);
    }

    Tally error() {
      return new Tally(sent, received, duplicates, errors + 1, times);
    }

    Tally received(long nanos) {
      return new Tally(sent, received + 1, duplicates, errors, times.with(nanos));
    }
  }

  /**
   * @param next when something is due; none once it is over
   * @param waits whether it waits for an address of its own until then
   */
  record Clock(Option<MonotonicTime> started, Option<MonotonicTime> next, boolean waits) {
    private static final MonotonicTime PAST = new MonotonicTime(Long.MIN_VALUE);

    /** One that is not running yet. */
    static Clock fresh(boolean waits) {
      return new Clock(Option.none(), Option.some(PAST), waits);
    }

    Clock at(MonotonicTime begun, Option<MonotonicTime> due) {
      return new Clock(started.orElse(Option.some(begun)), due, false);
    }
  }

  /** One that begins when it is first woken. */
  public static Pinger of(Plan plan) {
    return new Pinger(
        plan,
        new Tally(0, 0, 0, 0, RoundTrips.NONE),
        TreeMap.empty(),
        Clock.fresh(plan.source.forAll(source -> source instanceof Ipv6Address)));
  }

  @Override
  public IcmpReceiver owning(InterfaceAddress address, MonotonicTime now) {
    return clock.waits && plan.suits(address.address())
        ? new Pinger(
            plan.from(address.address()),
            tally,
            waiting,
            new Clock(Option.none(), Option.some(now), false))
        : this;
  }

  @Override
  public Option<MonotonicTime> nextDeadline() {
    return clock.next;
  }

  @Override
  public Step<IcmpReceiver, IpEffect> wake(MonotonicTime now) {
    if (clock.next.isEmpty() || !now.reached(clock.next.get())) {
      return Step.to(this);
    }
    if (clock.waits) {
      return clock.started.isEmpty()
          ? Step.to(waitingFrom(now))
          : over(now, new PingNotice.NoSource(plan.target));
    }
    return plan.count.exists(count -> tally.sent >= count) ? over(now) : send(now);
  }

  private Pinger waitingFrom(MonotonicTime now) {
    var patience = new Clock(Option.some(now), Option.some(now.plus(LINGER)), true);
    return new Pinger(plan, tally, waiting, patience);
  }

  private Step<IcmpReceiver, IpEffect> send(MonotonicTime now) {
    var source = plan.source.get();
    int sequence = tally.sent + 1 & 0xffff;
    var request =
        source instanceof Ipv6Address from && plan.target instanceof Ipv6Address to
            ? new Icmpv6Message.EchoRequest(plan.identifier, sequence, payload())
                .over(Ipv6Packet.pseudoHeader(from, to, IpProtocol.ICMPV6))
            : new EchoRequest(plan.identifier, sequence, payload());
    var send =
        new IpEffect.Send(
            plan.vlan,
            source,
            plan.target,
            source instanceof Ipv6Address ? IpProtocol.ICMPV6 : IpProtocol.ICMP,
            request,
            IpEffect.DEFAULT_HOP_LIMIT,
            0,
            false,
            Slice.EMPTY);
    List<IpEffect> effects = List.of(send);
    return new Step<>(
        sentAt(now),
        tally.sent == 0
            ? effects.prepend(new IpEffect.Tell(new PingNotice.Started(plan.target, plan.size)))
            : effects);
  }

  private Pinger sentAt(MonotonicTime now) {
    var sent = tally.sentOne();
    boolean last = plan.count.contains(sent.sent);
    var kept = waiting.size() >= MAX_WAITING ? waiting.tail() : waiting;
    return new Pinger(
        plan,
        sent,
        kept.put(sent.sent, now),
        clock.at(now, Option.some(now.plus(last ? linger(sent) : plan.interval))));
  }

  private static Duration linger(Tally tally) {
    if (tally.received == 0) {
      return LINGER;
    }
    var twice = Duration.ofNanos(2 * tally.times.max());
    return twice.compareTo(MIN_LINGER) < 0 ? MIN_LINGER : twice;
  }

  /** The octets count up, as ping(8) has them. */
  private Slice payload() {
    var octets = new int[plan.size];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = i;
    }
    return Slice.of(octets);
  }

  @Override
  public Step<IcmpReceiver, IpEffect> receive(IcmpNews news, Delivery delivery, MonotonicTime now) {
    return switch (news) {
      case IcmpNews.Answer reply when reply.identifier() == plan.identifier ->
          reply(reply, delivery, now);
      case IcmpNews.Trouble trouble -> failure(trouble, delivery);
      case IcmpNews.Answer _, IcmpNews.Else _ ->
          Step.to(this, new IpEffect.Drop(IcmpDrop.NOBODY_WAITS));
    };
  }

  private Step<IcmpReceiver, IpEffect> reply(
      IcmpNews.Answer reply, Delivery delivery, MonotonicTime now) {
    int sequence = latest(reply.sequence());
    if (sequence < 1 || sequence > tally.sent) {
      return Step.to(this, new IpEffect.Drop(IcmpDrop.NOBODY_WAITS));
    }
    var sentAt = waiting.get(sequence);
    var roundTrip = sentAt.map(now::since).getOrElse(Duration.ZERO);
    var counted =
        new Pinger(
            plan,
            sentAt.isDefined() ? tally.received(roundTrip.toNanos()) : tally.duplicate(),
            waiting.remove(sequence),
            clock);
    IpEffect tell =
        new IpEffect.Tell(
            new PingNotice.Reply(
                delivery.packet().source(),
                reply.octets(),
                reply.sequence(),
                delivery.packet().hopLimit(),
                roundTrip,
                sentAt.isEmpty()));
    return Step.<IcmpReceiver, IpEffect>to(counted, tell)
        .andThen(_ -> counted.isComplete() ? counted.over(now) : Step.to(counted));
  }

  /** The request meant by 16 bits of sequence number: the latest that ends in them. */
  private int latest(int sequence) {
    int guess = (tally.sent & ~0xffff) | sequence;
    return guess > tally.sent ? guess - 0x1_0000 : guess;
  }

  private boolean isComplete() {
    return plan.count.contains(tally.sent) && waiting.isEmpty();
  }

  private Step<IcmpReceiver, IpEffect> failure(IcmpNews.Trouble trouble, Delivery delivery) {
    var echo = trouble.echo().filter(it -> it._1 == plan.identifier);
    return echo.isEmpty()
        ? Step.to(this, new IpEffect.Drop(IcmpDrop.NOBODY_WAITS))
        : Step.to(
            new Pinger(plan, tally.error(), waiting, clock),
            new IpEffect.Tell(
                new PingNotice.Failed(
                    delivery.packet().source(), echo.get()._2, trouble.reason())));
  }

  private Step<IcmpReceiver, IpEffect> over(MonotonicTime now) {
    return over(now, summary(now));
  }

  private Step<IcmpReceiver, IpEffect> over(MonotonicTime now, PingNotice last) {
    return Step.to(
        new Pinger(plan, tally, waiting, clock.at(now, Option.none())), new IpEffect.Tell(last));
  }

  /** What there is to say if it ends at {@code now}. */
  public PingNotice.Summary summary(MonotonicTime now) {
    return new PingNotice.Summary(
        plan.target,
        tally.sent,
        tally.received,
        tally.duplicates,
        tally.errors,
        clock.started.map(now::since).getOrElse(Duration.ZERO),
        tally.times);
  }
}
