package dev.etherloom.logic.shell;

import dev.etherloom.frames.io.FramePair;
import dev.etherloom.frames.io.IdleStrategy;
import dev.etherloom.logic.ip.FlowHash;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.stack.Dealing;
import dev.etherloom.logic.stack.Effect;
import dev.etherloom.logic.stack.Input;
import dev.etherloom.logic.stack.State;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whole stacks side by side, each with its loop and its thread. A single one reads the binder's
 * socket itself; for several a {@link Dealer} does, on the thread that runs them, and each sends by
 * itself. They share the socket, the capture and nothing else.
 */
final class Shards {
  private static final Logger LOG = LoggerFactory.getLogger(Shards.class);

  /**
   * What they have in common.
   *
   * @param cuts whether what is longer than the link takes is cut there
   */
  record Surroundings(
      FramePair pair,
      boolean cuts,
      Option<CaptureTap> capture,
      Option<ImpairmentOptions> impairment,
      Consumer<Effect.Told> listener) {
    BinderLink link() {
      return new BinderLink(pair, new IdleStrategy(IdleStrategy.USUAL), cuts);
    }
  }

  private final Vector<EventLoop> loops;
  private final Vector<Metrics> metrics;
  private final Option<Dealer> dealer;
  private final AtomicReference<Option<Throwable>> failure = new AtomicReference<>(Option.none());

  private Shards(Vector<EventLoop> loops, Vector<Metrics> metrics, Option<Dealer> dealer) {
    this.loops = loops;
    this.metrics = metrics;
    this.dealer = dealer;
  }

  /** A stack for each state; {@code secret} is the one that all of them have. */
  static Shards of(Vector<State> starts, Secret secret, Surroundings around) {
    var dealing = new Dealing(new FlowHash(secret, starts.length()));
    var metrics = starts.map(_ -> new Metrics());
    if (starts.length() == 1) {
      var taps = new Taps(around.capture(), around.impairment(), metrics.head());
      var loop =
          new EventLoop(starts.head(), around.link(), taps, metrics.head(), around.listener());
      return new Shards(Vector.of(loop), metrics, Option.none());
    }
    var inboxes = starts.map(_ -> new ShardInbox());
    var loops =
        starts.zipWithIndex(
            (start, i) ->
                new EventLoop(
                    start,
                    new ShardLink(inboxes.get(i), around.link()),
                    Taps.ofShard(i, dealing, around.capture(), around.impairment(), metrics.get(i)),
                    metrics.get(i),
                    around.listener()));
    loops.forEach(loop -> loop.among((shard, input) -> loops.get(shard).hand(input)));
    var dealer = new Dealer(around.link(), dealing, inboxes);
    return new Shards(loops, metrics, Option.some(dealer));
  }

  /** What runs once the binder is there and every shard answers. */
  void whenReady(Runnable action) {
    var missing = new AtomicInteger(loops.length());
    loops.forEach(
        loop ->
            loop.whenReady(
                () -> {
                  if (missing.decrementAndGet() == 0) {
                    action.run();
                  }
                }));
  }

  /** Lets time pass until the binder is there; whether it is. For a single stack. */
  boolean awaitBinder(Duration patience) {
    return loops.head().awaitBinder(patience);
  }

  /** Something that happens to every stack from outside the link, from any thread; soon. */
  void offer(Input input) {
    loops.forEach(loop -> loop.offer(input));
  }

  /** The state of the one that speaks for the host. */
  State state() {
    return loops.head().state();
  }

  void stop() {
    if (dealer.isDefined()) {
      dealer.get().stop();
    } else {
      loops.head().stop();
    }
  }

  /** Runs until stopped, or until one fails altogether, which ends them all. */
  void run() {
    if (dealer.isEmpty()) {
      loops.head().run();
      return;
    }
    var threads =
        loops.zipWithIndex(
            (loop, i) ->
                Thread.ofPlatform()
                    .name("shard-" + i)
                    .uncaughtExceptionHandler((_, fault) -> fail(fault))
                    .unstarted(loop::run));
    threads.forEach(Thread::start);
    try {
      dealer.get().run();
    } finally {
      loops.forEach(EventLoop::stop);
      threads.forEach(Shards::join);
    }
    if (failure.get().isDefined()) {
      throw new IllegalStateException("a shard failed", failure.get().get());
    }
  }

  private void fail(Throwable fault) {
    LOG.error("a shard failed", fault);
    failure.set(Option.some(fault));
    stop();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All counters: of several, first the sums, then each and the dealer's. */
  String report() {
    if (dealer.isEmpty()) {
      return "stack: " + metrics.head();
    }
    var each = metrics.zipWithIndex((one, i) -> "shard " + i + ": " + one);
    return each.prepend("stack: " + Metrics.sum(metrics))
        .append("dealt: " + dealer.get().counters())
        .mkString(System.lineSeparator());
  }
}
