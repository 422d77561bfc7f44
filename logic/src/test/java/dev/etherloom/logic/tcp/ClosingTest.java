package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static dev.etherloom.logic.tcp.Wire.FIN_ACK;
import static dev.etherloom.logic.tcp.Wire.SYN;
import static dev.etherloom.logic.tcp.Wire.SYN_ACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.tcp.Connection.TimeWait;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 9293 §3.6, §3.8.4: how connections end, or are kept alive. */
class ClosingTest {
  private final Talker talker = Talker.silent();

  private void finish(Class<? extends TcpEvent> when) {
    talker.more = event -> when.isInstance(event) ? List.of(new TcpEffect.Finish()) : List.of();
  }

  private Wire finishing(Class<? extends TcpEvent> when) {
    finish(when);
    return Wire.established(talker);
  }

  private static Connection connection(Wire wire) {
    var table = wire.tcp.table();
    var resting = table.timeWaits().all().values().map(TimeWaits.Rest::conversation);
    return table.live().values().appendAll(resting).head().connection();
  }

  private static Phase phase(Wire wire) {
    return ((Open) connection(wire)).phase();
  }

  @Test
  @DisplayName("§3.6 case 1, MUST-13: we close; the peer may go on; 2 MSL in TIME-WAIT")
  void active() {
    var wire = finishing(TcpEvent.Opened.class);
    wire.goesOut(FIN_ACK, 1, 1);
    assertEquals(Phase.FIN_WAIT_1, phase(wire));
    wire.comes(ACK, 1, 2);
    assertEquals(Phase.FIN_WAIT_2, phase(wire));
    wire.comes(ACK, 1, 2, "still here");
    assertEquals("still here", talker.heard().text());
    wire.comes(FIN_ACK, 11, 2);
    wire.goesOut(ACK, 2, 12);
    assertTrue(connection(wire) instanceof TimeWait);
    assertTrue(talker.wasTold(TcpEvent.Finished.class), "MUST-12: closed normally");
    wire.passes(Closing.TIME_WAIT.minusMillis(1));
    assertEquals(1, wire.connections());
    wire.passes(Duration.ofMillis(1));
    assertEquals(0, wire.connections());
  }

  @Test
  @DisplayName("answers go out on the link where the connection began, in TIME-WAIT too")
  void tagged() {
    finish(TcpEvent.Opened.class);
    var wire = Wire.listening(talker);
    wire.vlan = Vlan.of(7);
    wire.open(TcpOptions.NONE);
    wire.comes(FIN_ACK, 1, 2);
    assertTrue(connection(wire) instanceof TimeWait);
    int before = wire.sent.size();
    wire.comes(FIN_ACK, 1, 2);
    assertEquals(before + 1, wire.sent.size());
    for (var packet : wire.sent) {
      assertEquals(Vlan.of(7), packet.vlan());
    }
  }

  @Test
  @DisplayName("MUST-48, MUST-49: the user's traffic class and hop limit hold to the very end")
  void marked() {
    for (boolean aborts : new boolean[] {false, true}) {
      var user = Talker.silent();
      user.tuning = TcpTuning.DEFAULT.withTrafficClass(0xb8).withHopLimit(7);
      user.more =
          event ->
              event instanceof TcpEvent.Finished
                  ? List.of(aborts ? new TcpEffect.Abort() : new TcpEffect.Finish())
                  : event instanceof TcpEvent.Opened && !aborts
                      ? List.of(new TcpEffect.Finish())
                      : List.of();
      var wire = Wire.established(user);
      wire.comes(FIN_ACK, 1, aborts ? 1 : 2);
      wire.comes(FIN_ACK, 1, 2);
      assertTrue(wire.connections() == (aborts ? 0 : 1) && wire.sent.size() >= 2);
      for (var packet : aborts ? wire.sent.subList(0, 2) : wire.sent) {
        assertEquals(0xb8, packet.trafficClass());
        assertEquals(7, packet.hopLimit());
      }
    }
  }

  @Test
  @DisplayName("§3.6 case 2: the peer closes, we go on and then close")
  void passive() {
    var wire = finishing(TcpEvent.Finished.class);
    wire.comes(FIN_ACK, 1, 1);
    wire.goesOut(FIN_ACK, 1, 2);
    assertEquals(Phase.LAST_ACK, phase(wire));
    wire.comes(ACK, 2, 2);
    assertEquals(0, wire.connections());
    assertEquals(List.of(new TcpEvent.Opened(), new TcpEvent.Finished()), talker.events);
  }

  @Test
  @DisplayName("half-closed: CLOSE-WAIT lasts as long as we have something to send")
  void halfClosed() {
    var wire = Wire.established(talker);
    wire.comes(FIN_ACK, 1, 1);
    wire.goesOut(ACK, 1, 2);
    wire.passes(Duration.ofHours(3));
    assertEquals(Phase.CLOSE_WAIT, phase(wire));
  }

  @Test
  @DisplayName("§3.6 case 3: both close at once")
  void simultaneous() {
    var wire = finishing(TcpEvent.Opened.class);
    wire.goesOut(FIN_ACK, 1, 1);
    wire.comes(FIN_ACK, 1, 1);
    wire.goesOut(ACK, 2, 2);
    assertEquals(Phase.CLOSING, phase(wire));
    wire.comes(ACK, 2, 2);
    assertTrue(connection(wire) instanceof TimeWait);
  }

  @Test
  @DisplayName("FIN and its acknowledgment in one segment")
  void finWithAck() {
    var wire = finishing(TcpEvent.Opened.class);
    wire.goesOut(FIN_ACK, 1, 1);
    wire.comes(FIN_ACK, 1, 2);
    wire.goesOut(ACK, 2, 2);
    assertTrue(connection(wire) instanceof TimeWait);
  }

  @Test
  @DisplayName("a lost FIN is sent again in every state that waits for its acknowledgment")
  void finRetransmission() {
    var wire = finishing(TcpEvent.Opened.class);
    wire.goesOut(FIN_ACK, 1, 1);
    wire.passes(Duration.ofSeconds(1));
    wire.goesOut(FIN_ACK, 1, 1);
    wire.comes(FIN_ACK, 1, 1);
    wire.out.clear();
    wire.passes(Duration.ofSeconds(5));
    wire.goesOut(FIN_ACK, 1, 2);
  }

  @Test
  @DisplayName("TIME-WAIT: the peer's FIN once more is acknowledged and starts the time anew")
  void finAgain() {
    var wire = timeWait(TcpOptions.NONE);
    wire.passes(Duration.ofSeconds(50));
    wire.comes(FIN_ACK, 1, 2);
    wire.goesOut(ACK, 2, 2);
    wire.passes(Duration.ofSeconds(50));
    assertEquals(1, wire.connections());
  }

  private Wire timeWait(TcpOptions options) {
    talker.more =
        event -> event instanceof TcpEvent.Opened ? List.of(new TcpEffect.Finish()) : List.of();
    var wire = Wire.listening(talker);
    wire.open(options);
    wire.comes(wire.segment(FIN_ACK, 1, 2, options, Slice.EMPTY));
    wire.out.clear();
    return wire;
  }

  @Test
  @DisplayName("MAY-2, SHLD-4: a new SYN with a later number or timestamp reopens TIME-WAIT")
  void reopened() {
    var wire = timeWait(TcpOptions.NONE);
    wire.comes(SYN, 1000, 0);
    var answer = wire.goesOut();
    assertEquals(SYN_ACK, answer.header().flags());
    assertTrue(answer.seq().after(wire.iss.plus(2)), "beyond all numbers of the old one");
    var stamps = new TcpOption.Timestamps(100, 0);
    var stamped = timeWait(TcpOptions.of(stamps));
    var later = TcpOptions.of(new TcpOption.Timestamps(101, 0));
    stamped.comes(stamped.segment(SYN, -50_000, 0, later, Slice.EMPTY));
    assertEquals(SYN_ACK, stamped.goesOut().header().flags());
  }

  @Test
  @DisplayName("an old SYN in TIME-WAIT gets an acknowledgment")
  void oldSyn() {
    var wire = timeWait(TcpOptions.NONE);
    wire.comes(SYN, -1000, 0);
    wire.goesOut(ACK, 2, 2);
    var stamped = timeWait(TcpOptions.of(new TcpOption.Timestamps(100, 0)));
    var earlier = TcpOptions.of(new TcpOption.Timestamps(99, 0));
    stamped.comes(stamped.segment(SYN, 50_000, 0, earlier, Slice.EMPTY)); // RFC 6191 §2
    stamped.goesOut(ACK, 2, 2);
  }

  @Test
  @DisplayName("ABORT: a reset goes out, and all is gone")
  void abort() {
    talker.more =
        event -> event instanceof TcpEvent.Received ? List.of(new TcpEffect.Abort()) : List.of();
    var wire = Wire.established(talker);
    wire.comes(ACK, 1, 1, "go");
    wire.goesOut(Flags.RST.with(ACK), 1, 3);
    assertEquals(0, wire.connections());
  }

  @Test
  @DisplayName("MUST-25, MUST-28: without being asked for there are no keep-alives")
  void noKeepAlive() {
    var wire = Wire.established(talker);
    wire.passes(Duration.ofDays(2));
    wire.silence();
    assertEquals(1, wire.connections());
    assertTrue(TcpTuning.KeepAlive.USUAL.idle().compareTo(Duration.ofHours(2)) >= 0);
  }

  @Test
  @DisplayName("MAY-5, MUST-24, MUST-26, MUST-27, MUST-29, SHLD-12: keep-alives, without octets")
  void keepAlive() {
    var tuning =
        TcpTuning.DEFAULT.withKeepAlive(
            Option.some(TcpTuning.KeepAlive.after(Duration.ofMinutes(5))));
    talker.more =
        event -> event instanceof TcpEvent.Opened ? List.of(new TcpEffect.Tune(tuning)) : List.of();
    var wire = Wire.established(talker);
    wire.passes(Duration.ofSeconds(299));
    wire.silence();
    wire.passes(Duration.ofSeconds(1));
    assertEquals(0, wire.goesOut(ACK, 0, 1).size());
    wire.passes(Duration.ofSeconds(75));
    wire.goesOut(ACK, 0, 1);
    wire.comes(ACK, 1, 1);
    wire.passes(Duration.ofSeconds(299));
    wire.silence();
    var probes = new ArrayList<TcpSegment>();
    wire.passes(Duration.ofMinutes(30));
    probes.addAll(wire.out);
    assertEquals(TcpTuning.KeepAlive.USUAL.probes() + 1, probes.size(), "and a reset");
    assertEquals(new TcpEvent.Broken(TcpEvent.Cause.TIMED_OUT), talker.events.getLast());
  }

  @Test
  @DisplayName("FIN-WAIT-2 does not wait for ever for a peer that says nothing")
  void finWait2() {
    var wire = finishing(TcpEvent.Opened.class);
    wire.comes(ACK, 1, 2);
    wire.passes(Open.HALF_CLOSED.plusSeconds(1));
    assertEquals(0, wire.connections());
  }
}
