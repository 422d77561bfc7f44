package dev.etherloom.logic.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.stack.State;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.VirtualSwitch;
import io.vavr.collection.Vector;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a connection costs while nothing happens. */
class IdleMemoryTest {
  private static final int CONNECTIONS = 10_000;
  private static final int MOST = 4_096;

  /** Neither says nor keeps anything. */
  private record Quiet() implements TcpSession, TcpResponder {
    @Override
    public Step<TcpSession, TcpEffect> take(TcpEvent event, MonotonicTime now) {
      return Step.to(this);
    }

    @Override
    public String name() {
      return "quiet";
    }

    @Override
    public Vector<Integer> ports() {
      return Vector.of(5000);
    }

    @Override
    public TcpSession accept(TcpPeer peer, MonotonicTime now) {
      return this;
    }
  }

  private static VirtualSwitch pair(int connections) {
    var hub = new VirtualSwitch();
    var quiet = new Quiet();
    var dial = new Dial(Vlan.UNTAGGED, Stacks.ip(2), 0, Stacks.ip(1), 5000, quiet);
    hub.plug(host(1, Tcp.of(1500, new Secret(1, 7), Vector.of(quiet))));
    var client = Tcp.of(1500, new Secret(2, 7), Vector.empty());
    hub.plug(host(2, client.dialing(Vector.fill(connections, dial))));
    hub.run(Duration.ofSeconds(5));
    hub.passed().clear();
    return hub;
  }

  private static State host(int number, Tcp tcp) {
    return Stacks.of(Stacks.config(number, false), tcp);
  }

  @Test
  @DisplayName("10,000 idle connections: less than 4 KiB of heap each, at either end")
  void idle() {
    var few = pair(1);
    long before = used();
    var many = pair(CONNECTIONS);
    long each = (used() - before) / (2 * CONNECTIONS);
    assertEquals(2, open(few, 0) + open(few, 1));
    assertEquals(CONNECTIONS, open(many, 0));
    assertEquals(CONNECTIONS, open(many, 1));
    System.out.println("an idle connection: " + each + " octets of heap");
    assertTrue(each < MOST, () -> each + " octets");
  }

  private static long open(VirtualSwitch hub, int port) {
    var tcp = hub.stack(port).hosts().values().head().ip().responders().get(IpProtocol.TCP).get();
    return ((Tcp) tcp).table().live().values().count(at -> at.connection() instanceof Open);
  }

  private static long used() {
    @Var long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      var runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
