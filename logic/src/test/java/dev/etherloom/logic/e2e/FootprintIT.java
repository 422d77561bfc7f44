package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.errorprone.annotations.Var;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What both halves cost a machine, and what they tell about themselves. */
@SuppressWarnings("NullAway.Init")
class FootprintIT {
  /** A second: ten looks at the peer, and some of the runtime's own. */
  private static final double MOST_WAKINGS = 60;

  /** A second, of 10 ms: whoever never sleeps takes 100; one who looks around, one, or few. */
  private static final double SPINNING_TICKS = 20;

  Lab lab;
  Namespace client;
  Namespace other;

  @BeforeEach
  void start() {
    lab = Lab.open();
    Lab.tool("ping", "iputils-ping");
    other = lab.namespace();
    client = lab.client(other, "10.77.0.1/24");
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  @Test
  @DisplayName("idle both only look around some ten times a second, and stay under 80 and 160 MB")
  void idle() throws Exception {
    var stack = Stack.ready(lab, other);
    assertTrue(Ping.run(lab, client, "-q -f -c 20000", "10.77.0.2").wholeFlood());
    for (var half : java.util.List.of(stack.binder(), stack.logic())) {
      double perSecond = wakingsPerSecond(half);
      assertTrue(perSecond < MOST_WAKINGS, half + " woke " + perSecond + " times a second");
    }
    assertTrue(stack.binder().residentMegabytes() < 80, stack.binder().residentMegabytes() + " MB");
    assertTrue(stack.logic().residentMegabytes() < 160, stack.logic().residentMegabytes() + " MB");
  }

  @Test
  @DisplayName("logic stands in large pages, where the kernel gives them to who asks")
  void largePages() throws Exception {
    var setting = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    assumeTrue(Files.isReadable(setting), "a kernel without large pages for all");
    assumeFalse(Files.readString(setting).contains("[never]"), "this kernel gives no large pages");
    var stack = Stack.ready(lab, other);
    assertTrue(Ping.run(lab, client, "-q -f -c 20000", "10.77.0.2").wholeFlood());
    long large = stack.logic().largePageMegabytes();
    assertTrue(large >= 16, large + " MB; the young generation alone has 48");
  }

  /**
   * How often a half was woken. That does not depend on how fast the machine is, as the time it
   * takes does; compilers may still be at work at first, so the least of three counts.
   */
  private static double wakingsPerSecond(Running half) throws Exception {
    @Var double least = Double.MAX_VALUE;
    for (int i = 0; i < 3 && least >= MOST_WAKINGS; i++) {
      Lab.sleep(3000);
      long start = System.nanoTime();
      long ticks = half.cpuTicks();
      long before = half.wakings();
      Lab.sleep(5000);
      double seconds = (System.nanoTime() - start) / 1e9;
      boolean spins = (half.cpuTicks() - ticks) / seconds > SPINNING_TICKS;
      least = Math.min(least, spins ? Double.MAX_VALUE : (half.wakings() - before) / seconds);
    }
    return least;
  }

  @Test
  @DisplayName("SIGUSR1 prints the counters of either half, and the stop prints them too")
  void counters() {
    var stack = Stack.ready(lab, other);
    assertTrue(Ping.run(lab, client, "-c 100 -i 0.002", "10.77.0.2").whole());
    for (var half : java.util.List.of(stack.binder(), stack.logic())) {
      var counters = Stack.counters(half);
      var numbers = java.util.regex.Pattern.compile("\\b1\\d\\d\\b").matcher(counters);
      assertTrue(numbers.find(), "about a hundred frames: " + counters);
      int from = half.output().length();
      half.signal("TERM");
      assertEquals(0, half.exit(), half.output());
      assertTrue(half.output().substring(from).matches("(?s).*\\b1\\d\\d\\b.*"), half.output());
    }
  }

  @Test
  @DisplayName("--capture makes a file that tshark reads without complaint")
  void capture() {
    Lab.tool("tshark", "tshark");
    var file = lab.sockets("captures").resolve("frames.pcapng").toString();
    var stack = new Stack(lab, other).ip("10.77.0.2/24");
    var _ = stack.logicOptions("--capture", file);
    stack.start();
    assertTrue(Ping.run(lab, client, "-c 10 -i 0.02 -s 3000", "10.77.0.2").whole());
    stack.logic().close();
    var read = Lab.run("tshark", "-n", "-r", file);
    assertEquals(0, read.exit(), read.output());
    assertEquals(10, count(read.output(), "Echo (ping) request"), read.output());
    assertEquals(10, count(read.output(), "Echo (ping) reply"), read.output());
    assertEquals(0, count(read.output(), "tshark: "), read.output());
  }

  private static long count(String lines, String word) {
    return lines.lines().filter(line -> line.contains(word)).count();
  }

  @Test
  @DisplayName("--impair drops about what it is told to")
  void impair() {
    var stack = new Stack(lab, other).ip("10.77.0.2/24");
    var _ = stack.logicOptions("--impair", "drop=20%,seed=42");
    stack.start();
    var ping = Ping.run(lab, client, "-i 0.002 -c 600 -W 1", "10.77.0.2");
    double lost = 1 - ping.share();
    assertTrue(lost > 0.12 && lost < 0.45, ping.output()); // either direction may be hit: 36 %
  }
}
