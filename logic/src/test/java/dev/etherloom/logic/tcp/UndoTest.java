package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.tcp.TcpOption.MaximumSegmentSize;
import dev.etherloom.logic.tcp.TcpOption.SackPermitted;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 3522, 3708, 4015: what looked lost was late, and that is noticed while it is repaired. */
class UndoTest {
  private static final Duration WAY = Duration.ofMillis(100);

  /** What ten segments carry between them where each has a timestamp. */
  private static final int SENT = 9_880;

  private final Wire wire = Wire.listening(Talker.answering(SENT));

  /** The timestamp in what went out first. */
  private int stamp;

  /**
   * The second to the fourth of ten segments arrive, and the first, deemed lost, goes out again.
   */
  private void firstIsLate() {
    var first =
        Vector.<TcpOption>of(
            new MaximumSegmentSize(1000), new SackPermitted(), new Timestamps(5, 0));
    wire.open(TcpOptions.of(first), WAY);
    wire.comes(wire.segment(ACK, 1, 1, TcpOptions.of(new Timestamps(5, 0)), Slice.utf8("go")));
    stamp = wire.out.getFirst().header().options().find(Timestamps.class).get().value();
    wire.out.clear();
    wire.passes(WAY);
    acked(1, stamp, 989, 3_953);
    assertEquals(1, wire.goesOut().seq().minus(wire.iss));
    assertInstanceOf(Recovery.Fast.class, flight().recovery());
    assertEquals(SENT * 7 / 10, flight().congestion().threshold());
  }

  private void acked(int ack, int echo, int... edges) {
    var all = wire.sack(edges).all().append(new Timestamps(6, echo));
    wire.comes(wire.segment(ACK, 3, ack, TcpOptions.of(all), Slice.EMPTY));
  }

  private Flight flight() {
    var open = (Open) wire.tcp.table().live().values().head().connection();
    return open.send().flight();
  }

  private void isUndone() {
    assertInstanceOf(Recovery.Steady.class, flight().recovery());
    assertEquals(SENT, flight().congestion().window());
  }

  @Test
  @DisplayName("RFC 3522 §3.2, RFC 4015: it answers what went out first, so the repair is over")
  void answersTheFirst() {
    firstIsLate();
    wire.passes(Duration.ofMillis(10));
    acked(3_953, stamp);
    isUndone();
  }

  @Test
  @DisplayName("RFC 8985 §6.2, step 2: the first that comes late is not taken for the second")
  void isNotTheSecond() {
    firstIsLate();
    acked(1, stamp, 989, 3_953, 4_941, 7_905);
    assertTrue(wire.numbers().contains(3_953), "the fifth, too, goes out again");
    wire.passes(WAY.multipliedBy(3).dividedBy(2));
    wire.out.clear();
    acked(1, stamp, 989, 7_905);
    assertEquals(List.of(), wire.numbers(), "nothing behind it went out before the second");
  }

  @Test
  @DisplayName("RFC 3522 §3.2: it answers what went out again, so the repair goes on")
  void answersTheSecond() {
    firstIsLate();
    wire.passes(WAY);
    acked(3_953, stamp + 100);
    assertInstanceOf(Recovery.Fast.class, flight().recovery());
  }

  @Test
  @DisplayName("RFC 3708 §2: all that went out again came twice, so the repair is over")
  void cameTwice() {
    firstIsLate();
    wire.passes(Duration.ofMillis(10));
    acked(3_953, stamp + 100);
    assertInstanceOf(Recovery.Fast.class, flight().recovery());
    acked(3_953, stamp + 100, 1, 989);
    isUndone();
  }

  @Test
  @DisplayName("RFC 3708 §2: it may be told by an acknowledgment that another passed on the way")
  void toldLate() {
    firstIsLate();
    wire.passes(Duration.ofMillis(10));
    acked(4_941, stamp + 100);
    acked(1, stamp + 100, 989, 3_953);
    assertInstanceOf(Recovery.Fast.class, flight().recovery(), "what it tells of came once");
    acked(3_953, stamp + 100, 1, 989);
    isUndone();
  }
}
