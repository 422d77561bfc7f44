package dev.etherloom.logic.message;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.ethernet.EtherEffect;
import dev.etherloom.logic.ethernet.EtherResponder;
import dev.etherloom.logic.ethernet.Reception;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * Receives messages, and works meanwhile: every so often it tells of an iteration, and of a message
 * at once, in between.
 *
 * <p>It stands against hoarding: a message has at most 64 MiB, 16 may be open, and 128 MiB may wait
 * in sum; the one touched longest ago goes first, as does one without a new part for 30 s. The last
 * 1,024 finished messages are remembered, so that repeats are acknowledged and not told again.
 *
 * @param open messages of which parts are missing, the one touched longest ago first
 * @param done messages that were told
 */
public record Mailbox(
    EtherType etherType,
    Option<Duration> workDelay,
    long iteration,
    Option<MonotonicTime> nextWork,
    LinkedHashMap<MessageKey, Assembly> open,
    LinkedHashMap<MessageKey, Boolean> done)
    implements EtherResponder {
  static final int MAX_MESSAGE = 64 << 20;
  static final int MAX_OPEN = 16;
  static final long MAX_HELD = 128L << 20;
  static final int MAX_DONE = 1_024;
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Whose message. */
  record MessageKey(MacAddress from, long id) {}

  /**
   * An empty one.
   *
   * @param workDelay the time between iterations of work; none: no work
   */
  public static Mailbox of(EtherType etherType, Option<Duration> workDelay) {
    return new Mailbox(
        etherType,
        workDelay,
        0,
        workDelay.map(_ -> new MonotonicTime(Long.MIN_VALUE)),
        LinkedHashMap.empty(),
        LinkedHashMap.empty());
  }

  @Override
  public String name() {
    return "message";
  }

  @Override
  public Step<EtherResponder, EtherEffect> receive(Reception in, MonotonicTime now) {
    var decoded = Envelope.decode(in.frame().payload());
    if (decoded.isLeft()) {
      return Step.to(this, new EtherEffect.Drop(decoded.getLeft()));
    }
    var envelope = decoded.get();
    if (envelope.acknowledges()) {
      return Step.to(this, new EtherEffect.Drop(MessageDrop.NOT_AWAITED));
    }
    if (envelope.about().octets() > MAX_MESSAGE) {
      return Step.to(this, new EtherEffect.Drop(MessageDrop.TOO_LARGE));
    }
    var key = new MessageKey(in.frame().header().source(), envelope.about().id());
    if (done.containsKey(key)) {
      return repeated(in, envelope, now);
    }
    var assembly = open.get(key).getOrElse(() -> Assembly.of(envelope.about(), now));
    boolean tooMuch =
        !assembly.has(envelope.part())
            && assembly.held() + envelope.content().length() > envelope.about().octets();
    if (tooMuch || !assembly.about().equals(envelope.about())) {
      return Step.to(this, new EtherEffect.Drop(MessageDrop.CONTRADICTS));
    }
    return assembly.has(envelope.part())
        ? repeated(in, envelope, now)
        : take(in, key, assembly.with(envelope.part(), envelope.content(), now), envelope, now);
  }

  private Step<EtherResponder, EtherEffect> repeated(
      Reception in, Envelope envelope, MonotonicTime now) {
    return Step.<EtherResponder, EtherEffect>to(this, acknowledgement(in, envelope, now))
        .with(new EtherEffect.Drop(MessageDrop.REPEATED));
  }

  private static EtherEffect acknowledgement(Reception in, Envelope envelope, MonotonicTime now) {
    return in.reply(envelope.acknowledged(now.since(in.arrived()).toNanos()));
  }

  private Step<EtherResponder, EtherEffect> take(
      Reception in, MessageKey key, Assembly assembly, Envelope envelope, MonotonicTime now) {
    if (!assembly.isWhole()) {
      return bounded(open.remove(key).put(key, assembly))
          .andThen(box -> Step.to(box, acknowledgement(in, envelope, now)));
    }
    var content = assembly.content();
    if (content.length() != envelope.about().octets()
        || Crc32c.of(content) != envelope.about().checksum()) {
      return Step.to(with(open.remove(key), done), new EtherEffect.Drop(MessageDrop.DAMAGED));
    }
    var kept = done.size() >= MAX_DONE ? done.tail() : done;
    return new Step<>(
        with(open.remove(key), kept.put(key, true)),
        List.of(
            acknowledgement(in, envelope, now),
            new EtherEffect.Tell(
                new MessageNotice.Received(
                    key.from(),
                    envelope.about(),
                    content,
                    in.toGroup(),
                    now.since(in.arrived())))));
  }

  private Mailbox with(
      LinkedHashMap<MessageKey, Assembly> assemblies, LinkedHashMap<MessageKey, Boolean> told) {
    return new Mailbox(etherType, workDelay, iteration, nextWork, assemblies, told);
  }

  private Step<EtherResponder, EtherEffect> bounded(
      LinkedHashMap<MessageKey, Assembly> assemblies) {
    @Var var kept = assemblies;
    @Var List<EtherEffect> drops = List.empty();
    while (kept.size() > MAX_OPEN || held(kept) > MAX_HELD) {
      kept = kept.tail();
      drops = drops.prepend(new EtherEffect.Drop(MessageDrop.PUSHED_OUT));
    }
    return new Step<>(with(kept, done), drops);
  }

  private static long held(LinkedHashMap<MessageKey, Assembly> assemblies) {
    return assemblies.values().foldLeft(0L, (sum, one) -> sum + one.held());
  }

  @Override
  public Option<MonotonicTime> nextDeadline() {
    var stale = open.headOption().map(oldest -> oldest._2.touched().plus(PATIENCE));
    return nextWork.isEmpty() || stale.exists(at -> at.isBefore(nextWork.get())) ? stale : nextWork;
  }

  @Override
  public Step<EtherResponder, EtherEffect> wake(MonotonicTime now) {
    return abandon(now).andThen(box -> ((Mailbox) box).work(now));
  }

  private Step<EtherResponder, EtherEffect> abandon(MonotonicTime now) {
    var kept = open.dropWhile(one -> now.reached(one._2.touched().plus(PATIENCE)));
    List<EtherEffect> drops =
        List.fill(open.size() - kept.size(), () -> new EtherEffect.Drop(MessageDrop.ABANDONED));
    return new Step<>(drops.isEmpty() ? this : with(kept, done), drops);
  }

  private Step<EtherResponder, EtherEffect> work(MonotonicTime now) {
    if (nextWork.isEmpty() || !now.reached(nextWork.get())) {
      return Step.to(this);
    }
    return Step.to(
        new Mailbox(etherType, workDelay, iteration + 1, workDelay.map(now::plus), open, done),
        new EtherEffect.Tell(new MessageNotice.Worked(iteration + 1)));
  }
}
