package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static dev.etherloom.logic.tcp.Wire.FIN_ACK;
import static dev.etherloom.logic.tcp.Wire.RST;
import static dev.etherloom.logic.tcp.Wire.SYN;
import static dev.etherloom.logic.tcp.Wire.SYN_ACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.tcp.TcpStatus.State;
import dev.etherloom.logic.testkit.Stacks;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 9293 §3.9.1: what users may ask, from within a session and from outside. */
class CallsTest {
  private static final TcpPeer PEER = new TcpPeer(Stacks.ip(1), Wire.OWN, Stacks.ip(9), Wire.OTHER);

  private final Talker talker = Talker.silent();

  private static void ask(Wire wire, TcpEffect... effects) {
    wire.call(new TcpCall.Ask(PEER, io.vavr.collection.Vector.of(effects)));
  }

  @Test
  @DisplayName("§3.9.1.6 STATUS, and SEND, from outside")
  void status() {
    var wire = Wire.established(talker);
    assertEquals(State.ESTABLISHED, wire.tcp.status(PEER).get().state());
    ask(wire, new TcpEffect.Send(Slice.utf8("hello")), new TcpEffect.AskStatus());
    assertEquals("hello", wire.goesOut().text().text());
    var flight = wire.tcp.status(PEER).get().flight();
    assertEquals(5, flight.octets());
    assertEquals(1, flight.unacknowledged());
    assertEquals(1000, flight.segment());
    var told = (TcpReport.Status) talker.reports.getFirst();
    assertEquals(5, told.status().queues().toSend());
    ask(wire, new TcpEffect.Abort());
    assertTrue(wire.goesOut().has(RST));
    assertEquals(Option.none(), wire.tcp.status(PEER));
    ask(wire, new TcpEffect.Abort());
    wire.dropped(TcpDrop.NO_CONNECTION);
  }

  @Test
  @DisplayName("who listens from outside is asked; who ceased is not")
  void listen() {
    var wire = Wire.listening(talker);
    wire.call(new TcpCall.Deafen(Wire.OWN));
    wire.comes(SYN, 0, 0);
    assertTrue(wire.goesOut().has(RST));
    wire.call(new TcpCall.Listen(talker));
    wire.comes(SYN, 0, 0);
    assertEquals(SYN_ACK, wire.goesOut().header().flags());
    wire.call(new TcpCall.Listen(talker));
    wire.dropped(TcpDrop.NO_PORT);
  }

  @Test
  @DisplayName("§3.9.1.3: what a session has no appetite for waits, and comes when it has")
  void appetite() {
    talker.appetite = 3;
    var wire = Wire.established(talker);
    wire.comes(ACK, 1, 1, "hello");
    assertEquals("hel", talker.heard().text());
    assertEquals(2, wire.tcp.status(PEER).get().queues().toRead());
    talker.appetite = 100;
    ask(wire);
    assertEquals("hello", talker.heard().text());
  }

  @Test
  @DisplayName("the rest comes, appetite or not, once both sides have finished")
  void rest() {
    talker.appetite = 0;
    var wire = Wire.established(talker);
    wire.comes(FIN_ACK, 1, 1, "hello");
    assertEquals("", talker.heard().text());
    ask(wire, new TcpEffect.Finish());
    assertEquals("hello", talker.heard().text());
    assertTrue(talker.wasTold(TcpEvent.Finished.class));
  }

  @Test
  @DisplayName("RFC 2525 §2.17: closed with octets unread, the connection is reset")
  void unread() {
    talker.appetite = 0;
    var wire = Wire.established(talker);
    wire.comes(ACK, 1, 1, "hello");
    wire.out.clear();
    ask(wire, new TcpEffect.Close());
    assertTrue(wire.goesOut().has(RST));
    assertEquals(0, wire.connections());
  }

  @Test
  @DisplayName("MAY-1, SHLD-3: octets for a user who has closed reset the connection")
  void afterClose() {
    var wire = Wire.established(talker);
    ask(wire, new TcpEffect.Close());
    wire.goesOut(FIN_ACK, 1, 1);
    wire.comes(ACK, 1, 2);
    wire.comes(ACK, 1, 2, "hello");
    assertTrue(wire.goesOut().has(RST));
    wire.dropped(TcpDrop.AFTER_CLOSE);
    assertEquals(0, wire.connections());
  }

  @Test
  @DisplayName("FIN-WAIT-2 of a user who has closed ends after a minute")
  void unheard() {
    var wire = Wire.established(talker);
    ask(wire, new TcpEffect.Close());
    wire.comes(ACK, 1, 2);
    wire.passes(Duration.ofSeconds(59));
    assertEquals(1, wire.connections());
    wire.passes(Duration.ofSeconds(1));
    assertEquals(0, wire.connections());
  }

  @Test
  @DisplayName(
      "the first acknowledgments go out at once, until octets go back; or as the user wants")
  void quick() {
    talker.tuning = TcpTuning.DEFAULT;
    var wire = Wire.established(talker);
    wire.comes(ACK.with(Flags.PSH), 1, 1, "a");
    wire.goesOut(ACK, 1, 2);
    ask(wire, new TcpEffect.Send(Slice.utf8("answer")));
    wire.goesOut();
    wire.comes(ACK, 2, 7, "b");
    wire.silence();
    ask(wire, new TcpEffect.Tune(talker.tuning.with(TcpTuning.Acknowledging.AT_ONCE)));
    wire.goesOut(ACK, 7, 3);
    wire.comes(ACK, 3, 7, "c");
    wire.goesOut(ACK, 7, 4);
  }

  @Test
  @DisplayName("MAY-15, MUST-60: what the user does not push is not marked, unless it waited long")
  void push() {
    var wire = Wire.established(talker);
    wire.out.clear();
    var quiet = talker.tuning.withPush(false);
    ask(wire, new TcpEffect.Tune(quiet), new TcpEffect.Send(Slice.utf8("one")));
    assertEquals(ACK, wire.goesOut().header().flags());
    wire.comes(ACK, 1, 4);
    ask(wire, new TcpEffect.Tune(quiet.withCork(true)), new TcpEffect.Send(Slice.utf8("two")));
    wire.silence();
    wire.passes(Duration.ofSeconds(1));
    assertEquals(ACK.with(Flags.PSH), wire.goesOut().header().flags());
  }

  @Test
  @DisplayName("SHLD-18: even the first acknowledgment waits where little came and more is to come")
  void unpushed() {
    talker.tuning = TcpTuning.DEFAULT;
    var wire = Wire.established(talker);
    wire.comes(ACK, 1, 1, "a");
    wire.silence();
    wire.passes(Acknowledgment.DELAY);
    wire.goesOut(ACK, 1, 2);
    wire.comes(ACK, 2, 1, "x".repeat(536));
    wire.goesOut(ACK, 1, 538);
  }

  @Test
  @DisplayName("what the user does not want offered is not in the SYN")
  void offering() {
    var plain =
        new TcpTuning.Offering(Option.some(700), false, false, false, TcpTuning.Marks.NEVER);
    talker.tuning = TcpTuning.DEFAULT.with(plain);
    var wire = Wire.listening(talker);
    wire.comes(SYN, 0, 0);
    var options = wire.goesOut().header().options().all();
    assertEquals(List.of(new TcpOption.MaximumSegmentSize(700)), options.asJava());
  }

  @Test
  @DisplayName("a receive buffer of the user's choice: the window tells of whole segments of it")
  void buffer() {
    talker.appetite = 0;
    talker.tuning = TcpTuning.DEFAULT.with(new TcpTuning.Buffers(Option.some(20_000)));
    var wire = Wire.listening(talker);
    wire.comes(wire.segment(SYN, 0, 0, TcpOptions.of(new TcpOption.WindowScale(7)), Slice.EMPTY));
    var answer = wire.goesOut();
    assertEquals(13 * 1460, answer.header().window());
    assertEquals(
        new TcpOption.WindowScale(0),
        answer.header().options().find(TcpOption.WindowScale.class).get());
    wire.iss = answer.seq();
    wire.comes(ACK, 1, 1);
    for (int octets = 0; octets < 18_000; octets += 1_000) {
      wire.comes(ACK, 1 + octets, 1, "x".repeat(1_000));
    }
    assertEquals(18_000, wire.tcp.status(PEER).get().queues().toRead());
    wire.out.clear();
    talker.appetite = 18_000;
    ask(wire);
    assertEquals(20_000, wire.goesOut().header().window(), "room again is told of at once");
  }

  @Test
  @DisplayName("SHLD-14, MUST-39: a peer who sees less than a segment hears of room, others do not")
  void news() {
    talker.appetite = 0;
    talker.tuning = TcpTuning.DEFAULT.with(new TcpTuning.Buffers(Option.some(8_000)));
    var wire = Wire.established(talker);
    for (int octets = 0; octets < 5_000; octets += 1_000) {
      wire.comes(ACK, 1 + octets, 1, "x".repeat(1_000));
    }
    wire.passes(Duration.ofSeconds(1));
    wire.out.clear();
    talker.appetite = 5_000;
    ask(wire);
    wire.silence();
    talker.appetite = 0;
    for (int octets = 5_000; octets < 12_000; octets += 1_000) {
      wire.comes(ACK, 1 + octets, 1, "x".repeat(1_000));
    }
    wire.passes(Duration.ofSeconds(1));
    assertEquals(1_000, wire.out.getLast().header().window(), "an eighth, yet less than 1,460");
    wire.out.clear();
    talker.appetite = 7_000;
    ask(wire);
    assertEquals(8_000, wire.goesOut(ACK, 1, 12_001).header().window());
  }
}
