package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.io.Account;
import dev.etherloom.frames.io.DatagramPair;
import dev.etherloom.frames.io.Errno;
import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.LibC;
import dev.etherloom.frames.io.PollSet;
import dev.etherloom.frames.io.SendBatch;
import dev.etherloom.frames.io.SocketFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Who may do what: the binder's and logic's privileges, a stranger on the sockets, a hostile logic.
 */
@SuppressWarnings("NullAway.Init")
class PrivilegeIT {
  private static final String NONE = "0000000000000000";

  Lab lab;
  Namespace client;
  Namespace other;

  @BeforeEach
  void start() {
    lab = Lab.open();
    other = lab.namespace();
    client = lab.client(other, "10.77.0.1/24");
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  @Test
  @DisplayName("no thread of either half has a capability, or may get one")
  void noCapability() throws Exception {
    var stack = Stack.ready(lab, other);
    for (var half : List.of(stack.binder(), stack.logic())) {
      for (var field : List.of("CapEff", "CapPrm", "CapInh", "CapAmb")) {
        var values = half.ofThreads(field);
        assertTrue(values.size() > 5, "threads of a JVM: " + values);
        assertTrue(values.stream().allMatch(NONE::equals), field + " of the threads: " + values);
      }
      assertTrue(half.ofThreads("NoNewPrivs").stream().allMatch("1"::equals));
    }
    assertTrue(stack.binder().ofThreads("Seccomp").stream().allMatch("2"::equals));
  }

  @Test
  @DisplayName("started by root, the binder becomes nobody on every thread, in all four ids")
  void nobody() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Lab.IS_ROOT, "not root: the binder keeps its user");
    var stack = Stack.ready(lab, other);
    var nobody = Lab.run("id", "-u", "nobody").orFail().strip();
    for (var ids : stack.binder().ofThreads("Uid")) {
      assertEquals(List.of(nobody, nobody, nobody, nobody), List.of(ids.split("\\s+", -1)));
    }
    for (var ids : stack.binder().ofThreads("Gid")) {
      assertFalse(List.of(ids.split("\\s+", -1)).contains("0"), ids);
    }
    for (var groups : stack.binder().ofThreads("Groups")) {
      assertFalse(List.of(groups.split("\\s+", -1)).contains("0"), groups);
    }
  }

  @Test
  @DisplayName("a third process can't inject into either socket: EPERM")
  void injection() {
    var stack = Stack.ready(lab, other);
    stack.awaitPeer();
    for (var path : List.of(stack.rawToLogic(), stack.logicToRaw())) {
      assertEquals(Errno.EPERM, connectError(path), path.toString());
    }
  }

  /** The error number of connect(2) from this JVM, a stranger to both. */
  private static int connectError(Path path) {
    int fd = LibC.check(LibC.C.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM, 0), "socket");
    var address = LibC.memory(110).putShort(0, (short) LibC.AF_UNIX);
    address.put(2, path.toString().getBytes(StandardCharsets.UTF_8));
    int result = LibC.C.connect(fd, LibC.address(address), 110);
    int errno = LibC.errno();
    var _ = LibC.C.close(fd);
    return result < 0 ? errno : 0;
  }

  @Test
  @DisplayName("a hostile logic that spoofs source MACs: none on the wire, all counted")
  void hostileLogic() throws Exception {
    Lab.tool("tcpdump", "tcpdump");
    var stack = new Stack(lab, other).binderOptions("--mac", "02:00:00:00:00:07");
    var _ = stack.startBinder();
    var tcpdump = lab.tcpdump(client, "-l", "-e", "ether proto 0x88b5");
    var memory = new FrameMemory();
    var batch = new SendBatch(memory);
    var owner =
        new Account(Account.current().user(), Lab.IS_ROOT ? Lab.GROUP : Account.current().group());
    var own = new SocketFile(stack.rawToLogic());
    try (var pair =
        DatagramPair.open(
            own, new SocketFile(stack.logicToRaw()), 0660, owner, new FrameMemory())) {
      for (int i = 0; i < 400 && !pair.isPeered(); i++) {
        Lab.sleep(25);
        if (pair.shouldMeet(System.nanoTime())) {
          pair.meet(System.nanoTime());
        }
      }
      assertTrue(pair.isPeered(), stack.binder().output());
      stack.awaitPeer();
      var writable = new PollSet(pair.fd());
      for (int i = 0; i < 1000; i++) {
        send(pair, batch, writable, "ffffffffffff 02dead%06x 88b5 0000".formatted(i));
      }
      for (int i = 0; i < 10; i++) {
        send(pair, batch, writable, "ffffffffffff 020000000007 88b5 0000");
      }
      send(pair, batch, writable, "ffffffffffff 0200");
      Lab.sleep(500);
    }
    var seen = tcpdump.output();
    assertEquals(
        10, seen.lines().filter(line -> line.contains("02:00:00:00:00:07 > ff")).count(), seen);
    assertFalse(seen.contains("02:de:ad"), seen);
    var counters = Stack.counters(stack.binder());
    assertTrue(Pattern.compile("\\b1,?000\\b|\\b1,?001\\b").matcher(counters).find(), counters);
    assertTrue(stack.binder().alive());
  }

  private static void send(DatagramPair pair, SendBatch batch, PollSet writable, String hex) {
    var frame = HexFormat.of().parseHex(hex.replace(" ", ""));
    int start = FrameMemory.slot(0);
    batch.memory().octets().put(start, frame);
    batch.add(start, frame.length);
    pair.send(batch, writable, 1000);
  }
}
