package dev.etherloom.logic.testkit;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.FlowHash;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Notice;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.stack.Dealing;
import dev.etherloom.logic.stack.Effect;
import dev.etherloom.logic.stack.Input;
import dev.etherloom.logic.stack.StackStep;
import dev.etherloom.logic.stack.State;
import io.vavr.collection.Vector;
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

  /** A port with several shards behind it: the numbers of theirs begin at {@code first}. */
  private record Group(int first, int count, Dealing dealing) {}

  private record InFlight(MonotonicTime at, long order, int port, Slice octets)
      implements Comparable<InFlight> {
    @Override
    public int compareTo(InFlight other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final List<State> ports = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private final PriorityQueue<InFlight> inFlight = new PriorityQueue<>();
  private final List<Passed> passed = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();
  private final Map<String, Integer> drops = new HashMap<>();
  private Function<Slice, List<Duration>> fate = _ -> List.of(DELAY);
  private MonotonicTime now = new MonotonicTime(1_000_000_000L);
  private final List<Integer> senders = new ArrayList<>();
  private int handedOver;
  private long order;

  /** Plugs a stack in; its port number. */
  public int plug(State stack) {
    return plug(Vector.of(stack), new Secret(0, 0));
  }

  /**
   * Plugs shards in that share a secret, each frame being dealt to those that it is for; the number
   * of their port, which is that of the first of them.
   */
  public int plug(Vector<State> shards, Secret secret) {
    var dealing = new Dealing(new FlowHash(secret, shards.length()));
    var group = new Group(ports.size(), shards.length(), dealing);
    groups.add(group);
    ports.addAll(shards.asJava());
    return group.first;
  }

  private Group groupOf(int port) {
    return groups.stream()
        .filter(group -> port >= group.first && port < group.first + group.count)
        .findFirst()
        .orElseThrow();
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

  /** Which stack sent, for each frame that one sent. */
  public List<Integer> senders() {
    return senders;
  }

  /** How many packets shards handed over to others. */
  public int handedOver() {
    return handedOver;
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
    for (var group : groups) {
      if (group.first != port) {
        for (var delay : fate.apply(octets)) {
          deal(group, octets, delay);
        }
      }
    }
  }

  private void deal(Group to, Slice octets, Duration delay) {
    int shard = to.dealing.shardFor(octets);
    for (int i = 0; i < to.count; i++) {
      if (shard == Dealing.EVERY || shard == i) {
        inFlight.add(new InFlight(now.plus(delay), order++, to.first + i, octets));
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
        case Effect.Transmit frame -> {
          senders.add(port);
          inject(groupOf(port).first, frame.toSlice());
        }
        case Effect.HandOver(var shard, var handed) -> {
          handedOver++;
          step(groupOf(port).first + shard, handed);
        }
        case Effect.Dropped(var reason) -> drops.merge(reason.label(), 1, Integer::sum);
        case Effect.Told(_, var notice) -> notices.add(notice);
      }
    }
  }
}
