package dev.etherloom.logic.shell;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.TimeSlice;
import dev.etherloom.logic.capture.Direction;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.stack.Effect;
import dev.etherloom.logic.stack.Input;
import dev.etherloom.logic.stack.StackStep;
import dev.etherloom.logic.stack.State;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop around the pure core; time begins for the core when the binder is first there. It reads
 * a batch of frames, steps through them, writes what they gave, and sleeps until the next frame or
 * deadline. The state lives here and nowhere else.
 */
final class EventLoop {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
  private static final int MAX_DRAIN_ROUNDS = 1_024;
  private static final int MAX_LOGGED_FAULTS = 10;
  private static final int MAX_HANDED = 256;

  /** Where the other shards are. */
  interface Others {
    /** Whether that shard took the input. */
    boolean give(int shard, Input input);
  }

  private final FrameLink link;
  private final Taps taps;
  private final Metrics metrics;
  private final Consumer<Effect.Told> listener;
  private State state;
  private final Boarding boarding = new Boarding();
  private final Queue<Input> offered = new ConcurrentLinkedQueue<>();
  private final AtomicInteger handed = new AtomicInteger();
  private Others others = (_, _) -> false;
  private Runnable whenReady = () -> {};
  private boolean started;
  private boolean ready;
  private volatile boolean stopping;

  EventLoop(
      State start, FrameLink link, Taps taps, Metrics metrics, Consumer<Effect.Told> listener) {
    this.state = start;
    this.link = link;
    this.taps = taps;
    this.metrics = metrics;
    this.listener = listener;
  }

  /** Makes {@link #run} return soon; from any thread. */
  void stop() {
    stopping = true;
    link.wake();
  }

  /** To whom it gives what is for another shard. */
  void among(Others shards) {
    others = shards;
  }

  /** What runs once the binder is there and the stack answers. */
  void whenReady(Runnable action) {
    whenReady = action;
  }

  State state() {
    return state;
  }

  /** Lets time pass until the binder is there; whether it is. */
  boolean awaitBinder(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!link.isPeered() && !stopping && System.nanoTime() < end) {
      if (link.shouldMeet(System.nanoTime(), false)) {
        link.meet(System.nanoTime());
      }
      link.await(link.restNanos(System.nanoTime()));
    }
    return link.isPeered() || stopping;
  }

  /** Something that happens to the stack from outside the link, from any thread; soon. */
  void offer(Input input) {
    offered.add(input);
  }

  /** The same from another shard; false where too much of that kind waits already. */
  boolean hand(Input input) {
    if (handed.get() >= MAX_HANDED) {
      return false;
    }
    handed.incrementAndGet();
    offered.add(input);
    link.wake();
    return true;
  }

  /** Runs until {@link #stop}. */
  void run() {
    TimeSlice.ask(TimeSlice.SHORT);
    while (!stopping) {
      if (round(System.nanoTime()) < FrameMemory.SLOTS) {
        rest(); // the socket is empty: asking it again would cost as much as waiting
      }
    }
    link.flush();
  }

  /**
   * One round: all that came, all that is due; then a look at who stands at the other end, for
   * which no frame has to wait. How much there was to do.
   */
  int round(long came) {
    int count = link.receive();
    long now = count == 0 ? came : System.nanoTime();
    arrive(count, came, now);
    int late = releaseImpaired(now);
    int woken = takeOffered(new MonotonicTime(now)) + wake(new MonotonicTime(now));
    link.flush();
    if (link.shouldMeet(now, count > 0)) {
      drain(now);
      link.meet(now);
    }
    tellReady();
    return count + late + woken;
  }

  private int takeOffered(MonotonicTime now) {
    @Var int count = 0;
    for (@Var var input = offered.poll(); input != null; input = offered.poll()) {
      if (input instanceof Input.HandedOver) {
        handed.decrementAndGet();
      }
      step(input, now);
      count++;
    }
    return count;
  }

  private void arrive(int count, long came, long now) {
    for (int i = 0; i < count; i++) {
      var frame = link.frame(i);
      if (taps.impairs()) {
        taps.inbound().offer(frame, now);
      } else {
        enter(frame);
        for (var ready : boarding.take(frame)) {
          step(ready, came, now);
        }
      }
    }
    for (var ready : boarding.rest()) {
      step(ready, came, now);
    }
  }

  /** What an old binder left is still taken: meeting a new one empties the queue. */
  private void drain(long now) {
    for (int i = 0; i < MAX_DRAIN_ROUNDS; i++) {
      int count = link.receive();
      if (count == 0) {
        return;
      }
      arrive(count, now, now);
      link.flush();
    }
  }

  private void tellReady() {
    if (!ready && link.isPeered() && state.isReady()) {
      ready = true;
      whenReady.run();
    }
  }

  /** A frame is through the door. */
  private void enter(Slice frame) {
    metrics.received();
    taps.capture(Direction.INBOUND, frame);
  }

  private void step(Slice frame, long came, long now) {
    step(new Input.Received(frame, new MonotonicTime(came)), new MonotonicTime(now));
  }

  private void step(Input input, MonotonicTime now) {
    try {
      var step = StackStep.step(state, input, now);
      state = step.state();
      for (var effect : step.effects()) {
        carryOut(effect, now);
      }
    } catch (RuntimeException fault) {
      fail(fault);
    }
  }

  /** A fault in the core costs one input; the first few are logged, all are counted. */
  private void fail(RuntimeException fault) {
    metrics.dropped("stack: failed");
    if (metrics.drops("stack: failed") <= MAX_LOGGED_FAULTS) {
      LOG.error("an input was dropped", fault);
    }
  }

  private void carryOut(Effect effect, MonotonicTime now) {
    switch (effect) {
      case Effect.Transmit frame when link.cuts() -> transmit(frame, now);
      case Effect.Transmit frame -> {
        for (var piece : frame.pieces()) {
          transmit(piece, now);
        }
      }
      case Effect.Dropped(var reason) -> {
        metrics.dropped(reason);
        LOG.debug("not used: {}", reason);
      }
      case Effect.Told told -> listener.accept(told);
      case Effect.HandOver(var shard, var input) -> {
        if (!others.give(shard, input)) {
          metrics.dropped("shard: another has too much to do");
        }
      }
    }
  }

  private void transmit(Emit frame, MonotonicTime now) {
    metrics.transmitted();
    if (taps.holdsOutbound()) {
      var octets = frame.toSlice();
      taps.capture(Direction.OUTBOUND, octets);
      if (taps.impairs()) {
        taps.outbound().offer(octets, now.nanos());
      } else {
        send(octets);
      }
    } else {
      send(frame);
    }
  }

  private void send(Emit frame) {
    if (!link.send(frame)) {
      metrics.dropped("stack: longer than any frame");
    }
  }

  private int releaseImpaired(long now) {
    if (!taps.impairs()) {
      return 0;
    }
    @Var int released = 0;
    for (@Var var in = taps.inbound().poll(now); in != null; in = taps.inbound().poll(now)) {
      enter(in);
      step(in, now, now);
      released++;
    }
    for (@Var var out = taps.outbound().poll(now); out != null; out = taps.outbound().poll(now)) {
      send(out);
      released++;
    }
    return released;
  }

  private int wake(MonotonicTime now) {
    var deadline = nextDeadline();
    if (deadline.isEmpty() || !now.reached(deadline.get())) {
      return 0;
    }
    step(new Input.Wake(), now);
    return 1;
  }

  /** Time stands still until the binder is first there. */
  private Option<MonotonicTime> nextDeadline() {
    started = started || link.isPeered();
    return started ? state.nextDeadline() : Option.none();
  }

  private void rest() {
    taps.flush();
    long now = System.nanoTime();
    long due = nextDeadline().map(MonotonicTime::nanos).getOrElse(Long.MAX_VALUE);
    long next = Math.min(Math.min(due, taps.nextDue()), now + link.restNanos(now));
    link.await(Math.max(next, now) - now); // what is due at once may be due before all time
  }
}
