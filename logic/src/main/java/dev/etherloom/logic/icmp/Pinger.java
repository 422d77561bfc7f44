package dev.etherloom.logic.icmp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.icmp.IcmpMessage.EchoReply;
import dev.etherloom.logic.icmp.IcmpMessage.EchoRequest;
import dev.etherloom.logic.icmp.IcmpMessage.Failure;
import dev.etherloom.logic.icmp.PingNotice.RoundTrips;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.net.IpAddress;
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
   * @param count requests to send; none: until it is stopped
   * @param size octets of payload
   */
  public record Plan(
      Vlan vlan,
      IpAddress source,
      IpAddress target,
      int identifier,
      Option<Integer> count,
      int size,
      Duration interval) {}

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
   */
  record Clock(Option<MonotonicTime> started, Option<MonotonicTime> next) {}

  /** One that begins when it is first woken. */
  public static Pinger of(Plan plan) {
    return new Pinger(
        plan,
        new Tally(0, 0, 0, 0, RoundTrips.NONE),
        TreeMap.empty(),
        new Clock(Option.none(), Option.some(new MonotonicTime(Long.MIN_VALUE))));
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
    if (plan.count.exists(count -> tally.sent >= count)) {
      return over(now);
    }
    var request = new EchoRequest(plan.identifier, tally.sent + 1 & 0xffff, payload());
    var send =
        new IpEffect.Send(
            plan.vlan,
            plan.source,
            plan.target,
            IpProtocol.ICMP,
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
        new Clock(
            clock.started.orElse(Option.some(now)),
            Option.some(now.plus(last ? linger(sent) : plan.interval))));
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
  public Step<IcmpReceiver, IpEffect> receive(
      IcmpMessage message, Delivery delivery, MonotonicTime now) {
    return switch (message) {
      case EchoReply reply when reply.identifier() == plan.identifier ->
          reply(reply, delivery, now);
      case Failure failure -> failure(failure, delivery);
      case EchoReply _, EchoRequest _, IcmpMessage.Other _ ->
          Step.to(this, new IpEffect.Drop(IcmpDrop.NOBODY_WAITS));
    };
  }

  private Step<IcmpReceiver, IpEffect> reply(
      EchoReply reply, Delivery delivery, MonotonicTime now) {
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
                reply.length(),
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

  private Step<IcmpReceiver, IpEffect> failure(Failure failure, Delivery delivery) {
    var quoted = failure.body();
    int header = quoted.isEmpty() ? 0 : (quoted.u8(0) & 0xf) * 4;
    if (header < Ipv4Header.LENGTH
        || quoted.length() < header + IcmpMessage.HEADER
        || quoted.u8(9) != IpProtocol.ICMP.number()
        || quoted.u8(header) != EchoRequest.TYPE
        || quoted.u16(header + 4) != plan.identifier) {
      return Step.to(this, new IpEffect.Drop(IcmpDrop.NOBODY_WAITS));
    }
    return Step.to(
        new Pinger(plan, tally.error(), waiting, clock),
        new IpEffect.Tell(
            new PingNotice.Failed(
                delivery.packet().source(),
                quoted.u16(header + 6),
                failure.type(),
                failure.code())));
  }

  private Step<IcmpReceiver, IpEffect> over(MonotonicTime now) {
    return Step.to(
        new Pinger(plan, tally, waiting, new Clock(clock.started, Option.none())),
        new IpEffect.Tell(summary(now)));
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
