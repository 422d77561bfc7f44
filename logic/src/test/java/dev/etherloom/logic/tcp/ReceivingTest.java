package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static dev.etherloom.logic.tcp.Wire.FIN_ACK;
import static dev.etherloom.logic.tcp.Wire.ISS;
import static dev.etherloom.logic.tcp.Wire.RST;
import static dev.etherloom.logic.tcp.Wire.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.tcp.TcpOption.MaximumSegmentSize;
import dev.etherloom.logic.tcp.TcpOption.Sack;
import dev.etherloom.logic.tcp.TcpOption.SackPermitted;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;
import dev.etherloom.logic.tcp.TcpOption.Unknown;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 9293 §3.10.7.4, RFC 2018, 5961, 7323: what is taken of what comes. */
class ReceivingTest {
  private final Talker talker = Talker.silent();
  private final Wire wire = Wire.established(talker);

  private static SackBlock block(int left, int right) {
    return new SackBlock(ISS.plus(left), ISS.plus(right));
  }

  @Test
  @DisplayName("SHLD-18, MUST-40: an acknowledgment waits less than half a second")
  void delayedAck() {
    wire.comes(ACK, 1, 1, "a");
    wire.silence();
    wire.passes(Duration.ofMillis(499));
    wire.goesOut(ACK, 1, 2);
  }

  @Test
  @DisplayName("SHLD-19, MUST-58: every second segment is acknowledged at once, with one segment")
  void everySecond() {
    wire.comes(ACK, 1, 1, "a");
    wire.comes(ACK, 2, 1, "b");
    wire.goesOut(ACK, 1, 3);
    wire.silence();
  }

  @Test
  @DisplayName("SHLD-31, MAY-13, MUST-59: what comes out of order waits; RFC 5681: told at once")
  void outOfOrder() {
    wire.comes(ACK, 4, 1, "def");
    wire.goesOut(ACK, 1, 1);
    assertEquals("", talker.heard().text());
    wire.comes(ACK, 1, 1, "abc");
    wire.goesOut(ACK, 1, 7);
    assertEquals("abcdef", talker.heard().text());
    wire.silence();
  }

  @Test
  @DisplayName("a FIN out of order waits as well")
  void finOutOfOrder() {
    wire.comes(FIN_ACK, 4, 1, "def");
    wire.goesOut(ACK, 1, 1);
    wire.comes(ACK, 1, 1, "abc");
    wire.goesOut(ACK, 1, 8);
    assertTrue(talker.wasTold(TcpEvent.Finished.class));
  }

  @Test
  @DisplayName("RFC 2018 §4: the newest block first, at most three beside timestamps")
  void sack() {
    var options = TcpOptions.of(new SackPermitted(), new Timestamps(1, 0));
    var sacking = Wire.listening(Talker.silent());
    sacking.open(options);
    for (int at = 11; at <= 51; at += 10) {
      sacking.comes(
          sacking.segment(ACK, at, 1, TcpOptions.of(new Timestamps(2, 0)), Slice.utf8("xxxxx")));
    }
    var last = sacking.out.getLast().header();
    assertEquals(
        Vector.of(block(51, 56), block(41, 46), block(31, 36)),
        last.options().find(Sack.class).get().blocks());
    assertEquals(1, last.ack().minus(ISS));
  }

  @Test
  @DisplayName("octets that come in any order and twice are delivered once and in order")
  void anyOrder() {
    var random = new SplittableRandom(3);
    var text = new byte[3000];
    random.nextBytes(text);
    var whole = Slice.owning(text);
    for (int i = 0; i < 4000; i++) {
      int from = random.nextInt(text.length);
      int size = Math.min(1 + random.nextInt(20), text.length - from);
      wire.comes(wire.segment(ACK, 1 + from, 1, TcpOptions.NONE, whole.slice(from, size)));
    }
    wire.comes(wire.segment(ACK, 1, 1, TcpOptions.NONE, whole));
    assertEquals(whole, talker.heard());
  }

  @Test
  @DisplayName("crumbs are bounded, and the stream goes on")
  void crumbs() {
    var whole = Slice.owning(new byte[8000]);
    for (int at = 7998; at > 0; at -= 2) {
      wire.comes(wire.segment(ACK, 1 + at, 1, TcpOptions.NONE, whole.slice(at, 1)));
    }
    assertTrue(wire.drops.contains(TcpDrop.TOO_FRAGMENTED.label()));
    wire.comes(wire.segment(ACK, 1, 1, TcpOptions.NONE, whole));
    assertEquals(whole, talker.heard());
  }

  @Test
  @DisplayName("MUST-39, SHLD-14: the window is reopened in one go and never moves left")
  void window() {
    var slow = Talker.silent();
    slow.more =
        event ->
            event instanceof TcpEvent.Opened
                ? List.of(
                    new TcpEffect.Send(Slice.owning(new byte[TcpSession.SEND_LIMIT + 20_000])))
                : List.of();
    var held = Wire.established(slow);
    var edges = new ArrayList<SeqNum>();
    for (int sent = 0; sent < 65_000; sent += 1000) {
      held.out.clear();
      held.comes(held.segment(ACK, 1 + sent, 1, TcpOptions.NONE, Slice.owning(new byte[1000])));
      held.out.forEach(out -> edges.add(out.header().ack().plus(out.header().window())));
    }
    for (int i = 1; i < edges.size(); i++) {
      assertTrue(!edges.get(i).before(edges.get(i - 1)), "never shrinks");
    }
    assertEquals(0, slow.received.size(), "held back, as it lags behind with sending");
    held.out.clear();
    held.comes(ACK, 65_001, 1 + 10_000); // twenty more segments go out
    held.out.clear();
    held.comes(ACK, 65_001, 1 + 20_000);
    assertEquals(65_000, slow.received.size());
    assertTrue(held.out.peekLast().header().window() > 60_000);
  }

  @Test
  @DisplayName("MUST-66: a reset counts even where the window is shut; MUST-12: aborted")
  void reset() {
    wire.comes(RST, 1, 0);
    assertEquals(new TcpEvent.Broken(TcpEvent.Cause.RESET), talker.events.getLast());
    assertEquals(0, wire.connections());
  }

  @Test
  @DisplayName("SHLD-2: a reset may carry octets")
  void resetWithText() {
    wire.comes(RST, 1, 0, "because");
    assertEquals(0, wire.connections());
  }

  @Test
  @DisplayName("RFC 5961 §3.2: a reset elsewhere in the window is challenged, outside ignored")
  void blindReset() {
    wire.comes(RST, 2, 0);
    wire.goesOut(ACK, 1, 1);
    wire.comes(RST, 70_000, 0);
    wire.silence();
    assertEquals(1, wire.connections());
  }

  @Test
  @DisplayName("RFC 5961 §4.2, §7: a SYN is challenged, a flood of them not without end")
  void blindSyn() {
    for (int i = 0; i < 100; i++) {
      wire.comes(SYN, 5, 0);
    }
    assertEquals(10, wire.out.size());
    wire.dropped(TcpDrop.CHALLENGES);
    assertEquals(1, wire.connections());
  }

  @Test
  @DisplayName("RFC 5961 §5.2 (MAY-12): an impossible acknowledgment brings nothing in")
  void blindText() {
    wire.comes(ACK, 1, 5000, "evil");
    wire.goesOut(ACK, 1, 1);
    wire.comes(ACK, 1, -70_000, "evil");
    wire.goesOut(ACK, 1, 1);
    wire.comes(new Flags(0), 1, 0, "evil");
    wire.silence();
    assertEquals("", talker.heard().text());
  }

  @Test
  @DisplayName("RFC 7323 §5: old timestamps are refused, missing ones dropped")
  void paws() {
    var stamped = Wire.listening(talker);
    stamped.open(TcpOptions.of(new Timestamps(1000, 0)));
    stamped.comes(
        stamped.segment(ACK, 1, 1, TcpOptions.of(new Timestamps(999, 0)), Slice.utf8("old")));
    stamped.dropped(TcpDrop.OLD_DUPLICATE);
    assertEquals(1000, stamped.goesOut().header().options().find(Timestamps.class).get().echo());
    stamped.comes(ACK, 1, 1, "none");
    stamped.dropped(TcpDrop.NO_TIMESTAMP);
    stamped.comes(
        stamped.segment(ACK, 1, 1, TcpOptions.of(new Timestamps(1001, 0)), Slice.utf8("new")));
    assertEquals("new", talker.heard().text());
  }

  @Test
  @DisplayName("MUST-5, MUST-6: options may come in any segment, unknown ones are ignored")
  void anyOption() {
    var odd = TcpOptions.of(new Unknown(77, Slice.utf8("what")), new MaximumSegmentSize(100));
    wire.comes(wire.segment(ACK, 1, 1, odd, Slice.utf8("text")));
    assertEquals("text", talker.heard().text());
  }

  @Test
  @DisplayName("an old duplicate is acknowledged; MUST-26: so is a keep-alive of the peer's")
  void duplicate() {
    wire.comes(ACK, 1, 1, "abc");
    wire.out.clear();
    wire.comes(ACK, 1, 1, "abc");
    wire.goesOut(ACK, 1, 4);
    wire.comes(ACK, 3, 1);
    wire.goesOut(ACK, 1, 4);
    assertEquals("abc", talker.heard().text());
  }

  @Test
  @DisplayName("MUST-30, MUST-31, MUST-32, MUST-33, MUST-62: the user hears of urgent octets")
  void urgent() {
    urgent(1, 70, "hurry");
    assertEquals(List.of(new TcpReport.Urgent(70)), talker.reports);
    urgent(6, 65, "still");
    assertEquals(1, talker.reports.size(), "the pointer did not move");
    urgent(11, 100, "more");
    assertEquals(new TcpReport.Urgent(100), talker.reports.getLast());
    assertEquals("hurrystillmore", talker.heard().text());
  }

  private void urgent(int seq, int pointer, String text) {
    var plain = wire.segment(ACK.with(Flags.URG), seq, 1, TcpOptions.NONE, Slice.utf8(text));
    var header = plain.header();
    wire.comes(
        new TcpSegment(
            new TcpHeader(
                header.sourcePort(),
                header.destinationPort(),
                header.seq(),
                header.ack(),
                header.flags(),
                header.window(),
                pointer,
                header.options()),
            plain.payload(),
            plain.pseudo()));
  }

  @Test
  @DisplayName("MUST-30, MUST-62: urgent octets go out with a pointer behind them")
  void sendsUrgent() {
    talker.more =
        event ->
            event instanceof TcpEvent.Received
                ? List.of(
                    new TcpEffect.SendUrgent(Slice.utf8("now!")),
                    new TcpEffect.Send(Slice.utf8("later")))
                : List.of();
    wire.comes(ACK, 1, 1, "go");
    var sent = wire.goesOut();
    assertTrue(sent.has(Flags.URG));
    assertEquals(4, sent.header().urgent());
    assertEquals("now!later", sent.text().text());
  }

  @Test
  @DisplayName("a session that throws costs its connection, nothing else")
  void fault() {
    talker.more =
        event -> {
          if (event instanceof TcpEvent.Received) {
            throw new IllegalStateException("oops");
          }
          return List.of();
        };
    wire.comes(ACK, 1, 1, "go");
    assertTrue(wire.goesOut().has(RST));
    wire.dropped(TcpDrop.SESSION_FAILED);
    assertEquals(0, wire.connections());
  }
}
