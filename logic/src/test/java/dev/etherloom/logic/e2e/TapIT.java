package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The same over a TAP, which the kernel on this machine reaches directly. */
@SuppressWarnings("NullAway.Init")
class TapIT {
  Lab lab;
  Namespace host;

  @BeforeEach
  void start() {
    lab = Lab.open();
    Lab.tool("ping", "iputils-ping");
    assumeTrue(
        Files.isWritable(Path.of("/dev/net/tun")), "/dev/net/tun may not be used by this user");
    host = lab.namespace();
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private void makeTap() {
    lab.ip(host, "tuntap add dev labtap mode tap");
    lab.ip(host, "link set labtap addrgenmode none");
    lab.ip(host, "address add 10.77.0.1/24 dev labtap");
    lab.ip(host, "link set labtap up");
  }

  @Test
  @DisplayName("ping over a persistent TAP, in all sizes; both halves without capabilities")
  void ping() throws Exception {
    makeTap();
    var stack = new Stack(lab, host, "sockets", "--tap labtap").ip("10.77.0.2/24");
    stack.start();
    for (int size : List.of(0, 1, 56, 1472, 1473, 8000, 20_000)) {
      var ping = Ping.run(lab, host, "-c 5 -i 0.05 -s " + size, "10.77.0.2");
      assertTrue(ping.whole(), ping.output());
    }
    var flood = Ping.run(lab, host, "-q -f -c 10000", "10.77.0.2");
    assertTrue(flood.wholeFlood(), flood.output());
    var capabilities = stack.binder().ofThreads("CapEff");
    assertTrue(capabilities.stream().allMatch("0000000000000000"::equals), "" + capabilities);
  }

  @Test
  @DisplayName("a binder that is killed leaves the TAP, and its successor attaches to it again")
  void restart() {
    makeTap();
    var stack = new Stack(lab, host, "sockets", "--tap labtap").ip("10.77.0.2/24");
    stack.start();
    stack.binder().kill();
    var _ = stack.startBinder();
    stack.awaitPeer();
    Lab.sleep(500);
    var ping = Ping.run(lab, host, "-c 10 -i 0.02", "10.77.0.2");
    assertTrue(ping.whole(), ping.output());
  }

  @Test
  @DisplayName("a TAP that can't be made: exit 1, with the command that makes it")
  void absent() {
    var words = List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all");
    assumeTrue(Lab.IS_ROOT, "needs root, to take what root may do away");
    var binder = Lab.ROOT.resolve("binder/target/app/bin/binder").toString();
    var command = new java.util.ArrayList<>(words);
    command.addAll(List.of("--reuid=" + Lab.USER, "--clear-groups", binder, "--tap", "labnone"));
    command.addAll(List.of("--raw-to-logic", "/tmp/none-a", "--logic-to-raw", "/tmp/none-b"));
    var running = lab.start(host, "binder", command);
    assertNotEquals(0, running.exit());
    assertTrue(running.output().contains("ip tuntap add"), running.output());
  }
}
