package dev.etherloom.logic.e2e;

import static dev.etherloom.logic.e2e.Stack.count;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Three shards together with what else `logic run` can do. */
@SuppressWarnings("NullAway.Init")
class ShardsWithIT {
  private static final int SHARDS = 3;
  private static final Pattern STAMP = Pattern.compile("\"frame.time_epoch\":\"([0-9.]+)\"");

  Lab lab;
  Namespace client;
  Stack stack;

  @BeforeEach
  void start() {
    lab = Lab.open();
    Lab.tool("ping", "iputils-ping");
    Lab.tool("curl", "curl");
    var other = lab.namespace();
    client = lab.client(other, "10.77.0.1/24");
    stack = new Stack(lab, other).logicOptions("--shards", "" + SHARDS);
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private void run(String... options) {
    stack.logicOptions(options);
    stack.start();
  }

  /** Asks for a page so often, each time on a connection of its own; how many came. */
  private long pages(String url, int times) {
    var command = new ArrayList<>(List.of("curl", "-sS", "-m", "30", "-w", "%{http_code}\n"));
    for (int i = 0; i < times; i++) {
      command.addAll(List.of("--http1.0", "-o", "/dev/null", url));
    }
    var codes = lab.run(client, command.toArray(String[]::new)).output();
    return codes.lines().filter("200"::equals).count();
  }

  /** The first line is the sum of those of the shards, and these of what was dealt to them. */
  private static void addsUp(String counters) {
    for (var what : List.of(": frames in (\\d+)", ": frames in \\d+, out (\\d+)")) {
      @Var long sum = 0;
      for (int i = 0; i < SHARDS; i++) {
        sum += count(counters, "^shard " + i + what);
      }
      assertEquals(count(counters, "^stack" + what), sum, counters);
    }
    long dealt =
        count(counters, "to one shard (\\d+)") + SHARDS * count(counters, "every shard (\\d+)");
    assertEquals(dealt, count(counters, "^stack: frames in (\\d+)"), counters);
  }

  @Test
  @DisplayName("hosts of a configuration: each answers for itself, and the counters add up")
  void hosts() throws IOException {
    var config = lab.folder().resolve("net.toml");
    var _ =
        Files.writeString(
            config,
            """
            [[host]]
            name = "web"
            mac = "02:00:00:00:00:10"
            addresses = ["10.77.0.10/24"]

            [[host]]
            name = "echo"
            mac = "02:00:00:00:00:20"
            addresses = ["10.77.0.20/24"]
            responders = ["echo"]
            """);
    stack.binderOptions("--mac", "02:00:00:00:00:10", "--mac", "02:00:00:00:00:20");
    run("--config", config.toString());
    for (var address : List.of("10.77.0.10", "10.77.0.20")) {
      var ping = Ping.run(lab, client, "-c 20 -i 0.02 -s 4000", address);
      assertTrue(ping.whole(), ping.output());
    }
    assertEquals(20, pages("http://10.77.0.10/", 20));
    assertEquals(0, pages("http://10.77.0.20/", 1), "it has no web server");
    var neighbors = lab.run(client, "ip", "neighbor").orFail();
    assertTrue(neighbors.contains("10.77.0.10 dev lab-client lladdr 02:00:00:00:00:10"), neighbors);
    assertTrue(neighbors.contains("10.77.0.20 dev lab-client lladdr 02:00:00:00:00:20"), neighbors);
    addsUp(Stack.counters(stack.logic()));
  }

  @Test
  @DisplayName("a bad link: pages come all the same; the capture is in the order of its stamps")
  void badLink() throws IOException {
    var trace = lab.sockets("captures").resolve("trace.pcapng").toString();
    run(
        "--ip",
        "10.77.0.2/24",
        "--capture",
        trace,
        "--impair",
        "drop=2%,dup=1%,reorder=5%,delay=5ms,seed=42");
    assertEquals(30, pages("http://10.77.0.2/", 30));
    var ping = Ping.run(lab, client, "-c 100 -i 0.01 -W 1", "10.77.0.2");
    assertTrue(ping.share() >= 0.85, ping.output());
    assertTrue(Stack.counters(stack.logic()).contains("impair: lost inbound"));
    stack.logic().close();
    var decode = Lab.ROOT.resolve("logic/target/app/bin/logic").toString();
    var lines = Lab.run(decode, "decode", trace, "--json").orFail();
    var stamps = STAMP.matcher(lines).results().map(hit -> hit.group(1)).toList();
    assertTrue(stamps.size() > 300, lines);
    assertEquals(stamps.stream().sorted().toList(), stamps);
  }

  @Test
  @DisplayName("a datagram in fragments to a port where nobody is: one shard says so, once")
  void fragments() {
    Lab.tool("python3", "python3");
    run("--ip", "10.77.0.2/24");
    var program =
        """
        import socket
        for port in range(9000, 9010):
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            s.settimeout(5)
            s.connect(("10.77.0.2", port))
            s.send(bytes(8000))
            try:
                s.recv(1)
            except ConnectionRefusedError:
                print("refused")
        """;
    var said = lab.run(client, "python3", "-c", program).orFail();
    assertEquals("refused\n".repeat(10), said);
    var counters = Stack.counters(stack.logic());
    assertEquals(10, count(counters, "^stack: .*nobody at this port (\\d+)"), counters);
    addsUp(counters);
  }
}
