package dev.etherloom.frames.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.io.DatagramPair.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatagramPairTest {
  @TempDir Path folder;

  /** One end with its memory, and a clock that the test turns. */
  private final class End implements AutoCloseable {
    final FrameMemory memory = new FrameMemory();
    final ReceiveBatch incoming = new ReceiveBatch(memory, 0, false);
    final FrameMemory sendMemory = new FrameMemory();
    final SendBatch outgoing = new SendBatch(sendMemory);
    final DatagramPair pair;

    End(String own, String peer) throws IOException {
      pair =
          DatagramPair.open(
              new SocketFile(folder.resolve(own)),
              new SocketFile(folder.resolve(peer)),
              0660,
              Account.current(),
              memory);
    }

    /** Looks at the peer, as an event loop does every so often. */
    boolean look() {
      clock += DatagramPair.LOOK_NANOS;
      if (pair.shouldMeet(clock)) {
        pair.meet(clock);
      }
      return pair.isPeered();
    }

    void send(String... texts) {
      for (int i = 0; i < texts.length; i++) {
        var octets = Slice.utf8(texts[i]);
        octets.copyTo(sendMemory.octets(), FrameMemory.slot(i));
        outgoing.add(FrameMemory.slot(i), octets.length());
      }
      pair.send(outgoing, PollSet.untilWritable(pair.fd()), 0);
    }

    String receive() {
      var texts = new StringBuilder();
      int count = pair.receive(incoming);
      for (int i = 0; i < count; i++) {
        var octets = new byte[incoming.length(i)];
        incoming.octets().get(incoming.start(i), octets);
        texts.append(Slice.owning(octets).text()).append(' ');
      }
      return texts.toString().strip();
    }

    @Override
    public void close() {
      pair.close();
    }
  }

  private long clock = 1_000_000_000L;

  @Test
  void carriesDatagramsBothWays() throws IOException {
    try (var binder = new End("b", "l");
        var logic = new End("l", "b")) {
      assertTrue(binder.look());
      assertTrue(logic.look());
      binder.send("one", "two");
      logic.send("three");
      assertEquals("one two", logic.receive());
      assertEquals("three", binder.receive());
      assertEquals("", binder.receive());
      assertEquals(2, binder.pair.counters().get(Event.SENT));
      assertEquals(2, logic.pair.counters().get(Event.RECEIVED));
    }
  }

  @Test
  void whoeverStartsFirstWaits() throws IOException {
    try (var first = new End("b", "l")) {
      assertFalse(first.look());
      first.send("lost");
      assertEquals(1, first.pair.counters().get(Event.PEER_ABSENT));
      try (var second = new End("l", "b")) {
        assertTrue(second.look());
        assertTrue(first.look());
        first.send("found");
        assertEquals("found", second.receive());
      }
    }
  }

  @Test
  @DisplayName("a replaced peer is met on the same socket; the newcomer waits until it is (EPERM)")
  void reconnects() throws IOException {
    try (var survivor = new End("b", "l")) {
      for (int generation = 0; generation < 3; generation++) {
        try (var peer = new End("l", "b")) {
          if (generation > 0) {
            assertFalse(peer.look(), "EPERM while the survivor is tied to the dead one");
          }
          assertTrue(survivor.look());
          assertTrue(peer.look());
          survivor.send("generation" + generation);
          assertEquals("generation" + generation, peer.receive());
        }
      }
      assertEquals(2, survivor.pair.counters().get(Event.OUTAGES));
    }
  }

  @Test
  void aPeerThatGoesIsNoticedBySending() throws IOException {
    try (var survivor = new End("b", "l")) {
      try (var peer = new End("l", "b")) {
        assertTrue(survivor.look());
        assertTrue(peer.look());
      }
      survivor.send("lost");
      assertFalse(survivor.pair.isPeered());
      assertEquals(1, survivor.pair.counters().get(Event.PEER_ABSENT));
    }
  }

  @Test
  @DisplayName("a third process can neither connect nor send: EPERM")
  void refusesAThird() throws IOException {
    try (var binder = new End("b", "l");
        var logic = new End("l", "b")) {
      assertTrue(binder.look());
      assertTrue(logic.look());
      int intruder = LibC.C.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM, 0);
      for (var path : new String[] {"b", "l"}) {
        var address = new SocketFile(folder.resolve(path)).address();
        assertEquals(-Errno.EPERM, SocketFile.connect(intruder, address));
      }
      assertEquals(0, LibC.C.close(intruder));
    }
  }

  @Test
  @DisplayName("what anybody sent before peering is counted and thrown away")
  void discardsWhatCameBefore() throws IOException {
    try (var binder = new End("b", "l")) {
      int intruder = LibC.C.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM, 0);
      assertEquals(0, SocketFile.connect(intruder, new SocketFile(folder.resolve("b")).address()));
      var octet = LibC.memory(1);
      assertEquals(1, LibC.C.write(intruder, LibC.address(octet), 1));
      try (var logic = new End("l", "b")) {
        assertTrue(binder.look());
        assertEquals("", binder.receive());
        assertEquals(1, binder.pair.counters().get(Event.UNPEERED));
        assertTrue(logic.look());
      }
      assertEquals(0, LibC.C.close(intruder));
    }
  }

  @Test
  void aSlowPeerLosesWhatItsQueueDoesNotHold() throws IOException {
    try (var binder = new End("b", "l");
        var logic = new End("l", "b")) {
      assertTrue(binder.look());
      assertTrue(logic.look());
      @Var int sent = 0;
      while (binder.pair.counters().get(Event.PEER_SLOW) == 0) {
        binder.send("x".repeat(1500));
        sent++;
      }
      assertTrue(sent > 11, "the ten-datagram limit applies: " + sent);
      assertEquals(sent - 1, binder.pair.counters().get(Event.SENT));
      assertEquals(1, binder.pair.counters().get(Event.PEER_SLOW));
    }
  }

  @Test
  void carriesTheLongestFrame() throws IOException {
    try (var binder = new End("b", "l");
        var logic = new End("l", "b")) {
      assertTrue(binder.look());
      assertTrue(logic.look());
      binder.send("y".repeat(FrameMemory.MAX_FRAME));
      assertEquals(FrameMemory.MAX_FRAME, logic.receive().length());
      binder.outgoing.add(FrameMemory.slot(0), FrameMemory.MAX_FRAME + 1);
      binder.pair.send(binder.outgoing, PollSet.untilWritable(binder.pair.fd()), 0);
      assertEquals(1, logic.pair.receive(logic.incoming));
      assertTrue(logic.incoming.truncated(0));
    }
  }

  @Test
  void replacesAStaleSocketOnly() throws IOException {
    var path = folder.resolve("b");
    int dead = LibC.C.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM, 0);
    assertEquals(0, LibC.C.bind(dead, LibC.address(new SocketFile(path).address()), 110));
    var inUse = assertThrows(IllegalStateException.class, () -> new End("b", "l").close());
    assertTrue(inUse.toString().contains("in use by another process"), inUse::toString);
    assertTrue(inUse.toString().contains("PID " + LibC.C.getpid()), inUse::toString);
    assertEquals(0, LibC.C.close(dead));
    new End("b", "l").close();
    assertFalse(Files.exists(path), "its own socket file is removed");

    Files.writeString(path, "precious");
    var noSocket = assertThrows(IllegalStateException.class, () -> new End("b", "l").close());
    assertTrue(noSocket.toString().contains("is no socket"), noSocket::toString);
    assertEquals("precious", Files.readString(path));
  }

  @Test
  void theSocketFileHasItsMode() throws IOException {
    try (var _ = new End("b", "l")) {
      assertEquals(
          "rw-rw----",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("b"))));
    }
  }

  @Test
  void aPathThatIsTooLongIsRefused() {
    var path = Path.of("/tmp/" + "x".repeat(103));
    var refused = assertThrows(IllegalArgumentException.class, () -> new SocketFile(path));
    assertTrue(refused.toString().contains("108 octets"), refused::toString);
  }
}
