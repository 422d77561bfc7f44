package dev.etherloom.frames.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.io.DatagramPair.Event;
import io.vavr.collection.List;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramePairTest {
  @TempDir Path folder;

  /** One end, and a clock that the test turns. */
  private final class End implements AutoCloseable {
    final FrameMemory sendMemory = new FrameMemory();
    final SendBatch outgoing = new SendBatch(sendMemory);
    final FramePair pair;
    final PollSet readable;

    End(String own, String peer, FramePair.End end) throws IOException {
      pair =
          FramePair.open(
              new SocketFile(folder.resolve(own)),
              new SocketFile(folder.resolve(peer)),
              0660,
              Account.current(),
              end,
              new FrameMemory());
      readable = pair.readable();
    }

    boolean look() {
      clock += DatagramPair.LOOK_NANOS;
      if (pair.shouldMeet(clock, false)) {
        pair.meet(clock);
        var _ = pair.shouldMeet(clock, false);
      }
      return pair.isPeered();
    }

    void send(String... texts) {
      for (int i = 0; i < texts.length; i++) {
        var octets = Slice.utf8(texts[i]);
        octets.copyTo(sendMemory.octets(), FrameMemory.slot(i));
        outgoing.add(FrameMemory.slot(i), octets.length());
      }
      pair.send(outgoing, pair.writable(), 0);
    }

    String receive() {
      var texts = new StringBuilder();
      int count = pair.receive();
      for (int i = 0; i < count; i++) {
        texts.append(Slice.owning(pair.received().frame(i)).text()).append(' ');
      }
      return texts.toString().strip();
    }

    long counted(Event event) {
      return pair.counters().get(event);
    }

    @Override
    public void close() {
      pair.close();
    }
  }

  private long clock = System.nanoTime();

  private End binder() throws IOException {
    return new End("b", "l", FramePair.End.BINDER);
  }

  private End logic() throws IOException {
    return new End("l", "b", FramePair.End.LOGIC);
  }

  /** Both meet; the first frame takes the memory along. */
  private static void meet(End binder, End logic) {
    while (!binder.look() || !logic.look()) {
      assertTrue(binder.pair.isPeered() || logic.pair.isPeered());
    }
    binder.send("first");
    assertEquals("first", logic.receive());
  }

  @Test
  @DisplayName("who is busy looks later at who stands at the other end, by one period at most")
  void framesFirst() throws IOException {
    try (var logic = logic()) {
      try (var binder = binder()) {
        assertTrue(logic.pair.shouldMeet(clock, true), "nobody to be busy with");
        clock += DatagramPair.SEARCH_NANOS;
        assertTrue(binder.look() && logic.look());
      }
      long due = clock + DatagramPair.SEARCH_NANOS;
      assertEquals(due - clock, logic.pair.restNanos(clock));
      assertEquals(1_000_000, logic.pair.restNanos(due), "a moment, in which it may have no work");
      try (var _ = binder()) {
        assertFalse(logic.pair.shouldMeet(due - 1, false));
        assertFalse(logic.pair.shouldMeet(due + DatagramPair.LOOK_NANOS - 1, true));
        assertTrue(logic.pair.shouldMeet(due + DatagramPair.LOOK_NANOS, true));
      }
    }
  }

  @Test
  @DisplayName("from the first frame on, frames go through memory both ways, in order")
  void sharesMemory() throws IOException {
    try (var binder = binder();
        var logic = logic()) {
      assertTrue(binder.look() && logic.look());
      logic.send("early");
      binder.send("one", "two");
      assertEquals("one two", logic.receive());
      logic.send("late");
      binder.send("three");
      assertEquals(0, unreadDatagrams(binder, "three"), "went past the socket");
      assertEquals("early", binder.receive(), "what went as a datagram comes first");
      assertEquals("late", binder.receive());
      assertEquals("three", logic.receive());
      assertEquals("", binder.receive() + logic.receive());
      assertEquals(3, binder.counted(Event.SENT));
      assertEquals(3, logic.counted(Event.RECEIVED));
      assertEquals(2, binder.counted(Event.RECEIVED));
    }
  }

  /** Writes a text, or nothing where it is empty, straight to the peer; whether it was asked. */
  private static boolean straight(End from, String text) {
    var octets = Slice.utf8(text);
    return from.pair.sendFrom(
        (memory, start, length) -> {
          octets.copyTo(memory.octets(), start);
          return length > 0;
        },
        octets.length());
  }

  @Test
  @DisplayName("a frame may be written straight into the memory that the peer reads, in its turn")
  void writesStraight() throws IOException {
    try (var binder = binder();
        var logic = logic()) {
      assertFalse(straight(binder, "nobody there"));
      assertTrue(binder.look() && logic.look());
      assertFalse(straight(binder, "no memory yet"));
      binder.send("first");
      assertEquals("first", logic.receive());
      binder.send("one");
      assertTrue(straight(binder, "two"));
      assertTrue(straight(binder, ""), "asked, and there was none");
      binder.send("three");
      assertEquals("one two three", logic.receive());
      assertEquals("", logic.receive());
      assertEquals(4, binder.counted(Event.SENT));
      @Var int sent = 0;
      while (straight(binder, long60000(sent))) {
        sent++;
      }
      assertTrue(sent > 100, "room for " + sent);
      assertEquals(4 + sent, binder.counted(Event.SENT));
      for (@Var int came = 0; came < sent; ) {
        came = arrived(logic, came);
      }
      assertEquals("", logic.receive());
    }
  }

  /** Datagrams that wait at the peer: none, once memory is shared. */
  private static int unreadDatagrams(End from, String what) {
    var octets = LibC.memory(4);
    assertEquals(0, LibC.C.ioctl(from.pair.fd(), 0x5411, LibC.address(octets)), what);
    return octets.getInt(0);
  }

  @Test
  @DisplayName("a peer that knows of datagrams alone sees datagrams, octet for octet, and no more")
  void aPlainPeer() throws IOException {
    try (var binder = binder();
        var plain =
            DatagramPair.open(
                new SocketFile(folder.resolve("l")),
                new SocketFile(folder.resolve("b")),
                0660,
                Account.current(),
                new FrameMemory())) {
      var _ = binder.look();
      plain.meet(clock);
      assertTrue(binder.look() && plain.isPeered());
      var incoming = new ReceiveBatch(new FrameMemory(), 0, false);
      int before = openDescriptors();
      for (int i = 0; i < 100; i++) {
        var text = "frame " + i;
        var _ = binder.look();
        binder.send(text);
        assertEquals(1, plain.receive(incoming));
        assertEquals(text.length(), incoming.length(0));
      }
      assertEquals(100, binder.counted(Event.SENT));
      assertTrue(openDescriptors() <= before + 5, "the memory and its bells, once");
    }
  }

  private static int openDescriptors() throws IOException {
    try (var all = Files.list(Path.of("/proc/self/fd"))) {
      return (int) all.count();
    }
  }

  @Test
  @DisplayName("a replaced peer gets memory of its own, and what the old one left is not lost")
  void aReplacedPeer() throws IOException {
    try (var binder = binder()) {
      int before = openDescriptors();
      for (int generation = 0; generation < 3; generation++) {
        try (var logic = logic()) {
          if (generation > 0) {
            var _ = binder.look();
          }
          meet(binder, logic);
          logic.send("last words");
          assertEquals("last words", binder.receive());
          binder.send("unread");
        }
        var _ = binder.look();
        assertFalse(binder.pair.isPeered());
        assertEquals(16L * (generation + 1), binder.counted(Event.LOST_WITH_PEER));
      }
      assertEquals(before, openDescriptors());
    }
  }

  @Test
  @DisplayName("a replaced binder offers anew, and logic takes it")
  void aReplacedBinder() throws IOException {
    try (var logic = logic()) {
      for (int generation = 0; generation < 3; generation++) {
        try (var binder = binder()) {
          var _ = logic.look();
          meet(binder, logic);
          logic.send("up");
          binder.send("down");
          assertEquals("up", binder.receive());
          assertEquals("down", logic.receive());
        }
      }
    }
  }

  @Test
  @DisplayName("memory that was offered before logic listened is offered again")
  void offersAgain() throws IOException {
    try (var binder = binder();
        var logic = logic()) {
      assertTrue(binder.look());
      binder.send("too early");
      assertEquals("", logic.receive());
      assertTrue(logic.look() && binder.look());
      binder.send("again");
      assertEquals("again", logic.receive());
      binder.send("shared");
      assertEquals(0, unreadDatagrams(binder, "shared"));
      assertEquals("shared", logic.receive());
    }
  }

  @Test
  @DisplayName("without memory every frame is a datagram")
  void datagramsOnly() throws IOException {
    try (var binder = new End("b", "l", FramePair.End.BINDER_WITHOUT_MEMORY);
        var logic = logic()) {
      meet(binder, logic);
      binder.send("one");
      assertTrue(unreadDatagrams(binder, "one") > 0);
      assertEquals("one", logic.receive());
    }
  }

  @Test
  @DisplayName("a peer that does not read loses what its ring does not hold, each frame counted")
  void aSlowPeer() throws IOException {
    try (var binder = binder();
        var logic = logic()) {
      meet(binder, logic);
      @Var int sent = 0;
      while (binder.counted(Event.PEER_SLOW) == 0) {
        binder.send("x".repeat(1500));
        sent++;
      }
      assertTrue(sent > 1_000, "room for " + sent);
      assertEquals(sent, binder.counted(Event.SENT)); // with the first, and without the last
      assertEquals("x".repeat(1500), logic.receive().substring(0, 1500));
    }
  }

  @Test
  @DisplayName("what waits long for a peer that does not read stays whole, also behind the end")
  void keepsWhatWaits() throws IOException {
    try (var binder = binder();
        var logic = logic()) {
      meet(binder, logic);
      @Var int sent = 0;
      while (binder.counted(Event.PEER_SLOW) == 0) {
        binder.send(long60000(sent++));
      }
      sent--; // the last one found no room
      @Var int came = arrived(logic, 0);
      binder.send(long60000(sent++)); // at the beginning again
      for (int i = 0; i < 3; i++) {
        assertTrue(binder.look());
      }
      while (came < sent) {
        came = arrived(logic, came);
      }
      assertEquals(sent, came);
      assertEquals("", logic.receive());
    }
  }

  private static String long60000(int number) {
    return number + "x".repeat(60_000 - Integer.toString(number).length());
  }

  /** How many have come, the next of which has this number. */
  private static int arrived(End logic, int next) {
    @Var int number = next;
    for (var text : logic.receive().split(" ", -1)) {
      assertEquals(long60000(number++), text);
    }
    assertTrue(number > next);
    return number;
  }

  @Test
  @DisplayName("a frame that is longer than any may be is counted and not sent")
  void refusesTheLongest() throws IOException {
    try (var binder = binder();
        var logic = logic()) {
      meet(binder, logic);
      binder.outgoing.add(FrameMemory.slot(0), FrameMemory.MAX_FRAME);
      binder.outgoing.add(FrameMemory.slot(1), FrameMemory.MAX_FRAME + 1);
      binder.pair.send(binder.outgoing, binder.pair.writable(), 0);
      assertEquals(1, binder.counted(Event.OVERSIZE));
      assertEquals(1, logic.pair.receive());
      assertEquals(FrameMemory.MAX_FRAME, logic.pair.received().length(0));
    }
  }

  @Test
  @DisplayName("whoever waits is woken by a frame, also when it comes while it falls asleep")
  void wakes() throws IOException, InterruptedException {
    try (var binder = binder();
        var logic = logic()) {
      meet(binder, logic);
      int number = 2_000;
      var sends =
          new Thread(
              () -> {
                for (int i = 0; i < number; i++) {
                  binder.send("frame");
                  while (binder.receive().isEmpty()) {
                    var _ = binder.pair.await(binder.readable, 5_000_000_000L);
                  }
                }
              });
      sends.start();
      long start = System.nanoTime();
      for (@Var int i = 0; i < number; ) {
        if (!logic.receive().isEmpty()) {
          i++;
          logic.send("answer");
        } else {
          assertTrue(logic.pair.await(logic.readable, 5_000_000_000L), "nobody rang");
        }
      }
      sends.join();
      assertTrue(System.nanoTime() - start < 60_000_000_000L);
    }
  }

  @Test
  @DisplayName("descriptors that are no such memory are closed, and frames go on as datagrams")
  void refusesOtherDescriptors() throws IOException {
    try (var logic = logic();
        var stranger =
            DatagramPair.open(
                new SocketFile(folder.resolve("b")),
                new SocketFile(folder.resolve("l")),
                0660,
                Account.current(),
                new FrameMemory())) {
      stranger.meet(clock);
      assertTrue(logic.look());
      stranger.meet(clock);
      int growing = LibC.C.memfd_create("not sealed", 0);
      assertEquals(0, LibC.C.ftruncate(growing, 4096 + (16 << 20)));
      int before = openDescriptors();
      for (var fds : List.of(new int[] {1}, new int[] {growing, 1, 2}, new int[] {0, 1, 2})) {
        var message = LibC.memory(Descriptors.length(fds.length));
        Descriptors.put(message, fds);
        var memory = new FrameMemory();
        var batch = new SendBatch(memory);
        Slice.utf8("frame").copyTo(memory.octets(), FrameMemory.slot(0));
        batch.add(FrameMemory.slot(0), 5);
        assertTrue(stranger.sendFirstWith(message, batch));
        assertEquals("frame", logic.receive());
      }
      assertEquals(before, openDescriptors());
      logic.send("still here");
      assertEquals(1, stranger.receive(new ReceiveBatch(new FrameMemory(), 0, false)));
      var _ = LibC.C.close(growing);
    }
  }
}
