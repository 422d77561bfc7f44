package dev.etherloom.logic.e2e;

import static dev.etherloom.logic.e2e.Stack.count;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Three shards on a veth pair: one host to whoever looks. Other tests: -Detherloom.shards=3. */
@SuppressWarnings("NullAway.Init")
class ShardsIT {
  private static final int SHARDS = 3;
  private static final String PAGE = "http://10.77.0.2/";

  Lab lab;
  Namespace client;
  Stack stack;
  Path trace;

  @BeforeEach
  void start() {
    lab = Lab.open();
    Lab.tool("ping", "iputils-ping");
    Lab.tool("curl", "curl");
    var other = lab.namespace();
    client = lab.client(other, "10.77.0.1/24", "fd77::1/64");
    stack =
        new Stack(lab, other)
            .ip("10.77.0.2/24")
            .logicOptions("--ip6", "fd77::2/64", "--shards", "" + SHARDS);
    trace = lab.sockets("captures").resolve("trace.pcapng");
    stack.logicOptions("--capture", trace.toString());
    stack.start();
    var _ = stack.logic().await("fd77::2 is usable");
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  /** Fetches a page so often, each time on a connection of its own. */
  private void fetch(int times) {
    var command = new ArrayList<>(List.of("curl", "-sS", "-m", "20", "-w", "%{http_code}\n"));
    for (int i = 0; i < times; i++) {
      command.addAll(List.of("--http1.0", "-o", "/dev/null", PAGE));
    }
    var codes = lab.run(client, command.toArray(String[]::new)).orFail();
    assertEquals("200\n".repeat(times), codes);
  }

  @Test
  @DisplayName(
      "pings of all sizes, of both families, are answered once; pages come from all shards")
  void oneHost() {
    for (var address : List.of("10.77.0.2", "fd77::2")) {
      for (var size : List.of("56", "4000", "65507")) {
        var ping = Ping.run(lab, client, "-c 10 -i 0.05 -s " + size, address);
        assertTrue(ping.whole(), ping.output());
      }
    }
    fetch(40);
    var counters = Stack.counters(stack.logic());
    for (int i = 0; i < SHARDS; i++) {
      assertTrue(count(counters, "^shard " + i + ": frames in (\\d+)") > 20, counters);
    }
    assertEquals(
        count(counters, "^pair: received (\\d+)"),
        count(counters, "^dealt: to one shard (\\d+)") + count(counters, "to every shard (\\d+)"));
  }

  @Test
  @DisplayName("either half is replaced under way, and service is back")
  void replaced() {
    fetch(5);
    stack.logic().kill();
    var _ = stack.startLogic();
    stack.awaitReady();
    Lab.sleep(300);
    fetch(5);
    stack.binder().kill();
    var _ = stack.startBinder();
    stack.awaitPeer();
    Lab.sleep(300);
    fetch(20);
    var ping = Ping.run(lab, client, "-c 10 -i 0.02", "10.77.0.2");
    assertTrue(ping.whole(), ping.output());
  }

  @Test
  @DisplayName("the capture has each frame once, and the end is clean")
  void capture() throws IOException {
    fetch(10);
    assertTrue(Ping.run(lab, client, "-c 5 -i 0.05 -s 4000", "fd77::2").whole());
    stack.logic().signal("TERM");
    assertEquals(0, stack.logic().exit(), stack.logic().output());
    var counters = stack.logic().output();
    long frames = count(counters, "^pair: received (\\d+)") + count(counters, "sent (\\d+)");
    assertEquals(frames, packets(Slice.owning(Files.readAllBytes(trace))));
  }

  /** How many packet blocks a pcapng file has, in the byte order that it is written in here. */
  private static long packets(Slice file) {
    @Var long count = 0;
    for (int at = 0; at + 8 <= file.length(); at += length(file, at)) {
      count += file.i32(at) == 6 || file.i32(at) == 0x0600_0000 ? 1 : 0;
    }
    return count;
  }

  private static int length(Slice file, int at) {
    boolean big = file.i32(8) == 0x1a2b_3c4d;
    return big ? file.i32(at + 4) : Integer.reverseBytes(file.i32(at + 4));
  }

  @Test
  @DisplayName("a number of shards that makes no sense is refused")
  void refused() {
    stack.logic().close();
    var command = new ArrayList<>(stack.logicCommandLine());
    command.addAll(List.of("--shards", "0"));
    command.remove("--shards");
    command.remove("" + SHARDS);
    var second = lab.start(lab.namespace(), "logic", command);
    assertEquals(2, second.exit(), second.output());
    assertTrue(second.output().contains("--shards 0: has to be from 1"), second.output());
  }
}
