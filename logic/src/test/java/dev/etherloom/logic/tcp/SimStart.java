package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.testkit.Stacks;

/** When a simulation begins: so that sequence numbers or timestamps pass 2³² soon. */
final class SimStart {
  private static final long NUMBERS = 1L << 32;
  private static final long TICK = 4_000;
  private static final long MILLISECOND = 1_000_000;

  private SimStart() {}

  static long of(SimPlan plan, Secret secret0, Secret secret1) {
    var call = plan.calls().get(0);
    boolean first = call.from() == 0;
    var caller = first ? secret0 : secret1;
    var called = first ? secret1 : secret0;
    var peer = peer(plan, call, caller);
    return switch (plan.wrap()) {
      case NOTHING -> Math.floorMod(plan.seed() * 0x9e37_79b9_7f4a_7c15L, NUMBERS) * TICK;
      case CALLER -> TICK * until(Isn.of(caller, peer, MonotonicTime.ZERO).raw(), plan.before());
      case CALLED ->
          TICK * until(Isn.of(called, mirrored(peer), MonotonicTime.ZERO).raw(), plan.before());
      case STAMPS -> MILLISECOND * until(Isn.stampOffset(caller, peer), plan.before() % 1_000);
    };
  }

  /** How many ticks are left of a cycle, less a few. */
  private static long until(int number, int before) {
    return Math.floorMod(-Integer.toUnsignedLong(number) - before, NUMBERS);
  }

  private static TcpPeer peer(SimPlan plan, SimPlan.Call call, Secret caller) {
    var self = Stacks.address(call.from() + 1, call.v6());
    var other = Stacks.address(2 - call.from(), call.v6());
    var open = new TcpPeer(self, 0, other, Simulation.FIRST_PORT);
    int port =
        call.crossed()
            ? Simulation.FIRST_PORT
            : plan.extras().again() ? SimExtras.PORT : Isn.port(caller, open, 0);
    return new TcpPeer(self, port, other, Simulation.FIRST_PORT);
  }

  @SuppressWarnings("ArgumentSelectionDefectChecker") // the other side's own is our other
  private static TcpPeer mirrored(TcpPeer peer) {
    return new TcpPeer(peer.address(), peer.remotePort(), peer.self(), peer.port());
  }
}
