package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is sent to the echo service comes back octet for octet, over links of several kinds. */
@SuppressWarnings("NullAway.Init")
class BulkIT {
  /** Sends noise, reads what comes back meanwhile, and compares what SHA-256 makes of both. */
  private static final String ECHO =
      """
      import hashlib, os, socket, sys, threading
      s = socket.create_connection(("10.77.0.2", 7), timeout=30)
      sent, come, count = hashlib.sha256(), hashlib.sha256(), 0
      def send(left):
          while left > 0:
              noise = os.urandom(min(left, 1 << 20))
              sent.update(noise)
              s.sendall(noise)
              left -= len(noise)
          s.shutdown(socket.SHUT_WR)
      sender = threading.Thread(target=send, args=[int(sys.argv[1])])
      sender.start()
      while octets := s.recv(1 << 18):
          come.update(octets)
          count += len(octets)
      sender.join()
      print(count, "the same" if come.digest() == sent.digest() else "others")
      """;

  Lab lab;
  Namespace client;

  @BeforeEach
  void start() {
    lab = Lab.open();
    Lab.tool("python3", "python3");
    client = lab.namespace();
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private Stack veth() {
    var other = lab.namespace();
    lab.veth(client, "lab-client", other, "lab-stack");
    lab.ip(client, "address add 10.77.0.1/24 dev lab-client");
    return new Stack(lab, other, "sockets", "--interface lab-stack").ip("10.77.0.2/24");
  }

  private Stack tap() {
    assumeTrue(
        Files.isWritable(Path.of("/dev/net/tun")), "/dev/net/tun may not be used by this user");
    lab.ip(client, "tuntap add dev labtap mode tap");
    lab.ip(client, "link set labtap addrgenmode none");
    lab.ip(client, "address add 10.77.0.1/24 dev labtap");
    lab.ip(client, "link set labtap up");
    return new Stack(lab, client, "sockets", "--tap labtap").ip("10.77.0.2/24");
  }

  private void echoes(Stack stack, int octets) {
    var _ = stack.startBinder();
    var _ = stack.startLogic();
    stack.awaitReady();
    var said = lab.run(client, "python3", "-c", ECHO, "" + octets).orFail();
    assertEquals(octets + " the same\n", said);
  }

  private static Stack withoutOffload(Stack stack) {
    return stack.logicOptions("--no-offload").binderOptions("--no-offload");
  }

  @Test
  @DisplayName("over a pair of interfaces whose checksums and segments are left to the link")
  void superFrames() {
    echoes(veth(), 50_000_000);
  }

  @Test
  @DisplayName("the same with nothing left to the link")
  void frames() {
    echoes(withoutOffload(veth()), 20_000_000);
  }

  @Test
  @DisplayName("over a TAP")
  void overTap() {
    echoes(tap(), 50_000_000);
  }

  @Test
  @DisplayName("over a TAP, with nothing left to it")
  void overTapByFrames() {
    echoes(withoutOffload(tap()), 20_000_000);
  }

  @Test
  @DisplayName("where a frame in twenty is lost, others come twice or too late")
  void badLink() {
    var stack = withoutOffload(veth());
    echoes(stack.logicOptions("--impair", "drop=5%,dup=1%,reorder=2%,seed=7"), 5_000_000);
    var counters = Stack.counters(stack.logic());
    assertTrue(counters.contains("impair: lost inbound"), counters);
  }
}
