package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.testkit.Stacks.ip;
import static dev.etherloom.logic.testkit.Stacks.ip6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.responder.echo.TcpEchoResponder;
import dev.etherloom.logic.stack.State;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.VirtualSwitch;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whole stacks on a hub, in virtual time. */
class WholeStacksTest {
  private static final Duration TWO_HOURS = Duration.ofHours(2);

  private static State server(TcpResponder... responders) {
    var tcp = Tcp.of(1500, new Secret(1, 7), Vector.of(responders));
    return Stacks.of(Stacks.both(1, false), tcp);
  }

  private static State client(int port, TcpSession session) {
    return client(new Dial(Vlan.UNTAGGED, ip(2), 0, ip(1), port, session));
  }

  private static State client(Dial dial) {
    var tcp = Tcp.of(1500, new Secret(2, 7), Vector.empty()).dialing(Vector.of(dial));
    return Stacks.of(Stacks.both(2, false), tcp);
  }

  private static Slice noise(int size, long seed) {
    var octets = new byte[size];
    new SplittableRandom(seed).nextBytes(octets);
    return Slice.owning(octets);
  }

  private static int connections(VirtualSwitch hub, int port) {
    var tcp = hub.stack(port).hosts().values().head().ip().responders().get(IpProtocol.TCP).get();
    return ((Tcp) tcp).connections();
  }

  @Test
  @DisplayName("an echo comes back whole, and both sides end; MUST-12: closed normally")
  void echo() {
    var hub = new VirtualSwitch();
    var talker = new Talker(noise(1_000_000, 1), true);
    hub.plug(server(new TcpEchoResponder()));
    hub.plug(client(7, talker));
    hub.run(Duration.ofSeconds(20));
    assertEquals(noise(1_000_000, 1), talker.heard());
    assertEquals(List.of(new TcpEvent.Opened(), new TcpEvent.Finished()), talker.events);
    assertEquals(0, connections(hub, 0), "the server closed passively");
    assertEquals(1, connections(hub, 1), "MUST-13: the client waits");
    hub.run(Closing.TIME_WAIT);
    assertEquals(0, connections(hub, 1));
  }

  @Test
  @DisplayName("the same over IPv6; MUST-15: 1220 octets there, or what the MSS says")
  void overIpv6() {
    var hub = new VirtualSwitch();
    var talker = new Talker(noise(100_000, 2), true);
    hub.plug(server(new TcpEchoResponder()));
    hub.plug(client(new Dial(Vlan.UNTAGGED, ip6(2), 0, ip6(1), 7, talker)));
    hub.run(Duration.ofSeconds(30));
    assertEquals(noise(100_000, 2), talker.heard());
    assertEquals(1220, Offer.read(TcpOptions.NONE, false, ip6(1)).mss());
    assertEquals(1440, Offer.own(new Medium(1500, false, false), ip6(1)).mss());
  }

  @Test
  @DisplayName("200 seeds of loss, duplication and reordering: the octets arrive as they were sent")
  void impaired() {
    for (long seed = 0; seed < 200; seed++) {
      impaired(seed);
    }
  }

  private static void impaired(long seed) {
    var random = new SplittableRandom(seed);
    var hub = new VirtualSwitch();
    var there = noise(random.nextInt(300_000), seed);
    var back = noise(random.nextInt(300_000), ~seed);
    var caller = new Talker(there, true);
    var called = new Talker(back, true);
    hub.plug(server(called));
    hub.plug(client(5000, caller));
    double loss = random.nextInt(15) / 100.0;
    hub.impairing(frame -> fates(random, loss));
    hub.run(TWO_HOURS);
    assertEquals(back, caller.heard(), "seed " + seed);
    assertEquals(there, called.heard(), "seed " + seed);
    assertTrue(caller.wasTold(TcpEvent.Finished.class), "seed " + seed);
    assertTrue(called.wasTold(TcpEvent.Finished.class), "seed " + seed);
    assertEquals(0, connections(hub, 0) + connections(hub, 1), "seed " + seed);
  }

  private static List<Duration> fates(SplittableRandom random, double loss) {
    var times = new ArrayList<Duration>();
    if (random.nextDouble() >= loss) {
      times.add(delay(random));
    }
    if (random.nextInt(50) == 0) {
      times.add(delay(random));
    }
    return times;
  }

  private static Duration delay(SplittableRandom random) {
    return Duration.ofNanos(
        random.nextInt(10) == 0 ? random.nextInt(30_000_000) : 2_000_000 + random.nextInt(1_000));
  }
}
