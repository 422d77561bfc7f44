package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.tcp.TcpOption.MaximumSegmentSize;
import dev.etherloom.logic.tcp.TcpOption.Sack;
import dev.etherloom.logic.tcp.TcpOption.SackPermitted;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Segments that the link has put together, up to 64 KiB of them. */
class CoalescedTest {
  /** What a segment holds beside timestamps, where the link takes 1,500 octets. */
  private static final int STAMPED = 1_448;

  private static final int WINDOW = 0xffff;
  private final Talker talker = Talker.silent();

  private static Slice octets(int count) {
    return Slice.owning(new byte[count]);
  }

  private Wire stamped() {
    var wire = Wire.listening(talker);
    wire.open(TcpOptions.of(new MaximumSegmentSize(1460), new Timestamps(7, 0)));
    return wire;
  }

  private static void comes(Wire wire, int seq, int count) {
    wire.comes(wire.segment(ACK, seq, 1, TcpOptions.of(new Timestamps(7, 0)), octets(count)));
  }

  @Test
  @DisplayName(
      "SHLD-19: two segments in one frame are acknowledged at once, room for options aside")
  void two() {
    var wire = stamped();
    comes(wire, 1, 2 * STAMPED);
    wire.goesOut(ACK, 1, 1 + 2 * STAMPED);
    comes(wire, 1 + 2 * STAMPED, STAMPED);
    wire.silence();
    comes(wire, 1 + 3 * STAMPED, STAMPED);
    wire.goesOut(ACK, 1, 1 + 4 * STAMPED);
  }

  @Test
  @DisplayName("SHLD-18: one by itself waits for a second")
  void one() {
    var wire = stamped();
    comes(wire, 1, STAMPED);
    wire.passes(Duration.ofMillis(39));
    wire.silence();
    wire.passes(Duration.ofMillis(1));
    wire.goesOut(ACK, 1, 1 + STAMPED);
  }

  @Test
  @DisplayName("a frame of 64 KiB is acknowledged with one segment, which tells the window exactly")
  void full() {
    talker.appetite = 0;
    var wire = Wire.established(talker);
    wire.comes(wire.segment(ACK, 1, 1, TcpOptions.NONE, octets(60_000)));
    assertEquals(WINDOW - 60_000, wire.goesOut(ACK, 1, 60_001).header().window());
    wire.silence();
  }

  @Test
  @DisplayName("what of it lies beyond the window is cut off, and comes again once there is room")
  void beyond() {
    talker.appetite = 0;
    var wire = Wire.established(talker);
    wire.comes(wire.segment(ACK, 1, 1, TcpOptions.NONE, octets(60_000)));
    wire.goesOut();
    wire.comes(wire.segment(ACK, 60_001, 1, TcpOptions.NONE, octets(60_000)));
    assertEquals(0, wire.goesOut(ACK, 1, 1 + WINDOW).header().window());
    talker.appetite = Integer.MAX_VALUE;
    wire.comes(wire.segment(ACK, 1 + WINDOW, 1, TcpOptions.NONE, Slice.EMPTY));
    assertEquals(WINDOW, talker.heard().length());
    wire.goesOut(ACK, 1, 1 + WINDOW);
    wire.comes(wire.segment(ACK, 1 + WINDOW, 1, TcpOptions.NONE, octets(54_466)));
    wire.goesOut(ACK, 1, 120_002);
    assertEquals(120_001, talker.heard().length());
  }

  @Test
  @DisplayName(
      "RFC 2018: behind a hole it is one block; what fills the hole frees all of it at once")
  void behindHole() {
    var wire = Wire.listening(talker);
    wire.open(TcpOptions.of(new MaximumSegmentSize(1460), new SackPermitted()));
    wire.comes(wire.segment(ACK, 1_461, 1, TcpOptions.NONE, octets(40_000)));
    var blocks = wire.goesOut(ACK, 1, 1).header().options().find(Sack.class).get().blocks();
    assertEquals(40_000, blocks.head().right().minus(blocks.head().left()));
    wire.comes(wire.segment(ACK, 1, 1, TcpOptions.NONE, octets(20_000))); // overlaps by much
    wire.goesOut(ACK, 1, 41_461);
    assertEquals(41_460, talker.heard().length());
    wire.silence();
  }

  @Test
  @DisplayName("RFC 8985, 5681: one acknowledgment of all that such a peer got moves all on")
  void acknowledgedAtOnce() {
    talker.more =
        event ->
            event instanceof TcpEvent.Opened
                ? List.of(new TcpEffect.Send(octets(100_000)))
                : List.of();
    var wire = Wire.listening(talker);
    wire.open(TcpOptions.of(new MaximumSegmentSize(1000), new SackPermitted()));
    wire.out.clear();
    wire.passes(Duration.ofMillis(10));
    wire.comes(ACK, 1, 10_001);
    assertEquals(20, wire.out.size());
    var open = (Open) wire.tcp.table().live().values().head().connection();
    assertEquals(20_000, open.send().flight().congestion().window());
    assertTrue(open.send().flight().board().lost().isEmpty());
    wire.passes(Duration.ofMillis(1));
    assertEquals(20, wire.out.size());
  }
}
