package dev.etherloom.logic.testkit;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Notice;
import dev.etherloom.logic.stack.Effect;
import dev.etherloom.logic.stack.Input;
import dev.etherloom.logic.stack.StackStep;
import dev.etherloom.logic.stack.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Whole stacks joined by a hub, in virtual time: each frame reaches all other ports after {@link
 * #DELAY}. Nothing waits; time jumps to the next frame or deadline.
 */
public final class VirtualSwitch {
  public static final Duration DELAY = Duration.ofNanos(100_000);
  private static final int MAX_EVENTS = 10_000_000;

  /** A frame that passed the hub. */
  public record Passed(int port, MonotonicTime at, Slice octets) {}

  private record InFlight(MonotonicTime at, long order, int port, Slice octets)
      implements Comparable<InFlight> {
    @Override
    public int compareTo(InFlight other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final List<State> ports = new ArrayList<>();
  private final PriorityQueue<InFlight> inFlight = new PriorityQueue<>();
  private final List<Passed> passed = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();
  private final Map<String, Integer> drops = new HashMap<>();
  private Function<Slice, List<Duration>> fate = _ -> List.of(DELAY);
  private MonotonicTime now = new MonotonicTime(1_000_000_000L);
  private long order;

  /** Plugs a stack in; its port number. */
  public int plug(State stack) {
    ports.add(stack);
    return ports.size() - 1;
  }

  /** Frames for which this holds are lost on the way. */
  public void losing(Predicate<Slice> which) {
    fate = frame -> which.test(frame) ? List.of() : List.of(DELAY);
  }

  /** What becomes of a frame: for each time it arrives, after how long. */
  public void impairing(Function<Slice, List<Duration>> fates) {
    fate = fates;
  }

  public State stack(int port) {
    return ports.get(port);
  }

  public MonotonicTime now() {
    return now;
  }

  /** All frames that were sent, in order. */
  public List<Passed> passed() {
    return passed;
  }

  public List<Notice> notices() {
    return notices;
  }

  public int drops(String label) {
    return drops.getOrDefault(label, 0);
  }

  public Map<String, Integer> drops() {
    return drops;
  }

  /** Puts a frame on the wire as if the stack at {@code port} had sent it; −1 for a stranger. */
  public void inject(int port, Slice octets) {
    passed.add(new Passed(port, now, octets));
    for (int other = 0; other < ports.size(); other++) {
      if (other != port) {
        for (var delay : fate.apply(octets)) {
          inFlight.add(new InFlight(now.plus(delay), order++, other, octets));
        }
      }
    }
  }

  /** Lets time pass until nothing is due before {@code span} is over. */
  public void run(Duration span) {
    var end = now.plus(span);
    for (int events = 0; events < MAX_EVENTS; events++) {
      var next = nextMoment();
      if (end.isBefore(next)) {
        now = end;
        return;
      }
      now = next.isBefore(now) ? now : next;
      deliver();
      wake();
    }
    throw new AssertionError("still busy after " + MAX_EVENTS + " events");
  }

  private MonotonicTime nextMoment() {
    @Var var next = new MonotonicTime(Long.MAX_VALUE);
    if (!inFlight.isEmpty()) {
      next = inFlight.peek().at;
    }
    for (var stack : ports) {
      next = next.earlier(stack.nextDeadline().getOrElse(next));
    }
    return next;
  }

  private void deliver() {
    while (!inFlight.isEmpty() && now.reached(inFlight.peek().at)) {
      var frame = inFlight.remove();
      step(frame.port, new Input.Received(frame.octets, frame.at));
    }
  }

  private void wake() {
    for (int port = 0; port < ports.size(); port++) {
      var deadline = ports.get(port).nextDeadline();
      if (deadline.isDefined() && now.reached(deadline.get())) {
        step(port, new Input.Wake());
      }
    }
  }

  private void step(int port, Input input) {
    var step = StackStep.step(ports.get(port), input, now);
    ports.set(port, step.state());
    for (var effect : step.effects()) {
      switch (effect) {
        case Effect.Transmit frame -> inject(port, frame.toSlice());
        case Effect.Dropped(var reason) -> drops.merge(reason.label(), 1, Integer::sum);
        case Effect.Told(_, var notice) -> notices.add(notice);
      }
    }
  }
}
