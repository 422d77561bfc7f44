package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Either half may start first, stop, die or be replaced at any time; the other goes on. */
@SuppressWarnings("NullAway.Init")
class OutageIT {
  /** From a killed half's successor being there to service: the promise is 250 ms. */
  private static final long RECONNECT_MILLIS = 250;

  private static final int INTERVAL_MILLIS = 20;

  Lab lab;
  Namespace client;
  Namespace other;
  Stack stack;

  @BeforeEach
  void start() {
    lab = Lab.open();
    Lab.tool("ping", "iputils-ping");
    other = lab.namespace();
    client = lab.client(other, "10.77.0.1/24");
    stack = Stack.ready(lab, other);
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  /**
   * Runs {@code accident} under ping; it gives the milliseconds for which half a stack was gone.
   */
  private void underPing(LongSupplier accident) {
    var words = "ping -n -i 0.02 -c 250 -w 60 10.77.0.2".split(" ", -1);
    var running = lab.start(client, "ping", List.of(words));
    var _ = running.await("icmp_seq=50 ");
    @Var long allowed;
    try (var machine = new HeldUp()) {
      allowed = accident.getAsLong() + RECONNECT_MILLIS;
      var _ = running.exit();
      allowed += machine.millis();
    }
    var ping = new Ping(running.output(), 250);
    var answered = ping.sequence();
    assertEquals(250, answered.size(), ping.output());
    int lost = answered.getLast() - answered.size();
    assertTrue(lost <= allowed / INTERVAL_MILLIS + 2, lost + " lost, " + allowed + " ms allowed");
    int longest =
        IntStream.range(1, answered.size())
            .map(i -> answered.get(i) - answered.get(i - 1) - 1)
            .max()
            .orElse(0);
    assertEquals(lost, longest, "lost outside of the outage:\n" + ping.output());
  }

  private long replace(Running half, Runnable start) {
    long begin = System.nanoTime();
    half.kill();
    start.run();
    return (System.nanoTime() - begin) / 1_000_000;
  }

  @Test
  void logicIsKilledAndStartedAgain() {
    underPing(
        () ->
            replace(
                stack.logic(),
                () -> {
                  var _ = stack.startLogic();
                  stack.awaitReady();
                }));
  }

  @Test
  void binderIsKilledAndStartedAgain() {
    underPing(
        () ->
            replace(
                stack.binder(),
                () -> {
                  var _ = stack.startBinder();
                  stack.awaitPeer();
                }));
  }

  @Test
  void logicStopsAndAnotherTakesItsPlace() {
    underPing(
        () -> {
          long begin = System.nanoTime();
          stack.logic().close();
          var _ = stack.startLogic();
          stack.awaitReady();
          return (System.nanoTime() - begin) / 1_000_000;
        });
  }

  @Test
  @DisplayName("either half may be the first")
  void eitherFirst() {
    for (int i = 0; i < 2; i++) {
      stack.logic().close();
      stack.binder().close();
      if (i == 0) {
        var _ = stack.startLogic();
        Lab.sleep(1500);
        var _ = stack.startBinder();
      } else {
        var _ = stack.startBinder();
        Lab.sleep(1500);
        var _ = stack.startLogic();
      }
      stack.awaitReady();
      stack.awaitPeer();
      Lab.sleep(RECONNECT_MILLIS);
      var ping = Ping.run(lab, client, "-c 10 -i 0.02", "10.77.0.2");
      assertTrue(ping.whole(), ping.output());
    }
  }

  @Test
  @DisplayName("a second logic on the same pair is refused, and the first is not disturbed")
  void secondLogicIsRefused() {
    var first = stack.logic();
    var second = lab.start(lab.namespace(), "second logic", stack.logicCommandLine());
    assertNotEquals(0, second.exit());
    assertTrue(second.output().contains("in use"), second.output());
    assertTrue(first.alive());
    assertTrue(Ping.run(lab, client, "-c 10 -i 0.02", "10.77.0.2").whole());
  }

  @Test
  @DisplayName("a stopped logic fills its queue; the rest is dropped and counted, and it goes on")
  void slowLogic() {
    var blaster = lab.compile("echoblast.c");
    stack.logic().signal("STOP");
    @Var var counters = "";
    for (int seconds = 0; seconds < 20 && !counters.contains("slow"); seconds++) {
      var words = "lab-client " + stack.mac() + " 10.77.0.1 10.77.0.2 --rate 50000 --seconds 1";
      var command = (blaster + " " + words).split(" ", -1);
      var _ = lab.run(client, command).orFail();
      counters = Stack.counters(stack.binder());
    }
    stack.logic().signal("CONT");
    assertTrue(counters.contains("slow"), counters);
    Lab.sleep(1000);
    var ping = Ping.run(lab, client, "-c 10 -i 0.02", "10.77.0.2");
    assertTrue(ping.whole(), ping.output());
  }

  @Test
  @DisplayName("while there is no logic, the binder counts what it can't hand over")
  void absentLogic() {
    stack.logic().close();
    var _ = Ping.run(lab, client, "-c 20 -i 0.02 -W 0.2", "10.77.0.2");
    var counters = Stack.counters(stack.binder());
    assertTrue(counters.contains("absent"), counters);
  }

  @Test
  @DisplayName("both end on SIGTERM and SIGINT with exit code 0, and take their sockets with them")
  void cleanEnd() throws Exception {
    stack.logic().signal("TERM");
    stack.binder().signal("INT");
    assertEquals(0, stack.logic().exit(), stack.logic().output());
    assertEquals(0, stack.binder().exit(), stack.binder().output());
    assertTrue(stack.socketsAreGone());
  }
}
