package dev.etherloom.logic.tcp;

import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.stack.Host;
import dev.etherloom.logic.stack.HostConfig;
import dev.etherloom.logic.stack.State;
import dev.etherloom.logic.testkit.SimOffload;
import dev.etherloom.logic.testkit.Stacks;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The two hosts of a simulation and who talks there.
 *
 * @param callers by the number of their call
 * @param called the other sides
 * @param again both sides of the first call, where it is made once more
 */
record SimHosts(
    SimPlan plan, List<SimTalker> callers, List<SimTalker> called, List<SimTalker> again) {

  static SimHosts of(SimPlan plan) {
    var hosts = new SimHosts(plan, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (var call : plan.calls()) {
      hosts.callers.add(caller(plan, call));
      hosts.called.add(called(plan, call));
    }
    var first = plan.calls().getFirst();
    if (isRepeated(plan)) {
      hosts.again.add(caller(plan, first));
      hosts.again.add(called(plan, first));
    }
    return hosts;
  }

  private static SimTalker caller(SimPlan plan, SimPlan.Call call) {
    return new SimTalker(call.caller(), call.called().stream(), plan.extras());
  }

  private static SimTalker called(SimPlan plan, SimPlan.Call call) {
    return new SimTalker(call.called(), call.caller().stream(), plan.extras());
  }

  private static boolean isRepeated(SimPlan plan) {
    var first = plan.calls().getFirst();
    boolean usual = !first.crossed() && !first.refused() && !first.aborts();
    return plan.extras().again() && usual && !plan.extras().isHarsh();
  }

  /** All who talk. */
  List<SimTalker> talkers() {
    var all = new ArrayList<>(callers);
    all.addAll(called);
    all.addAll(again);
    return all;
  }

  Secret secret(int host) {
    return new Secret(plan.seed(), host);
  }

  /** What is between a host and its path. */
  SimOffload card(int host) {
    return plan.extras().offload() ? new SimOffload(plan.mtus().get(host)) : SimOffload.NONE;
  }

  /** Where no card cuts, one of the two has its segments cut behind the stack. */
  private Medium link(int host) {
    boolean card = plan.extras().offload();
    return new Medium(plan.mtus().get(host), card || host == 0, card);
  }

  State stack(int host) {
    var responders = Vector.<TcpResponder>ofAll(services(host));
    var usual =
        Tcp.of(plan.mtus().get(host), secret(host), responders)
            .dialing(dials(host))
            .over(link(host));
    var tcp = plan.extras().memory() > 0 ? usual.holding(plan.extras().memory()) : usual;
    var v4 = new InterfaceAddress(Stacks.ip(host + 1), 24);
    var v6 = new InterfaceAddress(Stacks.ip6(host + 1), 64);
    var config =
        new HostConfig(
            name(host),
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

  static String name(int host) {
    return "host" + host;
  }

  private List<TcpResponder> services(int host) {
    var services = new ArrayList<TcpResponder>();
    for (int i = 0; i < called.size(); i++) {
      var call = plan.calls().get(i);
      if (call.from() != host && !call.crossed() && !call.refused()) {
        var talkers = new ArrayList<>(List.of(called.get(i)));
        if (i == 0 && !again.isEmpty()) {
          talkers.add(again.getLast());
        }
        int port = Simulation.FIRST_PORT + i;
        services.add(new Service(port, talkers.iterator(), plan.extras().flooded()));
      }
    }
    return services;
  }

  /**
   * Listens for as many connections as there are talkers.
   *
   * @param flooded whether an old acknowledgment may bring a cookie once more (RFC 4987 §3.6)
   */
  private record Service(int port, Iterator<SimTalker> talkers, boolean flooded)
      implements TcpResponder {
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
      if (!talkers.hasNext() && !flooded) {
        throw new AssertionError("accepted once too often");
      }
      return talkers.hasNext() ? talkers.next() : new Refusal();
    }
  }

  /** Wants no connection. */
  private record Refusal() implements TcpSession {
    @Override
    public Step<TcpSession, TcpEffect> take(TcpEvent event, MonotonicTime now) {
      return event instanceof TcpEvent.Opened
          ? Step.to(this, new TcpEffect.Abort())
          : Step.to(this);
    }
  }

  private Vector<Dial> dials(int host) {
    var dials = new ArrayList<Dial>();
    for (int i = 0; i < callers.size(); i++) {
      var call = plan.calls().get(i);
      if (call.from() == host) {
        dials.add(dial(host, i, callers.get(i)));
      } else if (call.crossed()) {
        dials.add(dial(host, i, called.get(i)));
      }
    }
    return Vector.ofAll(dials);
  }

  /** The first call once more, between the same ends. */
  Dial repeated() {
    return dial(plan.calls().getFirst().from(), 0, again.getFirst());
  }

  private Dial dial(int host, int number, SimTalker talker) {
    var call = plan.calls().get(number);
    var self = Stacks.address(host + 1, call.v6());
    var other = Stacks.address(2 - host, call.v6());
    int port = Simulation.FIRST_PORT + number;
    boolean fixed = number == 0 && plan.extras().again();
    int own = call.crossed() ? port : fixed ? SimExtras.PORT : 0;
    var tuning = plan.extras().tuning(talker.plan);
    return new Dial(Vlan.UNTAGGED, self, own, other, port, talker, tuning);
  }
}
