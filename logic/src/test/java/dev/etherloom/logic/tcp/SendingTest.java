package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static dev.etherloom.logic.tcp.Wire.RST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.tcp.TcpOption.MaximumSegmentSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 9293 §3.8, RFC 5681, RFC 6298: what is sent, when, and how often. */
class SendingTest {
  private static final Flags PSH_ACK = Flags.PSH.with(ACK);

  private static Slice octets(int size) {
    return Slice.owning(new byte[size]);
  }

  /** Answers every text that comes with the octets given. */
  private static Talker answering(Slice... answers) {
    var talker = Talker.silent();
    talker.more =
        event -> {
          var effects = new ArrayList<TcpEffect>();
          if (event instanceof TcpEvent.Received) {
            for (var answer : answers) {
              effects.add(new TcpEffect.Send(answer));
            }
          }
          return effects;
        };
    return talker;
  }

  @Test
  @DisplayName("SHLD-28, SHLD-27, MUST-61: full segments, PSH on the last")
  void fullSegments() {
    var wire = Wire.established(answering(octets(1), octets(1999), octets(500)));
    wire.comes(ACK, 1, 1, "go");
    assertEquals(1000, wire.goesOut(ACK, 1, 3).text().length());
    assertEquals(1000, wire.goesOut(ACK, 1001, 3).text().length());
    assertEquals(500, wire.goesOut(PSH_ACK, 2001, 3).text().length());
    wire.silence();
  }

  @Test
  @DisplayName("RFC 6928: ten segments at first; MUST-19: then slow start")
  void initialWindow() {
    var wire = Wire.established(answering(octets(100_000)));
    wire.comes(ACK, 1, 1, "go");
    assertEquals(10, wire.out.size());
    wire.out.clear();
    wire.comes(ACK, 3, 2001);
    assertEquals(4, wire.out.size(), "two left the network, the window grew by two");
  }

  @Test
  @DisplayName("SHLD-7, MUST-17: Nagle holds short segments back, unless it is off")
  void nagle() {
    for (boolean on : new boolean[] {true, false}) {
      var talker = answering(octets(10));
      var answers = talker.more;
      talker.more =
          event ->
              event instanceof TcpEvent.Opened
                  ? List.of(new TcpEffect.Tune(TcpTuning.DEFAULT.withNagle(on)))
                  : answers.apply(event);
      var wire = Wire.established(talker);
      wire.comes(ACK, 1, 1, "a");
      assertEquals(10, wire.goesOut(PSH_ACK, 1, 2).text().length());
      wire.comes(ACK, 2, 1, "b");
      assertEquals(on ? 0 : 1, wire.out.size());
      wire.out.clear();
      wire.comes(ACK, 3, on ? 11 : 21);
      assertEquals(on ? 1 : 0, wire.out.size());
    }
  }

  @Test
  @DisplayName(
      "MUST-36, MUST-35, SHLD-29, SHLD-30, MUST-37, MUST-60: a shut window is probed for ever")
  void zeroWindow() {
    var wire = Wire.established(answering(octets(500)));
    wire.window = 0;
    wire.comes(ACK, 1, 1, "go");
    wire.passes(Duration.ofMillis(100));
    wire.goesOut(ACK, 1, 3); // the acknowledgment alone
    wire.silence();
    var times = new ArrayList<Long>();
    for (int i = 0; i < 40; i++) {
      while (wire.out.isEmpty()) {
        wire.passes(Duration.ofMillis(100));
      }
      assertEquals(1, wire.goesOut(ACK, 1, 3).text().length());
      times.add(wire.now.nanos());
      wire.comes(ACK, 3, 1);
    }
    assertTrue(times.get(1) - times.get(0) < times.get(4) - times.get(3), "backs off");
    assertEquals(1, wire.connections());
    wire.window = 60_000;
    wire.comes(ACK, 3, 1);
    assertEquals(500, wire.goesOut(PSH_ACK, 1, 3).text().length());
  }

  @Test
  @DisplayName("§3.4: a FIN takes a number, too, and waits for room in the window")
  void finInWindow() {
    var talker = Talker.silent();
    talker.more =
        event ->
            event instanceof TcpEvent.Received
                ? List.of(new TcpEffect.Send(octets(2_000)), new TcpEffect.Finish())
                : List.of();
    var wire = Wire.listening(talker);
    wire.window = 2_000;
    wire.open(TcpOptions.of(new MaximumSegmentSize(1000)));
    wire.comes(ACK, 1, 1, "go");
    wire.goesOut(ACK, 1, 3);
    wire.goesOut(PSH_ACK, 1001, 3);
    wire.silence();
    wire.comes(ACK, 3, 2001);
    assertTrue(wire.goesOut().has(Flags.FIN));
  }

  @Test
  @DisplayName("MUST-38: no crumbs into a window that opens by crumbs")
  void sillyWindow() {
    var wire = Wire.listening(answering(octets(5_000)));
    wire.window = 2_000;
    wire.open(TcpOptions.of(new MaximumSegmentSize(1000)));
    wire.comes(ACK, 1, 1, "go");
    assertEquals(2, wire.out.size());
    wire.out.clear();
    wire.window = 300;
    wire.comes(ACK, 3, 2001);
    wire.silence();
    wire.window = 1_300;
    wire.comes(ACK, 3, 2001);
    assertEquals(1000, wire.goesOut(ACK, 2001, 3).text().length());
    wire.silence();
  }

  @Test
  @DisplayName("MUST-34, SHLD-15, SHLD-16, SHLD-17: a window that shrinks stops new data only")
  void shrinking() {
    var wire = Wire.established(answering(octets(20_000)));
    wire.comes(ACK, 1, 1, "go");
    assertEquals(10, wire.out.size());
    wire.out.clear();
    wire.window = 1_000;
    wire.comes(ACK, 3, 1001);
    wire.silence();
    wire.passes(Duration.ofSeconds(2));
    assertEquals(1000, wire.goesOut(ACK, 1001, 3).text().length());
  }

  @Test
  @DisplayName("MUST-18, MUST-19: what is lost is sent again, ever more rarely")
  void timeout() {
    var wire = Wire.established(answering(octets(100)));
    wire.comes(ACK, 1, 1, "go");
    wire.goesOut(PSH_ACK, 1, 3);
    var times = new ArrayList<Long>();
    for (int i = 0; i < 5; i++) {
      while (wire.out.isEmpty()) {
        wire.passes(Duration.ofMillis(10));
      }
      assertEquals(100, wire.goesOut(PSH_ACK, 1, 3).text().length());
      times.add(wire.now.nanos() / 1_000_000);
    }
    for (int i = 2; i < 5; i++) {
      long before = times.get(i - 1) - times.get(i - 2);
      assertEquals(2.0, (times.get(i) - times.get(i - 1)) / (double) before, 0.15);
    }
  }

  @Test
  @DisplayName(
      "MUST-20, SHLD-9, SHLD-10, SHLD-11, MUST-47: R1 is reported, at R2 the connection goes")
  void excessive() {
    var talker = answering(octets(100));
    var wire = Wire.established(talker);
    wire.comes(ACK, 1, 1, "go");
    wire.passes(Duration.ofSeconds(100));
    assertEquals(List.of(new TcpReport.Trouble(3)), talker.reports);
    assertFalse(talker.wasTold(TcpEvent.Broken.class), "R2 is 100 s at least");
    wire.passes(Duration.ofMinutes(10));
    assertEquals(new TcpEvent.Broken(TcpEvent.Cause.TIMED_OUT), talker.events.getLast());
    assertEquals(0, wire.connections());
  }

  @Test
  @DisplayName("MUST-21: R2 can be set")
  void userTimeout() {
    var talker = answering(octets(100));
    var answers = talker.more;
    var soon = TcpTuning.DEFAULT.withUserTimeout(Duration.ofSeconds(5));
    talker.more =
        event ->
            event instanceof TcpEvent.Opened
                ? List.of(new TcpEffect.Tune(soon))
                : answers.apply(event);
    var wire = Wire.established(talker);
    wire.comes(ACK, 1, 1, "go");
    wire.passes(Duration.ofSeconds(15));
    assertEquals(new TcpEvent.Broken(TcpEvent.Cause.TIMED_OUT), talker.events.getLast());
  }

  @Test
  @DisplayName("RFC 5681 §3.2: the third duplicate sends the lost segment at once")
  void fastRetransmit() {
    var wire = Wire.established(answering(octets(10_000)));
    wire.comes(ACK, 1, 1, "go");
    wire.out.clear();
    for (int i = 0; i < 2; i++) {
      wire.comes(ACK, 3, 1);
      wire.silence();
    }
    wire.comes(ACK, 3, 1);
    assertEquals(1000, wire.goesOut(ACK, 1, 3).text().length());
    wire.comes(ACK, 3, 3001); // RFC 6582: another one is missing
    assertEquals(1000, wire.goesOut(ACK, 3001, 3).text().length());
  }

  @Test
  @DisplayName("MUST-48, MUST-49, SHLD-21, SHLD-22: traffic class and hop limit are the user's")
  void trafficClass() {
    var tuning = TcpTuning.DEFAULT.withTrafficClass(0xb8);
    assertEquals(0xb8, tuning.trafficClass());
    var talker = Talker.silent();
    talker.more =
        event -> event instanceof TcpEvent.Opened ? List.of(new TcpEffect.Tune(tuning)) : List.of();
    var wire = Wire.established(talker);
    var open = wire.tcp.table().live().values().head();
    var header = Headers.reset(open.peer(), wire.iss, wire.iss);
    var packet = open.packet(open.connection(), header, Slice.EMPTY, false);
    assertEquals(0xb8, packet.trafficClass());
    assertEquals(IpEffect.DEFAULT_HOP_LIMIT, packet.hopLimit());
  }

  @Test
  @DisplayName("what exceeds all bounds aborts the connection")
  void tooMuch() {
    var huge = octets(1 << 20);
    var talker = Talker.silent();
    talker.more =
        event -> {
          var all = new ArrayList<TcpEffect>();
          for (int i = 0; event instanceof TcpEvent.Received && i < 1025; i++) {
            all.add(new TcpEffect.Send(huge));
          }
          return all;
        };
    var wire = Wire.established(talker);
    wire.comes(ACK, 1, 1, "go");
    assertTrue(wire.goesOut().has(RST));
    assertEquals(0, wire.connections());
    assertTrue(wire.drops.contains(TcpDrop.QUEUE_FULL.label()));
  }

  @Test
  @DisplayName("the timer follows the measured way: RFC 6298")
  void timer() {
    var rtt = Rtt.UNKNOWN.sampled(400_000_000);
    assertEquals(Duration.ofMillis(1_200), rtt.backedOff(0));
    assertEquals(Duration.ofMillis(2_400), rtt.backedOff(1));
    assertEquals(Duration.ofSeconds(60), rtt.backedOff(30));
    var next = rtt.sampled(400_000_000);
    assertEquals(1_000, next.backedOff(0).toMillis());
  }
}
