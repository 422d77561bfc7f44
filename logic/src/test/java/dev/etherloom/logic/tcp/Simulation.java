package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.SimFault.unless;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.stack.Input;
import dev.etherloom.logic.testkit.SimNet;
import dev.etherloom.logic.testkit.SimPath;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** One seed: two whole stacks, the network between them and all that has to hold. */
final class Simulation {
  static final int FIRST_PORT = 5000;
  private static final long LONGEST = Duration.ofHours(4).toNanos();
  private static final int LOOK_EVERY = 32;

  private final SimPlan plan;
  private final SimHosts hosts;
  private final List<SimTalker> callers;
  private final List<SimTalker> called;
  private final List<SimPath> paths;
  private final SimWatch watch;
  private final SimNet net;
  private long repeatedAt;

  Simulation(long seed, List<SimNet.Observer> more) {
    plan = SimPlan.of(seed);
    watch = new SimWatch(plan);
    hosts = SimHosts.of(plan);
    callers = hosts.callers();
    called = hosts.called();
    for (int i = 0; i < callers.size(); i++) {
      carries(i);
    }
    var random = new SplittableRandom(~seed);
    paths = plan.paths().stream().map(path -> new SimPath(path, random.split())).toList();
    net =
        new SimNet(
            SimStart.of(plan, hosts.secret(0), hosts.secret(1)),
            List.of(hosts.stack(0), hosts.stack(1)),
            paths,
            plan.bareSyns() ? SimMiddlebox::bare : frame -> frame,
            List.of(hosts.card(0), hosts.card(1)),
            new SimObservers(watch, more));
  }

  private void carries(int i) {
    var call = plan.calls().get(i);
    var there = call.caller().stream();
    var back = call.called().stream();
    boolean first = call.from() == 0;
    watch.carries(1 - call.from(), FIRST_PORT + i, first ? there : back, first ? back : there);
  }

  /** Runs to the end; an {@link AssertionError} where something does not hold. */
  void run() {
    if (plan.extras().flooded()) {
      SimFlood.at(net, 1 - plan.calls().getFirst().from(), FIRST_PORT, net.now());
    }
    play();
    for (int i = 0; i < callers.size(); i++) {
      judged(plan.calls().get(i), callers.get(i), called.get(i));
    }
    if (!hosts.again().isEmpty()) {
      judged(plan.calls().getFirst(), hosts.again().getFirst(), hosts.again().getLast());
      reopened();
    }
    sparing();
    swift();
    boolean calm = plan.calls().stream().noneMatch(call -> call.aborts() || call.isGlut());
    unless(
        !calm || !isClean() || isUnusual() || watch.resent() == 0,
        "sent again: %d octets",
        watch.resent());
  }

  /** Whether more than the network decides what comes when. */
  private boolean isUnusual() {
    return plan.extras().isHarsh() || plan.extras().meals().pause() > 0;
  }

  private void play() {
    long end = net.now() + LONGEST;
    long most = mostSteps();
    @Var boolean repeated = hosts.again().isEmpty();
    for (long steps = 1; net.advance(end); steps++) {
      if (steps % LOOK_EVERY == 0 && !repeated && mayRepeat()) {
        repeated = true;
        repeat();
      }
      if (steps % LOOK_EVERY == 0 && repeated && isOver()) {
        break;
      }
      unless(steps < most, "still busy after %d steps", steps);
    }
    if (!repeated) {
      unless(mayRepeat(), "the first call is not over");
      repeat();
      while (net.advance(end)) {}
    }
    unless(isOver(), "not over");
  }

  /**
   * RFC 6191: who asks again is answered, not told to wait until the old connection is forgotten.
   */
  private void reopened() {
    long took = hosts.again().getFirst().begun.nanos() - repeatedAt;
    long there = plan.paths().stream().mapToLong(path -> path.timing().delay()).sum();
    boolean tells = !plan.bareSyns() && there >= 1_000_000; // its timestamp is a later one
    unless(!isClean() || !tells || took < 2 * there, "opened again only after %d ns", took);
  }

  /** Whether the caller has done with the first call; the other side may be in TIME-WAIT. */
  private boolean mayRepeat() {
    var dial = hosts.repeated();
    int from = plan.calls().getFirst().from();
    return callers.getFirst().isDone() && tcp(from).table().get(dial.peer()).isEmpty();
  }

  private void repeat() {
    int from = plan.calls().getFirst().from();
    repeatedAt = net.now();
    var call = new TcpCall.Connect(hosts.repeated());
    net.happens(from, new Input.Called(SimHosts.name(from), call));
  }

  /** Where nothing is lost nobody waits for a timer, but for a delayed acknowledgment. */
  private void swift() {
    var there = Duration.ofNanos(2 * plan.paths().getFirst().timing().delay());
    for (int i = 0; isClean() && i < callers.size(); i++) {
      var call = plan.calls().get(i);
      boolean waits = plan.extras().isHarsh() || call.aborts() || call.isGlut() || call.isPaced();
      var meals = plan.extras().meals();
      boolean slow = meals.pause() > 0;
      int octets = Math.max(call.caller().total(), call.called().total());
      int all = call.caller().total() + call.called().total();
      int windows = slow ? all / 30_000 : plan.bareSyns() ? octets / 30_000 : 0; // one a round trip
      long pauses = slow ? meals.pause() * (1 + all / meals.size()) : 0;
      var most = there.multipliedBy(20L + windows).plusMillis(150).plusNanos(pauses);
      var lasted = callers.get(i).lasted;
      unless(
          waits || lasted.compareTo(most) <= 0, "lasted %s, between hosts %s away", lasted, there);
    }
  }

  /** What is sent again has a cause. */
  private void sparing() {
    var tally = tally();
    long losses = tally.lost() + tally.disturbed();
    long causes = plan.bareSyns() ? 100 * (1 + losses) : 20 + 4 * losses; // without SACK: a window
    unless(
        plan.extras().memory() > 0 // what is let go of has to come again
            || tally.resent() <= causes * Math.max(plan.mtus().get(0), plan.mtus().get(1)),
        "sent again: %d octets, after %d losses",
        tally.resent(),
        tally.lost());
  }

  private boolean isClean() {
    return plan.paths().stream().allMatch(SimPath.Plan::isClean);
  }

  /** Segments both ways with their acknowledgments, each some times, and what timers add. */
  private long mostSteps() {
    long segments =
        plan.calls().stream()
            .mapToLong(call -> (call.caller().total() + call.called().total()) / 500L)
            .sum();
    return 40 * segments + (plan.extras().flooded() ? 60_000 : 20_000);
  }

  private Tcp tcp(int host) {
    var responders = net.stack(host).hosts().values().head().ip().responders();
    return (Tcp) responders.get(IpProtocol.TCP).get();
  }

  private boolean isOver() {
    for (int host = 0; host < 2; host++) {
      var table = tcp(host).table();
      unless(!table.memory().isOver(), "holds %d octets", table.memory().used());
      if (table.size() > 0) {
        return false;
      }
      unless(table.memory().used() == 0, "left in memory: %d octets", table.memory().used());
      unless(
          table.deadlines().isEmpty() && table.halfOpen().all() == 0 && table.timeWaits().isEmpty(),
          "left in the table");
    }
    return true;
  }

  private void judged(SimPlan.Call call, SimTalker one, SimTalker other) {
    half(call, one, other);
    half(call, other, one);
  }

  private void half(SimPlan.Call call, SimTalker one, SimTalker other) {
    if (call.refused() && !call.crossed()) {
      unless(!one.opened, "opened though nobody listens");
      return;
    }
    if (call.aborts() || plan.extras().isHarsh()) {
      unless(one.isDone() || !one.opened, "told of no end: %s", one);
      unless(one.broken.isEmpty() || !one.aborted, "told after its abort: %s", one);
      return;
    }
    boolean whole = one.finished && one.received == other.plan.total() && one.closed;
    unless(whole, "not all came: %s", one);
    unless(one.broken.isEmpty() || !isClean(), "broken: %s", one);
  }

  /** How things stand, for whoever looks for a fault. */
  String report() {
    var text = new StringBuilder();
    text.append(
        "  paths %s%n  lost %d and %d, disturbed %d and %d, mtus %s%s%n"
            .formatted(
                plan.paths(),
                paths.get(0).lost(),
                paths.get(1).lost(),
                paths.get(0).disturbed(),
                paths.get(1).disturbed(),
                plan.mtus(),
                plan.bareSyns() ? ", SYNs without options" : ""));
    for (int i = 0; i < callers.size(); i++) {
      text.append(
          "  %s%n    caller %s%n    called %s%n"
              .formatted(plan.calls().get(i), callers.get(i), called.get(i)));
    }
    text.append("  %s, again %s%n".formatted(plan.extras(), hosts.again()));
    text.append("  dropped %s%n".formatted(net.drops()));
    for (int host = 0; host < 2; host++) {
      var table = tcp(host).table();
      var resting = table.timeWaits().all();
      text.append(
          "  host %d at %d: %s, resting %s%n".formatted(host, net.now(), table.live(), resting));
    }
    return text.toString();
  }

  /** What happened: frames, octets that came, losses, octets that were sent again. */
  SimTally tally() {
    long octets = hosts.talkers().stream().mapToLong(talker -> talker.received).sum();
    long lost = (long) paths.get(0).lost() + paths.get(1).lost();
    long disturbed = (long) paths.get(0).disturbed() + paths.get(1).disturbed();
    return new SimTally(1, watch.frames(), octets, lost, disturbed, watch.resent());
  }
}
