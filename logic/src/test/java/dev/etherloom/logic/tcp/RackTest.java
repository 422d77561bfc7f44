package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.tcp.TcpOption.MaximumSegmentSize;
import dev.etherloom.logic.tcp.TcpOption.SackPermitted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 8985 and 9406: what is concluded from how long the way takes. */
class RackTest {
  private static final Duration WAY = Duration.ofMillis(100);
  private static final long MILLISECOND = 1_000_000;

  private static Wire sending(int octets, Duration way) {
    var wire = Wire.listening(Talker.answering(octets));
    wire.open(TcpOptions.of(new MaximumSegmentSize(1000), new SackPermitted()), way);
    wire.comes(ACK, 1, 1, "go");
    wire.out.clear();
    return wire;
  }

  private static void acked(Wire wire, int ack, int... edges) {
    wire.comes(wire.segment(ACK, 3, ack, wire.sack(edges), Slice.EMPTY));
  }

  private static Flight flight(Wire wire) {
    var open = (Open) wire.tcp.table().live().values().head().connection();
    return open.send().flight();
  }

  private static Congestion congestion(Wire wire) {
    return flight(wire).congestion();
  }

  @Test
  @DisplayName("RFC 8985 §6.2, step 3: several blocks at once, the newest first, are no reordering")
  void newestFirst() {
    var wire = sending(10_000, WAY);
    wire.passes(WAY);
    acked(wire, 1, 6001, 10_001, 1001, 5001);
    assertFalse(flight(wire).rack().reordered());
    var other = sending(10_000, WAY);
    other.passes(WAY);
    acked(other, 1, 9001, 10_001);
    acked(other, 1, 7001, 8001, 9001, 10_001);
    assertTrue(flight(other).rack().reordered());
  }

  @Test
  @DisplayName("RFC 8985 §6.2, step 3: STATUS tells from how far behind something arrived")
  void howFar() {
    var wire = sending(10_000, WAY);
    wire.passes(WAY);
    assertEquals(0, late(wire));
    acked(wire, 1, 7001, 8001);
    assertEquals(0, late(wire));
    acked(wire, 1, 3001, 4001, 7001, 8001);
    assertEquals(5_000, late(wire));
    acked(wire, 1, 5001, 6001, 3001, 4001, 7001, 8001); // from less far
    assertEquals(5_000, late(wire));
    wire.passes(WAY); // what is sent again says nothing of the order
    acked(wire, 1001, 3001, 4001, 5001, 6001, 7001, 8001);
    assertEquals(5_000, late(wire));
  }

  private static int late(Wire wire) {
    return Status.of(wire.tcp.table().live().values().head().connection()).get().late();
  }

  @Test
  @DisplayName("RFC 8985 §6.2, step 2: how long what flies may take is what the last arrival took")
  void lastArrival() {
    var wire = sending(10_000, WAY);
    wire.passes(WAY);
    acked(wire, 1, 1001, 2001);
    acked(wire, 1, 1001, 3001);
    acked(wire, 1, 1001, 3001, 8001, 9001);
    assertEquals(List.of(1), wire.numbers());
    wire.passes(Duration.ofMillis(120));
    acked(wire, 4001, 8001, 9001); // 3001 was late by 120 ms, so 9001 may be, too
    assertEquals(List.of(4001, 5001, 6001), wire.numbers());
    wire.passes(Duration.ofMillis(10));
    wire.silence();
    wire.passes(Duration.ofMillis(16)); // later than a quarter of the shortest way
    acked(wire, 4001, 4001, 6001, 8001, 9001);
    assertTrue(wire.numbers().contains(7001));
  }

  @Test
  @DisplayName("RFC 8985 §6.2, step 1: the shortest way of ten minutes ago is forgotten")
  void shortest() {
    var start = new MonotonicTime(1_000 * MILLISECOND);
    @Var var ways = Shortest.unknown(start).seen(10 * MILLISECOND, start);
    ways = ways.seen(30 * MILLISECOND, start.plus(Duration.ofMinutes(6)));
    assertEquals(10 * MILLISECOND, ways.way());
    ways = ways.seen(40 * MILLISECOND, start.plus(Duration.ofMinutes(12)));
    assertEquals(30 * MILLISECOND, ways.way());
    ways = ways.seen(50 * MILLISECOND, start.plus(Duration.ofHours(1)));
    assertEquals(50 * MILLISECOND, ways.way());
    assertEquals(20 * MILLISECOND, ways.seen(20 * MILLISECOND, start).way());
  }

  @Test
  @DisplayName("RFC 8985 §6.2: with the shortest way that was, the reordering that is borne ages")
  void ages() {
    var start = new MonotonicTime(1_000 * MILLISECOND);
    var first = new SeqNum(1);
    @Var var rack = Rack.from(first, start);
    rack = rack.delivered(first, Sent.ahead(new SeqNum(2), start, false), at(start, 10));
    assertEquals(12_500_000, rack.span(false, 100 * MILLISECOND));
    for (int minute = 6; minute < 20; minute += 6) {
      var sent = start.plus(Duration.ofMinutes(minute));
      rack = rack.delivered(first, Sent.ahead(new SeqNum(2), sent, false), at(sent, 80));
    }
    assertEquals(100 * MILLISECOND, rack.span(false, 100 * MILLISECOND));
  }

  private static MonotonicTime at(MonotonicTime start, int millis) {
    return start.plus(Duration.ofMillis(millis));
  }

  @Test
  @DisplayName("RFC 9406 §4.2: the acknowledgment that ends slow start still grows the window")
  void slowStartEnds() {
    var wire = sending(60_000, Duration.ofMillis(200));
    wire.passes(Duration.ofMillis(200));
    acked(wire, 10_001);
    assertEquals(20_000, congestion(wire).window());
    wire.passes(Duration.ofMillis(240));
    for (int ack = 12_001; ack <= 26_001; ack += 2_000) {
      acked(wire, ack);
    }
    assertEquals(36_000, congestion(wire).window());
    assertTrue(congestion(wire).start().isCautious());
    acked(wire, 28_001);
    assertEquals(36_500, congestion(wire).window());
  }

  @Test
  @DisplayName(
      "RFC 6675 §5: an acknowledgment that others have passed still tells what has arrived")
  void passed() {
    var wire = sending(10_000, WAY);
    wire.passes(WAY);
    acked(wire, 1, 1001, 2001);
    acked(wire, 1, 1001, 3001);
    assertEquals(List.of(), wire.numbers());
    acked(wire, 1, 1001, 3001, 8001, 9001);
    assertEquals(List.of(1), wire.numbers());
    wire.passes(Duration.ofMillis(120));
    acked(wire, 4001, 8001, 9001);
    assertEquals(List.of(4001, 5001, 6001), wire.numbers());
    acked(wire, 3001, 5001, 7001);
    assertEquals(List.of(7001), wire.numbers());
    acked(wire, 3001, 3001, 4001); // long known, and no news that it came twice
    wire.silence();
  }

  @Test
  @DisplayName("RFC 8985 §3: what goes again went after what was new at the same moment before it")
  void sameMoment() {
    var moment = new MonotonicTime(1_000 * MILLISECOND);
    var fresh = Sent.ahead(new SeqNum(5001), moment, false);
    var again = new Sent(new SeqNum(2001), moment, true, new SeqNum(5001));
    var next = Sent.ahead(new SeqNum(6001), moment, false);
    assertTrue(again.isAfter(fresh) && next.isAfter(again) && next.isAfter(fresh));
    assertFalse(fresh.isAfter(again) || again.isAfter(next) || again.isAfter(again));
    var board = Scoreboard.EMPTY.sent(new SeqNum(4001), fresh).sent(new SeqNum(1001), again);
    var start = Rack.from(new SeqNum(1), moment);
    long way = 100 * MILLISECOND;
    var late = at(moment, 100);
    var rack = start.delivered(new SeqNum(4001), fresh, late);
    var arrived = sacked(board, 4001, 5001, late);
    assertTrue(arrived.overdue(rack, way, false, late).board().lost().isEmpty());
    var later = start.delivered(new SeqNum(5001), next, late);
    assertFalse(arrived.overdue(later, way, false, late).board().lost().isEmpty());
  }

  private static Scoreboard sacked(Scoreboard board, int from, int to, MonotonicTime now) {
    var tally = Tally.from(board, Rack.from(new SeqNum(1), now), now, now);
    return tally.sacked(new SackBlock(new SeqNum(from), new SeqNum(to)), 1000).board();
  }
}
