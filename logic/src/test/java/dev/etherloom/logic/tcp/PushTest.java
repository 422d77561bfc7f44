package dev.etherloom.logic.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.tcp.TcpOption.MaximumSegmentSize;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where PSH stands although more waits to be sent (RFC 9293 §3.9.1.2 leaves that open). */
class PushTest {
  private static final Duration WAY = Duration.ofMillis(100);

  /** A connection over a long way to a peer that takes so much; more than that waits. */
  private static Wire sending(int window) {
    var talker = Talker.silent();
    talker.more =
        event ->
            event instanceof TcpEvent.Opened
                ? List.of(new TcpEffect.Send(Slice.owning(new byte[50_000])))
                : List.of();
    var wire = Wire.listening(talker);
    wire.window = window;
    wire.open(TcpOptions.of(new MaximumSegmentSize(1000)), WAY);
    return wire;
  }

  private static List<Boolean> marks(Wire wire) {
    var marks = wire.out.stream().map(out -> out.has(Flags.PSH)).toList();
    wire.out.clear();
    return marks;
  }

  @Test
  @DisplayName("over a long way two segments go together; the second is marked")
  void even() {
    assertEquals(List.of(false, true, false, true), marks(sending(4_000)));
  }

  @Test
  @DisplayName("one that is alone is not")
  void odd() {
    assertEquals(List.of(false, true, false, true, false), marks(sending(5_000)));
  }

  @Test
  @DisplayName("where half the window is but one, none goes together with another")
  void narrow() {
    var wire = sending(60_000);
    wire.passes(Duration.ofSeconds(1)); // the timer expired: the window is one segment
    wire.out.clear();
    wire.comes(Wire.ACK, 1, 1_001);
    var grown = ((Open) wire.tcp.table().live().values().head().connection()).send().flight();
    assertTrue(grown.congestion().window() < 4_000, () -> "" + grown.congestion());
    assertTrue(wire.out.size() > 1, "two or three go");
    assertFalse(marks(wire).contains(true));
  }

  @Test
  @DisplayName("over a short way half the window goes together, of a small one nothing")
  void shortWay() {
    var congestion = Congestion.initial(Wire.ISS, 1_000);
    assertEquals(2, Pace.together(congestion, WAY.toNanos(), WAY.toNanos(), 1_000));
    assertEquals(5, Pace.together(congestion, 50_000, 50_000, 1_000));
    assertEquals(1, Pace.together(congestion.withWindow(3_000), 50_000, 50_000, 1_000));
    assertEquals(65, Pace.together(congestion.withWindow(1 << 20), 50_000, 50_000, 1_000));
  }

  @Test
  @DisplayName("beyond a burst it is spread (RFC 9002 §7.7), but for what acknowledgments let go")
  void clocked() {
    var now = new MonotonicTime(1_000_000_000_000L);
    var congestion = Congestion.initial(Wire.ISS, 1_000).withWindow(200_000);
    var spent = Pace.from(now).sent(66_000).counted(congestion, WAY.toNanos(), now);
    assertTrue(spent.isSpent() && spent.due().isDefined());
    var slowStart = spent.clocked(10_000, congestion);
    assertEquals(20_000 + spent.credit(), slowStart.credit());
    assertTrue(slowStart.due().isEmpty());
    assertEquals(200_000, spent.clocked(1_000_000, congestion).credit());
    assertEquals(10_000 + spent.credit(), spent.clocked(10_000, avoiding(congestion)).credit());
    assertEquals(spent, spent.clocked(10_000, congestion.under(CongestionControl.BBR)));
  }

  private static Congestion avoiding(Congestion congestion) {
    return congestion.reduced(1_000).withWindow(200_000);
  }
}
