package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.testkit.Stacks;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What peers may leave here, one by one and together. */
class MemoryTest {
  private static final long MOST = 32 << 20;
  private static final Slice SEGMENT = Slice.owning(new byte[1460]);

  /** Accepts, and hands out a session that takes all it gets, for each. */
  private static Crowd crowd(TcpResponder responder) {
    return new Crowd(Tcp.of(1500, Wire.SECRET, Vector.of(responder)).holding(MOST));
  }

  private static void holds(Crowd crowd) {
    var memory = crowd.tcp.table().memory();
    assertTrue(memory.used() <= MOST, () -> memory.used() + " octets");
  }

  @Test
  @DisplayName("10,000 peers that fill what is out of order: bounded, and an honest one goes on")
  void outOfOrder() {
    var crowd = crowd(Talker.silent());
    var honest = 10_000;
    crowd.opens(honest);
    @Var int sent = 0;
    for (int hostile = 0; hostile < 10_000; hostile++) {
      crowd.opens(hostile);
      for (int at = 1; at < 65_000; at += 11_000) {
        crowd.comes(hostile, ACK, at, SEGMENT);
      }
      if (hostile % 100 == 0) {
        crowd.comes(honest, ACK, sent, SEGMENT);
        sent += SEGMENT.length();
        holds(crowd);
      }
    }
    assertEquals(10_001, crowd.tcp.connections());
    assertEquals(sent, receive(crowd, honest).nxt().raw());
    assertTrue(crowd.drops(TcpDrop.PRUNED) > 1_000);
    assertEquals(0, crowd.drops(TcpDrop.OUT_OF_MEMORY), "nobody was thrown out");
  }

  @Test
  @DisplayName("memory bounds how many connections there are; who comes too late is counted")
  void tooMany() {
    var crowd = new Crowd(Tcp.of(1500, Wire.SECRET, Vector.of(Talker.silent())));
    crowd.tcp = crowd.tcp.holding(3 * Table.SHARE);
    for (int number = 0; number < 5; number++) {
      crowd.opens(number);
    }
    assertEquals(3, crowd.tcp.connections());
    assertEquals(2, crowd.drops(TcpDrop.TOO_MANY_CONNECTIONS));
  }

  private static Receive receive(Crowd crowd, int number) {
    return crowd
        .tcp
        .table()
        .live()
        .values()
        .toJavaStream()
        .filter(at -> at.peer().remotePort() == 1 + number % 50_000)
        .map(at -> ((Open) at.connection()).receive())
        .findFirst()
        .get();
  }

  @Test
  @DisplayName("octets that a session cannot take yet: whoever holds the most goes, the rest stays")
  void unread() {
    var crowd = crowd(new Stuck(Slice.owning(new byte[TcpSession.SEND_LIMIT + 1])));
    crowd.acknowledging = false;
    for (int hostile = 0; hostile < 400; hostile++) {
      crowd.opens(hostile);
      for (int at = 0; at < 30_000; at += SEGMENT.length()) {
        crowd.comes(hostile, ACK, at, SEGMENT);
      }
      holds(crowd);
    }
    assertTrue(crowd.drops(TcpDrop.OUT_OF_MEMORY) > 200, () -> "" + crowd.drops);
    assertTrue(crowd.tcp.connections() > 50, () -> "" + crowd.tcp.connections());
  }

  /** Has so much to send that it is given nothing. */
  private record Stuck(Slice octets) implements TcpResponder {
    @Override
    public String name() {
      return "stuck";
    }

    @Override
    public Vector<Integer> ports() {
      return Vector.of(5000);
    }

    @Override
    public TcpSession accept(TcpPeer peer, MonotonicTime now) {
      var talker = Talker.silent();
      talker.more =
          event ->
              event instanceof TcpEvent.Opened ? List.of(new TcpEffect.Send(octets)) : List.of();
      return talker;
    }
  }

  @Test
  @DisplayName("few octets in long frames are kept by themselves")
  void longFrames() {
    var crowd = crowd(Talker.silent());
    crowd.opens(1);
    var frame = Slice.owning(new byte[1514]);
    for (int at = 1; at < 1_000; at += 2) {
      crowd.comes(1, ACK, at, frame.slice(54, 1));
    }
    var ahead = receive(crowd, 1).ahead();
    assertTrue(ahead.weight() < 500 * 250, () -> "" + ahead.weight());
    assertEquals(ahead.weight(), crowd.tcp.table().memory().used());
  }

  @Test
  @DisplayName("the account is what the connections hold, whatever happens")
  void account() {
    var random = new SplittableRandom(1);
    var crowd = new Crowd(Tcp.of(1500, Wire.SECRET, Vector.of(Talker.silent())).holding(100_000));
    for (int i = 0; i < 20_000; i++) {
      int number = random.nextInt(20);
      int seq = random.nextInt(60_000);
      switch (random.nextInt(20)) {
        case 0 -> crowd.opens(number);
        case 1 -> crowd.comes(number, Flags.RST, random.nextInt(3), Slice.EMPTY);
        case 2 -> crowd.comes(number, Wire.FIN_ACK, seq, SEGMENT);
        default -> crowd.comes(number, ACK, seq, SEGMENT.first(1 + random.nextInt(1459)));
      }
      var memory = crowd.tcp.table().memory();
      var all = crowd.tcp.table().live().values();
      assertEquals(all.map(Conversation::weight).sum().longValue(), memory.used());
      assertEquals(
          all.count(at -> at.ahead() >= Memory.STEP), memory.ahead().size(), "in the order");
      assertTrue(memory.used() <= 100_000);
    }
    assertTrue(crowd.drops(TcpDrop.PRUNED) > 10, () -> "" + crowd.drops);
  }

  @Test
  @DisplayName("who holds more ranks higher, a quarter of the octets apart")
  void ranks() {
    var peer = new TcpPeer(Stacks.ip(1), 1, Stacks.ip(2), 2);
    var ranks = new ArrayList<Integer>();
    for (int weight : new int[] {4_096, 5_120, 6_144, 7_168, 8_192, 1 << 30}) {
      var memory = Memory.of(1).changed(peer, 0, weight);
      ranks.add(memory.greedy().head().rank());
    }
    assertEquals(ranks.stream().sorted().distinct().toList(), ranks);
    assertTrue(Memory.of(1).changed(peer, 0, 4_095).greedy().isEmpty());
  }
}
