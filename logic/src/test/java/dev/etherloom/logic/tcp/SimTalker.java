package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.SimFault.unless;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.time.Duration;

/** One side of a simulated connection: it sends a stream as planned and judges what comes. */
final class SimTalker implements TcpSession {
  /**
   * What one side does.
   *
   * @param total octets to send
   * @param chunk octets in one call
   * @param pace nanoseconds between two calls; 0: as much as there is room
   * @param glut whether all is given at once, which keeps this side from reading until it is sent
   * @param last whether it finishes only after the other side
   * @param abortAt the count of octets, sent and come, at which it aborts; -1: never
   * @param urgent whether some of the octets are called urgent
   */
  record Plan(
      int total,
      int chunk,
      long pace,
      boolean glut,
      boolean last,
      int abortAt,
      boolean urgent,
      boolean nagle,
      Option<Duration> keepAlive,
      SimNoise stream) {
    boolean aborts() {
      return abortAt >= 0;
    }

    /** Every kind is drawn as often. */
    CongestionControl congestion() {
      var kinds = CongestionControl.values();
      return kinds[stream.start() % kinds.length];
    }
  }

  final Plan plan;
  private final SimNoise other;
  private final SimExtras extras;
  int sent;
  int received;
  boolean accepted;
  boolean opened;
  boolean closed;
  boolean finished;
  boolean aborted;
  Option<TcpEvent.Cause> broken = Option.none();

  /** When it was told that the connection is there. */
  MonotonicTime begun = MonotonicTime.ZERO;

  /** From the opening to the other side's end. */
  Duration lasted = Duration.ZERO;

  private Option<MonotonicTime> next = Option.none();
  private Option<MonotonicTime> meal = Option.none();
  private int appetite;

  SimTalker(Plan plan, SimNoise other, SimExtras extras) {
    this.plan = plan;
    this.other = other;
    this.extras = extras;
    appetite = extras.meals().size();
  }

  /** Whether it will hear nothing more. */
  boolean isDone() {
    return aborted || broken.isDefined() || (closed && finished);
  }

  @Override
  public Step<TcpSession, TcpEffect> take(TcpEvent event, MonotonicTime now) {
    unless(broken.isEmpty() && !aborted, "told %s after the end", event);
    unless(opened || event instanceof TcpEvent.Opened || event instanceof TcpEvent.Broken, "early");
    var effects =
        switch (event) {
          case TcpEvent.Opened() -> open(now);
          case TcpEvent.Received(var octets) -> {
            unless(!finished, "octets behind the end");
            unless(!octets.isEmpty(), "nothing received");
            unless(other.has(received, octets), "wrong octets at %d", received);
            received += octets.length();
            eaten(octets.length(), now);
            yield List.<TcpEffect>empty();
          }
          case TcpEvent.Drained(var room) -> plan.pace > 0 ? List.<TcpEffect>empty() : fill(room);
          case TcpEvent.Finished() -> finish(now);
          case TcpEvent.Woken() -> {
            hungry(now);
            yield paced(now);
          }
          case TcpEvent.Broken(var cause) -> {
            broken = Option.some(cause);
            yield List.<TcpEffect>empty();
          }
        };
    return new Step<>(this, abortIfDue(closeIfDue(effects)));
  }

  private List<TcpEffect> open(MonotonicTime now) {
    unless(!opened, "opened twice");
    opened = true;
    begun = now;
    next = plan.pace > 0 ? Option.some(now) : Option.none();
    return (plan.pace > 0 ? List.<TcpEffect>empty() : fill(plan.glut ? plan.total : SEND_LIMIT))
        .prepend(new TcpEffect.Tune(extras.tuning(plan)));
  }

  private List<TcpEffect> finish(MonotonicTime now) {
    unless(!finished, "finished twice");
    finished = true;
    lasted = now.since(begun);
    return List.empty();
  }

  private List<TcpEffect> fill(int room) {
    @Var List<TcpEffect> effects = List.empty();
    @Var int left = Math.min(room, plan.total - sent);
    while (left > 0) {
      var octets = plan.stream.from(sent, Math.min(left, plan.chunk));
      boolean hurried = plan.urgent && sent % 3 == 0;
      effects =
          effects.prepend(hurried ? new TcpEffect.SendUrgent(octets) : new TcpEffect.Send(octets));
      sent += octets.length();
      left -= octets.length();
    }
    return effects.reverse();
  }

  private List<TcpEffect> paced(MonotonicTime now) {
    if (next.isEmpty() || !now.reached(next.get())) {
      return List.empty();
    }
    var effects = fill(plan.chunk);
    next =
        sent < plan.total
            ? Option.some(now.plus(Duration.ofNanos(plan.pace)))
            : Option.<MonotonicTime>none();
    return effects;
  }

  private List<TcpEffect> closeIfDue(List<TcpEffect> effects) {
    if (closed || !opened || broken.isDefined() || sent < plan.total || (plan.last && !finished)) {
      return effects;
    }
    closed = true;
    next = Option.none();
    return effects.append(new TcpEffect.Finish());
  }

  private List<TcpEffect> abortIfDue(List<TcpEffect> effects) {
    if (!plan.aborts() || broken.isDefined() || !opened || sent + received < plan.abortAt) {
      return effects;
    }
    aborted = true;
    next = Option.none();
    return effects.append(new TcpEffect.Abort());
  }

  private void eaten(int octets, MonotonicTime now) {
    if (extras.meals().pause() > 0) {
      appetite = Math.max(0, appetite - octets);
      meal = meal.orElse(Option.some(now.plus(Duration.ofNanos(extras.meals().pause()))));
    }
  }

  private void hungry(MonotonicTime now) {
    if (meal.exists(now::reached)) {
      meal = Option.none();
      appetite = extras.meals().size();
    }
  }

  @Override
  public int appetite() {
    return appetite;
  }

  @Override
  public Option<MonotonicTime> nextDeadline() {
    return MonotonicTime.sooner(next, meal);
  }

  @Override
  public String toString() {
    return "sent %d of %d, received %d%s%s%s%s%s"
        .formatted(
            sent,
            plan.total,
            received,
            opened ? ", opened" : "",
            closed ? ", closed" : "",
            finished ? ", finished" : "",
            aborted ? ", aborted" : "",
            broken.map(cause -> ", broken: " + cause).getOrElse(""));
  }
}
