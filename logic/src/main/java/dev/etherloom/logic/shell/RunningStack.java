package dev.etherloom.logic.shell;

import dev.etherloom.frames.io.Account;
import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.FramePair;
import dev.etherloom.frames.io.Signals;
import dev.etherloom.frames.io.SocketFile;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.stack.Effect;
import dev.etherloom.logic.stack.Input;
import dev.etherloom.logic.stack.State;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stack with its sockets, taps and signals: opened with whatever rights the process has, then run
 * without any. SIGINT and SIGTERM stop it, SIGUSR1 prints the counters on stderr.
 */
final class RunningStack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningStack.class);

  private static final Duration BINDER_PATIENCE = Duration.ofSeconds(5);

  private final FramePair pair;
  private final Option<CaptureTap> capture;
  private final Shards shards;
  private final HostOptions options;
  private Consumer<Effect.Told> listener;

  private RunningStack(
      Vector<State> starts,
      Secret secret,
      HostOptions options,
      FramePair pair,
      Consumer<Effect.Told> listener) {
    this.pair = pair;
    this.options = options;
    this.listener = listener;
    capture =
        options.capture == null
            ? Option.none()
            : Option.some(CaptureTap.create(options.capture, "etherloom"));
    Option<ImpairmentOptions> impairment =
        options.impairment == null ? Option.none() : Option.some(options.impairment);
    shards =
        Shards.of(
            starts,
            secret,
            new Shards.Surroundings(
                pair,
                options.linkOffloads(),
                capture,
                impairment,
                told -> this.listener.accept(told)));
  }

  /**
   * Binds the socket, makes the capture file, and gives up root where the process has it.
   *
   * @param listener is told what the stack has to tell, on the loop's thread
   */
  static RunningStack open(State start, HostOptions options, Consumer<Effect.Told> listener)
      throws IOException {
    return open(Vector.of(start), new Secret(0, 0), options, listener);
  }

  /**
   * The same with a stack for each state.
   *
   * @param secret the one that all of them have
   */
  static RunningStack open(
      Vector<State> starts, Secret secret, HostOptions options, Consumer<Effect.Told> listener)
      throws IOException {
    var pair = openPair(options);
    var running = new RunningStack(starts, secret, options, pair, listener);
    leaveRoot();
    for (var signal : new String[] {"INT", "TERM"}) {
      Signals.on(signal, running.shards::stop);
    }
    Signals.on("USR1", running::printCounters);
    return running;
  }

  private static FramePair openPair(HostOptions options) throws IOException {
    try {
      var own = new SocketFile(options.rawToLogic);
      var peer = new SocketFile(options.logicToRaw);
      return FramePair.open(
          own,
          peer,
          options.socketMode,
          socketOwner(options),
          FramePair.End.LOGIC,
          new FrameMemory());
    } catch (IllegalArgumentException e) {
      throw new ConfigException("--raw-to-logic, --logic-to-raw: " + e.getMessage());
    }
  }

  /**
   * Root's socket goes to nobody, whom both processes become, so that they can reach each other.
   */
  private static Account socketOwner(HostOptions options) {
    var account = Account.current();
    var user = account.isRoot() ? nobody() : account;
    var group = options.socketGroup;
    if (group == null) {
      return user;
    }
    return new Account(
        user.user(),
        Account.group(group)
            .getOrElseThrow(
                () -> new ConfigException("--socket-group " + group + ": no such group")));
  }

  private static Account nobody() {
    return Account.named("nobody").getOrElse(new Account(65_534, 65_534));
  }

  private static void leaveRoot() {
    if (!Account.current().isRoot()) {
      return;
    }
    openEveryJar();
    if (nobody().become(nobody().group())) {
      LOG.info("started as root: now nobody");
    }
  }

  /** The class loader opens jars when it first needs them; afterwards they may be out of reach. */
  private static void openEveryJar() {
    var _ = RunningStack.class.getClassLoader().getResource("no/such/resource");
  }

  /** What runs once the binder is there and frames are answered. */
  void whenReady(Runnable action) {
    shards.whenReady(action);
  }

  /** Says on stdout that frames are answered, and for whom. */
  void announce() {
    for (var host : state().hosts().values().sortBy(host -> host.config().mac())) {
      System.out.println(("ready: " + host.config().mac() + " " + host.ip().addresses()).strip());
    }
    System.out.flush();
  }

  /** Who is told from now on. */
  void listen(Consumer<Effect.Told> next) {
    listener = next;
  }

  /**
   * Waits for the binder, which a command that ends by itself cannot do without.
   *
   * @throws IllegalStateException where none comes
   */
  void requireBinder() {
    if (!shards.awaitBinder(BINDER_PATIENCE)) {
      throw new IllegalStateException(
          "no binder at " + options.logicToRaw + " within " + BINDER_PATIENCE.toSeconds() + " s");
    }
  }

  /** Something that happens to the stack from outside the link, from any thread; soon. */
  void offer(Input input) {
    shards.offer(input);
  }

  void stop() {
    shards.stop();
  }

  State state() {
    return shards.state();
  }

  /** Runs until stopped. */
  void run() {
    shards.run();
    if (capture.isDefined()) {
      capture.get().close();
    }
  }

  void printCounters() {
    System.err.println(shards.report());
    System.err.println("pair: " + pair.counters());
  }

  @Override
  public void close() {
    pair.close();
  }
}
