package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The binder's ring on a veth pair with jumbo frames, while the binder stands still and after. */
@SuppressWarnings("NullAway.Init")
class RingIT {
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
    lab.ip(client, "link set lab-client mtu 9000");
    lab.ip(other, "link set lab-stack mtu 9000");
    stack = new Stack(lab, other).ip("10.77.0.2/24").logicOptions("--mtu", "9000");
    stack.start();
    stack.awaitPeer();
    lab.ip(client, "neighbor add 10.77.0.2 lladdr " + stack.mac() + " dev lab-client");
    assertTrue(ping("-c 3 -i 0.05").whole());
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private Ping ping(String options) {
    return Ping.run(lab, client, options, "10.77.0.2");
  }

  /** How many frames the client's end has sent, as /proc/net/dev has it: the tenth number. */
  private long sent() {
    var devices = lab.run(client, "cat", "/proc/net/dev").orFail();
    var matcher = Pattern.compile("lab-client:((?:\\s+\\d+){10})").matcher(devices);
    assertTrue(matcher.find(), devices);
    var numbers = matcher.group(1).strip().split("\\s+", -1);
    return Long.parseLong(numbers[9]);
  }

  /** What the binder counted once it looked after its device again, which it does each second. */
  private String counters() {
    Lab.sleep(1_500);
    return Stack.counters(stack.binder());
  }

  private static long count(String counters, String event) {
    var matcher = Pattern.compile("^link: .*\\b" + event + " (\\d+)").matcher(counters);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  /** Frames that come while the binder stands still, {@code least} of which find room. */
  private void overrun(String options, long least) {
    var before = counters();
    long sentBefore = sent();
    stack.binder().signal("STOP");
    var _ = ping("-q -W 0.1 " + options);
    stack.binder().signal("CONT");
    long sent = sent() - sentBefore;
    var after = counters();
    long received = count(after, "received") - count(before, "received");
    long full = count(after, "kernel queue full") - count(before, "kernel queue full");
    assertEquals(sent, received + full, after);
    assertTrue(received >= least && full > 0, after);
    assertTrue(ping("-c 10 -i 0.02").whole());
    assertTrue(ping("-c 10 -i 0.02 -s 8000").whole());
  }

  @Test
  @DisplayName("a full ring: all that came is received or counted, and service goes on")
  void full() {
    overrun("-l 6000 -c 6000", 4_000);
  }

  @Test
  @DisplayName("frames longer than a slot, more than the socket's memory takes: all are counted")
  void longerThanSlots() {
    overrun("-l 2000 -c 2000 -s 8000", 100);
  }

  @Test
  @DisplayName("round the ring several times, in slots and beside them")
  void wrapsAround() {
    var small = ping("-q -f -c 10000");
    assertTrue(small.wholeFlood(), small.output());
    var large = ping("-q -f -c 5000 -s 8000");
    assertTrue(large.wholeFlood(), large.output());
  }

  @Test
  @DisplayName("a link that went down with frames in its ring: none of those after is late")
  void downWithFramesInside() {
    stack.binder().signal("STOP");
    var _ = ping("-q -c 3 -l 3 -W 0.1 -s 8000");
    lab.ip(other, "link set lab-stack down");
    stack.binder().signal("CONT");
    var _ = stack.binder().await("is down");
    lab.ip(other, "link set lab-stack up");
    Lab.sleep(1_500);
    for (int i = 0; i < 3; i++) {
      assertTrue(ping("-c 1 -s 8000").whole());
    }
  }
}
