package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.SimFault.unless;

import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.stack.Host;
import dev.etherloom.logic.stack.HostConfig;
import dev.etherloom.logic.stack.State;
import dev.etherloom.logic.testkit.SimNet;
import dev.etherloom.logic.testkit.SimPath;
import dev.etherloom.logic.testkit.Stacks;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** One seed: two whole stacks, the network between them and all that has to hold. */
final class Simulation {
  static final int FIRST_PORT = 5000;
  private static final long LONGEST = Duration.ofHours(4).toNanos();
  private static final int LOOK_EVERY = 32;

  private final SimPlan plan;
  private final List<SimTalker> callers = new ArrayList<>();
  private final List<SimTalker> called = new ArrayList<>();
  private final List<SimPath> paths;
  private final SimWatch watch;
  private final SimNet net;

  Simulation(long seed, List<SimNet.Observer> more) {
    plan = SimPlan.of(seed);
    watch = new SimWatch(plan.mtus().get(0), plan.mtus().get(1));
    for (var call : plan.calls()) {
      callers.add(new SimTalker(call.caller(), call.called().stream()));
      called.add(new SimTalker(call.called(), call.caller().stream()));
    }
    for (int i = 0; i < callers.size(); i++) {
      carries(i);
    }
    var random = new SplittableRandom(~seed);
    paths = plan.paths().stream().map(path -> new SimPath(path, random.split())).toList();
    net =
        new SimNet(
            SimStart.of(plan, secret(0), secret(1)),
            List.of(stack(0), stack(1)),
            paths,
            plan.bareSyns() ? SimMiddlebox::bare : frame -> frame,
            new SimObservers(watch, more));
  }

  private void carries(int i) {
    var call = plan.calls().get(i);
    var there = call.caller().stream();
    var back = call.called().stream();
    boolean first = call.from() == 0;
    watch.carries(1 - call.from(), FIRST_PORT + i, first ? there : back, first ? back : there);
  }

  private Secret secret(int host) {
    return new Secret(plan.seed(), host);
  }

  private State stack(int host) {
    var responders = Vector.<TcpResponder>ofAll(services(host));
    var tcp = Tcp.of(plan.mtus().get(host), secret(host), responders).dialing(dials(host));
    var v4 = new InterfaceAddress(Stacks.ip(host + 1), 24);
    var v6 = new InterfaceAddress(Stacks.ip6(host + 1), 64);
    var config =
        new HostConfig(
            "host" + host,
            Stacks.mac(host + 1),
            Vlan.UNTAGGED,
            plan.v4() ? Vector.of(v4) : Vector.of(v4, v6),
            Vector.empty(),
            plan.mtus().get(host),
            false,
            secret(host));
    var own = new HostConfig.Responders(Vector.empty(), Vector.<IpResponder>of(tcp));
    return State.of(Vector.of(Host.of(config, own)));
  }

  private List<TcpResponder> services(int host) {
    var services = new ArrayList<TcpResponder>();
    for (int i = 0; i < called.size(); i++) {
      var call = plan.calls().get(i);
      if (call.from() != host && !call.crossed() && !call.refused()) {
        services.add(new Service(FIRST_PORT + i, called.get(i)));
      }
    }
    return services;
  }

  /** Listens for one connection. */
  private record Service(int port, SimTalker talker) implements TcpResponder {
    @Override
    public String name() {
      return "service" + port;
    }

    @Override
    public Vector<Integer> ports() {
      return Vector.of(port);
    }

    @Override
    public TcpSession accept(TcpPeer peer, MonotonicTime now) {
      if (talker.accepted) {
        throw new AssertionError("accepted twice");
      }
      talker.accepted = true;
      return talker;
    }
  }

  private Vector<Dial> dials(int host) {
    var dials = new ArrayList<Dial>();
    for (int i = 0; i < callers.size(); i++) {
      var call = plan.calls().get(i);
      if (call.from() == host) {
        dials.add(dial(call, host, i, callers.get(i)));
      } else if (call.crossed()) {
        dials.add(dial(call, host, i, called.get(i)));
      }
    }
    return Vector.ofAll(dials);
  }

  private static Dial dial(SimPlan.Call call, int host, int number, SimTalker talker) {
    var self = Stacks.address(host + 1, call.v6());
    var other = Stacks.address(2 - host, call.v6());
    int port = FIRST_PORT + number;
    return new Dial(Vlan.UNTAGGED, self, call.crossed() ? port : 0, other, port, talker);
  }

  /** Runs to the end; an {@link AssertionError} where something does not hold. */
  void run() {
    long end = net.now() + LONGEST;
    long most = mostSteps();
    for (long steps = 1; net.advance(end); steps++) {
      if (steps % LOOK_EVERY == 0 && isOver()) {
        break;
      }
      unless(steps < most, "still busy after %d steps", steps);
    }
    unless(isOver(), "not over");
    for (int i = 0; i < callers.size(); i++) {
      var call = plan.calls().get(i);
      judged(call, callers.get(i), called.get(i));
      judged(call, called.get(i), callers.get(i));
    }
    sparing();
    swift();
    boolean calm = plan.calls().stream().noneMatch(call -> call.aborts() || call.isGlut());
    unless(!calm || !isClean() || watch.resent() == 0, "sent again: %d octets", watch.resent());
  }

  /** Where nothing is lost nobody waits for a timer, but for a delayed acknowledgment. */
  private void swift() {
    var there = Duration.ofNanos(2 * plan.paths().getFirst().timing().delay());
    for (int i = 0; isClean() && i < callers.size(); i++) {
      var call = plan.calls().get(i);
      boolean waits = call.aborts() || call.isGlut() || call.isPaced();
      int octets = Math.max(call.caller().total(), call.called().total());
      int windows = plan.bareSyns() ? octets / 30_000 : 0; // one a round trip: they do not scale
      var most = there.multipliedBy(20L + windows).plusMillis(150);
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
        tally.resent() <= causes * Math.max(plan.mtus().get(0), plan.mtus().get(1)),
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
    return 20 * segments + 20_000;
  }

  private Tcp tcp(int host) {
    var responders = net.stack(host).hosts().values().head().ip().responders();
    return (Tcp) responders.get(IpProtocol.TCP).get();
  }

  private boolean isOver() {
    for (int host = 0; host < 2; host++) {
      var table = tcp(host).table();
      if (!table.all().isEmpty()) {
        return false;
      }
      unless(
          table.deadlines().isEmpty() && table.halfOpen().all() == 0 && table.timeWaits().isEmpty(),
          "left in the table");
    }
    return true;
  }

  private void judged(SimPlan.Call call, SimTalker one, SimTalker other) {
    if (call.refused() && !call.crossed()) {
      unless(!one.opened, "opened though nobody listens");
      return;
    }
    if (call.aborts()) {
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
    text.append("  dropped %s%n".formatted(net.drops()));
    for (int host = 0; host < 2; host++) {
      text.append("  host %d at %d: %s%n".formatted(host, net.now(), tcp(host).table().all()));
    }
    return text.toString();
  }

  /** What happened: frames, octets that came, losses, octets that were sent again. */
  SimTally tally() {
    long octets =
        Stream.concat(callers.stream(), called.stream()).mapToLong(talker -> talker.received).sum();
    long lost = (long) paths.get(0).lost() + paths.get(1).lost();
    long disturbed = (long) paths.get(0).disturbed() + paths.get(1).disturbed();
    return new SimTally(1, watch.frames(), octets, lost, disturbed, watch.resent());
  }
}
