package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.tcp.TcpOption.MaximumSegmentSize;
import dev.etherloom.logic.tcp.TcpOption.SackPermitted;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 6675, 8985, 6937bis, 5682, 2883, 3042: how losses are found and repaired. */
class RecoveryTest {
  private static final Duration WAY = Duration.ofMillis(100);

  /** A connection over which 100 ms after "go" ten segments of 1,000 octets have gone out. */
  private static Wire sending(int octets, TcpOption... more) {
    var wire = Wire.listening(Talker.answering(octets));
    var options = Vector.<TcpOption>of(new MaximumSegmentSize(1000), new SackPermitted());
    wire.open(TcpOptions.of(options.appendAll(List.of(more))), WAY);
    wire.comes(wire.segment(ACK, 1, 1, TcpOptions.of(more), Slice.utf8("go")));
    return wire;
  }

  private static void acked(Wire wire, int ack, int... edges) {
    wire.comes(wire.segment(ACK, 3, ack, wire.sack(edges), Slice.EMPTY));
  }

  private static Flight flight(Wire wire) {
    return open(wire).send().flight();
  }

  private static Open open(Wire wire) {
    return (Open) wire.tcp.table().live().values().head().connection();
  }

  @Test
  @DisplayName("RFC 3042: each of the first two duplicates lets a new segment go")
  void limitedTransmit() {
    var wire = sending(20_000);
    assertEquals(10, wire.numbers().size());
    wire.passes(WAY);
    acked(wire, 1, 1001, 2001);
    assertEquals(List.of(10_001), wire.numbers());
    acked(wire, 1, 1001, 3001);
    assertEquals(List.of(11_001), wire.numbers());
    assertEquals(10_000, flight(wire).congestion().window());
  }

  @Test
  @DisplayName("RFC 6675 §5: three segments beyond a hole, and it is filled; PRR, RFC 6937")
  void fastRetransmit() {
    var wire = sending(40_000);
    wire.out.clear();
    wire.passes(WAY);
    acked(wire, 1, 1001, 2001);
    acked(wire, 1, 1001, 3001);
    wire.out.clear();
    wire.passes(Duration.ofMillis(1));
    acked(wire, 1, 1001, 4001);
    assertEquals(List.of(1), wire.numbers());
    assertInstanceOf(Recovery.Fast.class, flight(wire).recovery());
    assertEquals(7_000, flight(wire).congestion().threshold(), "CUBIC keeps 0.7 (RFC 9438 §4.6)");
    for (int i = 5; i <= 12; i++) {
      wire.passes(Duration.ofMillis(1));
      acked(wire, 1, 1001, i * 1000 + 1);
    }
    assertEquals(6, wire.numbers().size(), "with the first it is seven for ten");
    acked(wire, 12_001);
    assertInstanceOf(Recovery.Steady.class, flight(wire).recovery());
    assertEquals(7_000, flight(wire).congestion().window());
  }

  @Test
  @DisplayName("RFC 6675: several holes are filled in one round trip")
  void holes() {
    var wire = sending(10_000);
    wire.out.clear();
    wire.passes(WAY);
    acked(wire, 1, 1001, 2001);
    acked(wire, 1, 3001, 4001, 1001, 2001);
    assertEquals(List.of(), wire.numbers());
    acked(wire, 1, 5001, 10_001, 3001, 4001, 1001, 2001);
    assertEquals(List.of(1, 2001, 4001), wire.numbers());
    assertEquals(3_000, flight(wire).pipe(1000));
    acked(wire, 10_001);
    assertTrue(flight(wire).board().isEmpty());
  }

  @Test
  @DisplayName("RFC 8985 §6.2: reordering within a quarter of the way is borne once it was seen")
  void reordering() {
    var wire = sending(10_000);
    wire.out.clear();
    wire.passes(WAY);
    acked(wire, 1, 1001, 2001);
    acked(wire, 2001); // so that was reordered, not lost
    wire.out.clear();
    acked(wire, 2001, 3001, 9001);
    wire.silence();
    wire.passes(Duration.ofMillis(24));
    wire.silence();
    wire.passes(Duration.ofMillis(2));
    assertEquals(List.of(2001), wire.numbers());
  }

  @Test
  @DisplayName("RFC 8985 §6: a retransmission that is lost is sent again without a timeout")
  void lostAgain() {
    var wire = sending(100_000);
    wire.out.clear();
    wire.passes(WAY);
    acked(wire, 1, 1001, 10_001);
    assertEquals(1, wire.numbers().getFirst());
    wire.passes(WAY);
    acked(wire, 1, 1001, 13_001);
    assertEquals(1, wire.numbers().getFirst());
  }

  @Test
  @DisplayName("RFC 8985 §7: a loss at the end is probed for after two round trips")
  void tailLoss() {
    var wire = sending(5_000);
    wire.out.clear();
    wire.passes(WAY);
    acked(wire, 4001);
    wire.passes(Duration.ofMillis(299));
    wire.silence();
    wire.passes(Duration.ofMillis(3)); // the retransmission timeout would be as soon
    assertEquals(List.of(4001), wire.numbers());
    wire.passes(WAY);
    acked(wire, 5001);
    assertEquals(10_000, flight(wire).congestion().window());
    wire.comes(ACK, 3, 5001, "go"); // no D-SACK so far: it was a loss
    wire.out.clear();
    wire.passes(WAY);
    wire.comes(ACK, 5, 10_001);
    assertEquals(7_000, flight(wire).congestion().threshold());
  }

  @Test
  @DisplayName("RFC 8985 §7.3: a probe carries new data where there is some")
  void probeWithNews() {
    var wire = sending(12_000);
    assertEquals(10, wire.numbers().size());
    wire.passes(Duration.ofMillis(203));
    assertEquals(List.of(10_001), wire.numbers());
  }

  @Test
  @DisplayName("RFC 9406 §4.2: a window that opens at once does not go out at once")
  void pacing() {
    var wire = sending(2_000_000);
    for (int i = 10; i <= 60; i += 10) { // a window of seventy segments
      wire.passes(WAY);
      wire.window = i < 60 ? 60_000 : 65_535;
      acked(wire, i * 1000 + 1);
    }
    wire.passes(Duration.ofSeconds(1));
    wire.out.clear();
    var send = open(wire).send();
    var wide = send.flight().with(send.flight().congestion().withWindow(500_000));
    var opened =
        open(wire)
            .with(
                send.with(wide)
                    .with(
                        new SendWindow(
                            400_000, send.window().seq(), send.window().ack(), 400_000)));
    var burst = Transmission.of(opened, wire.now);
    int first = burst.effects().size();
    assertTrue(first >= 60 && first <= 140, "about 64 KiB of 400: " + first);
    var due = ((Open) burst.state()).nextDeadline().get();
    assertTrue(wire.now.isBefore(due) && due.since(wire.now).compareTo(WAY) < 0);
    var next = Transmission.of((Open) burst.state(), due);
    assertTrue(
        next.effects().size() >= 4 && next.effects().size() < 67, "" + next.effects().size());
  }

  @Test
  @DisplayName("RFC 2883, RFC 3708: sent again in vain, the window is what it was")
  void duplicateSack() {
    var wire = sending(10_000);
    wire.passes(WAY);
    acked(wire, 1, 1001, 4001);
    wire.out.clear();
    acked(wire, 4001);
    assertTrue(flight(wire).congestion().window() < 10_000);
    acked(wire, 10_001);
    acked(wire, 10_001, 1, 1001);
    assertTrue(flight(wire).congestion().window() >= 10_000);
  }

  @Test
  @DisplayName("RFC 3522: a timestamp tells that nothing was lost")
  void eifel() {
    var wire = sending(9_880, new Timestamps(5, 0));
    int stamp = wire.out.getFirst().header().options().find(Timestamps.class).get().value();
    wire.passes(Duration.ofSeconds(1));
    assertInstanceOf(Recovery.Timeout.class, flight(wire).recovery());
    var options = TcpOptions.of(new Timestamps(6, stamp));
    wire.comes(wire.segment(ACK, 3, 989, options, Slice.EMPTY));
    assertInstanceOf(Recovery.Steady.class, flight(wire).recovery());
    assertTrue(flight(wire).congestion().window() >= 10_000 - 120);
  }

  @Test
  @DisplayName("RFC 5682 §3: F-RTO, the timer was too early")
  void spuriousTimeout() {
    var wire = sending(20_000);
    wire.passes(Duration.ofMillis(700));
    wire.out.clear();
    assertInstanceOf(Recovery.Timeout.class, flight(wire).recovery());
    acked(wire, 1001);
    assertEquals(10_001 + 1_000, wire.numbers().getFirst(), "new data, to see");
    acked(wire, 2001);
    assertInstanceOf(Recovery.Steady.class, flight(wire).recovery());
    assertTrue(flight(wire).congestion().window() >= 10_000);
  }

  @Test
  @DisplayName("RFC 2018 §8: a peer that goes back on its word gets all again after a timeout")
  void reneging() {
    var wire = sending(10_000);
    wire.passes(WAY);
    acked(wire, 1, 1001, 10_001);
    acked(wire, 1001);
    wire.out.clear();
    wire.passes(Duration.ofSeconds(2));
    assertEquals(1001, wire.numbers().getFirst());
    acked(wire, 2001);
    assertEquals(2001, wire.numbers().getFirst());
  }

  @Test
  @DisplayName("RFC 6298 §5.5, MUST-18: the timeout stays doubled until a way is measured")
  void backoff() {
    var wire = sending(10_000);
    wire.passes(Duration.ofSeconds(10));
    assertTrue(open(wire).send().retransmit().backoff() >= 3);
    int before = open(wire).send().retransmit().backoff();
    acked(wire, 1001);
    assertEquals(before, open(wire).send().retransmit().backoff());
    assertEquals(0, open(wire).send().retransmit().attempts());
  }

  @Test
  @DisplayName("blocks that were never sent, or cut segments to crumbs, change nothing")
  void hostileBlocks() {
    var wire = sending(20_000);
    wire.passes(WAY);
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      int left = random.nextInt(-100_000, 100_000);
      acked(wire, 1, left, left + random.nextInt(-10, 900), -5, 3, 30_000, 1 << 30);
    }
    var board = flight(wire).board();
    assertEquals(0, board.sacked().octets());
    assertEquals(10_000, board.pipe());
  }

  @Test
  @DisplayName("whatever a peer says, what is sent stays counted: flying, lost or with the peer")
  void counted() {
    for (int seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var wire = sending(200_000);
      @Var int ack = 1;
      for (int i = 0; i < 200; i++) {
        var send = open(wire).send();
        int sent = send.nxt().minus(wire.iss) - 1;
        ack = random.nextInt(4) == 0 ? Math.min(sent, ack - 1 + random.nextInt(4_000)) + 1 : ack;
        int left = ack + random.nextInt(20_000);
        acked(wire, ack, left, left + random.nextInt(8_000));
        wire.passes(Duration.ofMillis(random.nextInt(60)));
        consistent(open(wire).send());
      }
    }
  }

  private static void consistent(Send send) {
    var board = send.flight().board();
    int flying = octets(board.flying());
    assertEquals(board.pipe(), flying);
    int all = flying + octets(board.lost()) + board.sacked().octets();
    assertEquals(send.nxt().minus(send.una()), all);
    assertTrue(send.flight().congestion().window() > 0);
  }

  private static int octets(SeqMap<Sent> map) {
    @Var int octets = 0;
    for (@Var var next = map.first(); next.isDefined(); ) {
      octets += next.get().value().end().minus(next.get().key());
      next = map.ceiling(next.get().value().end());
    }
    return octets;
  }

  @Test
  @DisplayName("RFC 5681 §3.1: Reno halves its window, and grows by a segment each round trip")
  void reno() {
    var wire = sending(60_000);
    var send = open(wire).send();
    var reno = send.flight().congestion().under(CongestionControl.RENO);
    var reduced = reno.withWindow(20_000).reduced(1000);
    assertEquals(10_000, reduced.threshold());
    @Var var at = reduced.withWindow(10_000).sent(send.una(), send.nxt(), 10_000, true);
    for (int i = 0; i < 10; i++) {
      at = at.acknowledged(1000, 1000, 100, wire.now);
    }
    assertEquals(11_000, at.window());
  }

  @Test
  @DisplayName("RFC 9438 §4: CUBIC is back at its old window after K, and goes beyond it later")
  void cubic() {
    var wire = sending(60_000);
    var fresh = flight(wire).congestion();
    @Var var at = fresh.withWindow(100_000).reduced(1000);
    at = at.withWindow(at.threshold()).sent(wire.iss, wire.iss, 0, true);
    assertEquals(70_000, at.window());
    double back = Math.cbrt(30 / 0.4);
    @Var var now = wire.now;
    @Var int before = 0;
    for (int i = 0; i < 2 * back * 10; i++) { // a window each 100 ms
      now = now.plus(Duration.ofMillis(100));
      at = at.acknowledged(at.window(), 1000, 100_000_000, now);
      before = i < back * 10 ? at.window() : before;
    }
    assertEquals(100_000, before, 2_000);
    assertEquals(130_000, at.window(), 8_000);
  }

  @Test
  @DisplayName("RFC 9438 §4.4: a burst of acknowledgments takes CUBIC to its target, however told")
  void burst() {
    assertEquals(45_000, burst(42), "W_cubic(t + RTT) is 44.9");
    assertEquals(45_000, burst(1));
  }

  /** The window after a reduction from 60 segments to 42 and a round trip of 200 ms. */
  private static int burst(int acknowledgments) {
    var now = new MonotonicTime(1_000_000_000_000L);
    @Var Growth growth = Cubic.FRESH.reduced(60_000, 1000).next();
    @Var int window = 42_000;
    for (int i = 0; i < acknowledgments; i++) {
      var grown = growth.avoided(window, 42_000 / acknowledgments, 1000, 200_000_000, now);
      growth = grown.next();
      window += grown.octets();
    }
    return window;
  }

  @Test
  @DisplayName("RFC 9438 §4.7: who loses at W_max keeps it, who loses before makes room")
  void fastConvergence() {
    var reduced = (Cubic) Cubic.FRESH.reduced(60_000, 1000).next();
    assertEquals(60, ((Cubic) reduced.reduced(60_400, 1000).next()).most());
    assertEquals(50.15, ((Cubic) reduced.reduced(59_400, 1000).next()).most(), 0.01);
  }

  @Test
  @DisplayName("RFC 9406: slow start ends where round trips begin to take longer")
  void hyStart() {
    var first = new SeqNum(0);
    @Var var at = Congestion.initial(first, 1000);
    @Var var una = first;
    for (int round = 0; round < 10; round++) {
      var nxt = una.plus(100_000);
      for (int i = 0; i < 10; i++) {
        long way = 50_000_000L + (round < 3 ? 0 : 20_000_000);
        at = at.measured(una, nxt, way);
        una = una.plus(10_000);
      }
    }
    assertTrue(!at.isSlowStart());
  }

  @Test
  @DisplayName("an endless stream to a peer without SACK leaves nothing behind")
  void endless() {
    var wire = Wire.established(Talker.answering(3_000_000));
    wire.comes(ACK, 1, 1, "go");
    for (int ack = 1001; ack < 2_900_000; ack += 1000) {
      wire.out.clear();
      wire.sent.clear();
      wire.passes(Duration.ofMillis(1));
      wire.comes(ACK, 3, ack);
    }
    var board = flight(wire).board();
    assertTrue(board.pipe() > 0, "never empty");
    assertTrue(board.order().size() < 200, () -> "" + board.order().size());
  }
}
