package dev.etherloom.logic.message;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.ethernet.EtherEffect;
import dev.etherloom.logic.ethernet.EtherResponder;
import dev.etherloom.logic.ethernet.Reception;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.collection.List;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * Sends one message: parts within a window, each repeated until it is acknowledged, with a timeout
 * from the round trips measured (RFC 6298). To a group it is repeated until somebody has all of it,
 * and goes on for a second to hear from others; at most 64 receivers are told apart.
 *
 * @param flight parts sent and not yet acknowledged by anybody
 * @param next the first part not yet sent
 */
public record Courier(
    Plan plan,
    TreeMap<Integer, Sent> flight,
    int next,
    TreeMap<MacAddress, Receiver> receivers,
    Timing timing)
    implements EtherResponder {
  static final int WINDOW = 32;
  static final int MAX_RECEIVERS = 64;

  /** How long nothing may be acknowledged before the sender gives up. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long further receivers in a group are waited for. */
  static final Duration GATHER = Duration.ofSeconds(1);

  /** A part under way: when it was first sent, how often, and when it is sent again. */
  record Sent(MonotonicTime at, int times, MonotonicTime again) {}

  /** What a receiver acknowledged, and how long the last frame took to its handler. */
  record Receiver(TreeSet<Integer> parts, Duration frameToHandler) {}

  /** One that begins when it is first woken. */
  public static Courier of(Plan plan) {
    return new Courier(plan, TreeMap.empty(), 0, TreeMap.empty(), Timing.NOT_STARTED);
  }

  @Override
  public String name() {
    return "courier";
  }

  @Override
  public EtherType etherType() {
    return plan.etherType();
  }

  private Courier with(TreeMap<Integer, Sent> sent, int first, Timing times) {
    return new Courier(plan, sent, first, receivers, times);
  }

  @Override
  public Step<EtherResponder, EtherEffect> receive(Reception in, MonotonicTime now) {
    var decoded = Envelope.decode(in.frame().payload());
    if (decoded.isLeft()) {
      return Step.to(this, new EtherEffect.Drop(decoded.getLeft()));
    }
    var envelope = decoded.get();
    var from = in.frame().header().source();
    if (!envelope.acknowledges()
        || timing.over()
        || !envelope.about().equals(plan.about())
        || envelope.part() >= next
        || (!plan.destination().isGroup() && !plan.destination().equals(from))) {
      return Step.to(this, new EtherEffect.Drop(MessageDrop.NOT_AWAITED));
    }
    return acknowledged(envelope, from, now).fill(now);
  }

  private Courier acknowledged(Envelope envelope, MacAddress from, MonotonicTime now) {
    var sent = flight.get(envelope.part());
    var known = receivers.get(from).getOrElse(() -> new Receiver(TreeSet.empty(), Duration.ZERO));
    boolean fresh = !known.parts.contains(envelope.part());
    var all =
        receivers.size() < MAX_RECEIVERS || receivers.containsKey(from)
            ? receivers.put(
                from,
                new Receiver(
                    known.parts.add(envelope.part()),
                    Duration.ofNanos(Math.max(0, envelope.handlerNanos()))))
            : receivers;
    @Var var times = fresh ? timing.progressed(now) : timing;
    if (sent.exists(one -> one.times == 1)) {
      times = times.measured(Math.max(1, now.since(sent.get().at).toNanos()));
    }
    var courier = new Courier(plan, flight.remove(envelope.part()), next, all, times);
    return courier.timing.end().isEmpty() && !courier.whole().isEmpty()
        ? courier.with(
            courier.flight,
            next,
            times.ending(plan.destination().isGroup() ? now.plus(GATHER) : now))
        : courier;
  }

  /** Those who have all parts. */
  private TreeMap<MacAddress, Receiver> whole() {
    return receivers.filterValues(one -> one.parts.size() == plan.about().parts());
  }

  /** Sends what the window allows, or ends. */
  private Step<EtherResponder, EtherEffect> fill(MonotonicTime now) {
    if (timing.end().exists(now::reached)) {
      return finish(now);
    }
    @Var var sent = flight;
    @Var int part = next;
    @Var List<EtherEffect> effects = List.empty();
    while (sent.size() < WINDOW && part < plan.about().parts()) {
      sent = sent.put(part, new Sent(now, 1, now.plus(timing.timeout(1))));
      effects = effects.prepend(plan.send(part));
      part++;
    }
    var courier = with(sent, part, timing);
    return sent.isEmpty() && timing.end().isEmpty()
        ? courier.complete(now)
        : new Step<>(courier, effects.reverse());
  }

  /** In a group each may have other parts: sends what the one who has most still lacks. */
  private Step<EtherResponder, EtherEffect> complete(MonotonicTime now) {
    var best = receivers.values().maxBy(one -> one.parts.size());
    @Var var sent = flight;
    @Var List<EtherEffect> effects = List.empty();
    for (int part = 0; part < plan.about().parts() && sent.size() < WINDOW; part++) {
      if (best.isDefined() && !best.get().parts.contains(part)) {
        sent = sent.put(part, new Sent(now, 2, now.plus(timing.timeout(2))));
        effects = effects.prepend(plan.send(part));
      }
    }
    return new Step<>(with(sent, next, timing.repeated(effects.length())), effects.reverse());
  }

  private Step<EtherResponder, EtherEffect> finish(MonotonicTime now) {
    var whole = whole();
    var elapsed = timing.started().map(timing.progress()::since).getOrElse(Duration.ZERO);
    var notice =
        whole.isEmpty()
            ? new MessageNotice.NotDelivered(
                plan.about(), most(), now.since(timing.started().get()))
            : new MessageNotice.Delivered(
                whole.mapValues(Receiver::frameToHandler), plan.about(), elapsed, timing.repeats());
    return Step.to(with(TreeMap.empty(), next, timing.finished()), new EtherEffect.Tell(notice));
  }

  private int most() {
    return receivers.values().map(one -> one.parts.size()).max().getOrElse(0);
  }

  @Override
  public Option<MonotonicTime> nextDeadline() {
    if (timing.over()) {
      return Option.none();
    }
    if (timing.started().isEmpty()) {
      return Option.some(new MonotonicTime(Long.MIN_VALUE));
    }
    @Var var soonest = timing.end().getOrElse(timing.progress().plus(PATIENCE));
    for (var sent : flight.values()) {
      soonest = soonest.earlier(sent.again);
    }
    return Option.some(soonest);
  }

  @Override
  public Step<EtherResponder, EtherEffect> wake(MonotonicTime now) {
    if (timing.over()) {
      return Step.to(this);
    }
    if (timing.started().isEmpty()) {
      return with(flight, next, timing.begun(now)).fill(now);
    }
    if (timing.end().exists(now::reached)
        || (timing.end().isEmpty() && now.reached(timing.progress().plus(PATIENCE)))) {
      return finish(now);
    }
    return repeat(now);
  }

  private Step<EtherResponder, EtherEffect> repeat(MonotonicTime now) {
    @Var var sent = flight;
    @Var List<EtherEffect> effects = List.empty();
    for (var one : flight) {
      if (now.reached(one._2.again)) {
        int times = one._2.times + 1;
        sent = sent.put(one._1, new Sent(one._2.at, times, now.plus(timing.timeout(times))));
        effects = effects.prepend(plan.send(one._1));
      }
    }
    var times = timing.repeated(effects.length());
    var courier = with(sent, next, times);
    return new Step<>(courier, effects.reverse());
  }
}
