package dev.etherloom.logic.testkit;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Fault;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.stack.Effect;
import dev.etherloom.logic.stack.Input;
import dev.etherloom.logic.stack.StackStep;
import dev.etherloom.logic.stack.State;
import dev.etherloom.logic.stack.Train;
import io.vavr.control.Option;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Two whole stacks and the two paths between them, in virtual time. Nothing waits, nothing is
 * random: the same stacks and paths do the same again.
 */
public final class SimNet {
  /** More steps at one moment than this, and time stands still. */
  private static final int MOST_AT_ONCE = 20_000;

  /** Who looks at every frame. */
  public interface Observer {
    /** The stack at {@code port} sends a frame. */
    void sent(int port, long at, Slice frame);

    /** A frame reaches the stack at {@code port}, at times with flipped bits. */
    void delivered(int port, long at, Slice frame, boolean intact);

    /** One step of the stack at {@code port} is over, in which it sent so many frames. */
    void stepped(int port, int frames);
  }

  private record InFlight(long at, long order, int to, Slice octets, boolean intact)
      implements Comparable<InFlight> {
    @Override
    public int compareTo(InFlight other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final State[] stacks;
  private final long[] deadlines = new long[2];
  private final SimPath[] paths;
  private final Observer observer;
  private final UnaryOperator<Slice> middlebox;
  private final List<SimOffload> cards;
  private final PriorityQueue<InFlight> inFlight = new PriorityQueue<>();
  private final Map<String, Integer> drops = new TreeMap<>();
  private long now;
  private long order;
  private int atOnce;

  /**
   * A network at rest.
   *
   * @param paths by the port that sends into them
   * @param middlebox what a box at both ends makes of each frame that is sent
   * @param cards what is between a stack and its path
   */
  public SimNet(
      long start,
      List<State> stacks,
      List<SimPath> paths,
      UnaryOperator<Slice> middlebox,
      List<SimOffload> cards,
      Observer observer) {
    this.now = start;
    this.stacks = stacks.toArray(State[]::new);
    this.paths = paths.toArray(SimPath[]::new);
    this.middlebox = middlebox;
    this.cards = cards;
    this.observer = observer;
    deadline(0);
    deadline(1);
  }

  public State stack(int port) {
    return stacks[port];
  }

  public long now() {
    return now;
  }

  /** What was dropped, by the label of the reason. */
  public Map<String, Integer> drops() {
    return drops;
  }

  /** On to the next frame or deadline; whether there was one before {@code end}. */
  public boolean advance(long end) {
    long arrival = inFlight.isEmpty() ? Long.MAX_VALUE : inFlight.peek().at;
    int waking = deadlines[0] <= deadlines[1] ? 0 : 1;
    long next = Math.max(now, Math.min(arrival, deadlines[waking]));
    if (next > end) {
      return false;
    }
    atOnce = next > now ? 0 : atOnce + 1;
    if (atOnce > MOST_AT_ONCE) {
      throw new AssertionError("time stands still");
    }
    now = next;
    if (arrival <= now) {
      deliver(inFlight.remove());
    } else {
      step(waking, new Input.Wake());
    }
    return true;
  }

  /** What comes at one moment comes as one: put together by the card, or behind it. */
  private void deliver(InFlight frame) {
    observer.delivered(frame.to, now, frame.octets, frame.intact);
    if (cards.get(frame.to).equals(SimOffload.NONE)) {
      train(frame);
    } else {
      joined(frame);
    }
  }

  private void train(InFlight frame) {
    @Var var train = Train.of(frame.octets);
    @Var var longer = longer(train, frame.to);
    while (longer.isDefined()) {
      var next = inFlight.remove();
      observer.delivered(next.to, now, next.octets, next.intact);
      train = longer.get();
      longer = longer(train, frame.to);
    }
    for (var octets : train.frames()) {
      step(frame.to, new Input.Received(octets, new MonotonicTime(now)));
    }
  }

  private Option<Train> longer(Train train, int port) {
    var next = inFlight.peek();
    return next != null && next.at <= now && next.to == port
        ? train.with(next.octets)
        : Option.none();
  }

  private void joined(InFlight frame) {
    @Var var whole = frame.octets;
    @Var var next = inFlight.peek();
    while (next != null
        && next.at <= now
        && next.to == frame.to
        && frame.intact
        && next.intact
        && cards.get(frame.to).follows(whole, next.octets)) {
      observer.delivered(next.to, now, next.octets, true);
      whole = cards.get(frame.to).joined(whole, next.octets);
      inFlight.remove();
      next = inFlight.peek();
    }
    step(frame.to, new Input.Received(whole, new MonotonicTime(now)));
  }

  /** Something else happens to the stack at {@code port}. */
  public void happens(int port, Input input) {
    step(port, input);
  }

  private void step(int port, Input input) {
    var step = StackStep.step(stacks[port], input, new MonotonicTime(now));
    stacks[port] = step.state();
    deadline(port);
    @Var int frames = 0;
    for (var effect : step.effects()) {
      switch (effect) {
        case Effect.Transmit frame -> {
          frames++;
          for (var piece : cut(cards.get(port), frame)) {
            send(port, middlebox.apply(piece));
          }
        }
        case Effect.Dropped(var reason) -> drops.merge(reason.label(), 1, Integer::sum);
        case Effect.HandOver _ -> throw new AssertionError("there is but one shard");
        case Effect.Told(_, Fault fault) ->
            throw new AssertionError(fault.toString(), fault.cause());
        case Effect.Told _ -> {}
      }
    }
    observer.stepped(port, frames);
  }

  private static Iterable<Slice> cut(SimOffload card, Effect.Transmit frame) {
    return card.equals(SimOffload.NONE)
        ? frame.pieces().map(Emit::toSlice)
        : card.cut(frame.toSlice());
  }

  private void deadline(int port) {
    deadlines[port] =
        stacks[port].nextDeadline().map(MonotonicTime::nanos).getOrElse(Long.MAX_VALUE);
  }

  private void send(int port, Slice frame) {
    observer.sent(port, now, frame);
    paths[port].pass(
        now,
        frame,
        new SimPath.Exit() {
          @Override
          public void arrives(long at, Slice octets, boolean intact) {
            inFlight.add(new InFlight(at, order++, 1 - port, octets, intact));
          }

          @Override
          public void returns(long at, Slice octets) {
            inFlight.add(new InFlight(at, order++, port, octets, true));
          }
        });
  }
}
