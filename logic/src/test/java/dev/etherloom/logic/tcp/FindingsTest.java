package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static dev.etherloom.logic.tcp.Wire.FIN_ACK;
import static dev.etherloom.logic.tcp.Wire.RST;
import static dev.etherloom.logic.tcp.Wire.SYN;
import static dev.etherloom.logic.tcp.Wire.SYN_ACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.tcp.TcpOption.MaximumSegmentSize;
import dev.etherloom.logic.tcp.TcpOption.Sack;
import dev.etherloom.logic.tcp.TcpOption.SackPermitted;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;
import dev.etherloom.logic.testkit.Stacks;
import io.vavr.collection.Vector;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What scripts written for other stacks found in this one, rule by rule. */
class FindingsTest {
  private static final TcpPeer PEER = new TcpPeer(Stacks.ip(1), Wire.OWN, Stacks.ip(9), Wire.OTHER);
  private static final Flags PSH_ACK = Flags.PSH.with(ACK);

  private final Talker talker = Talker.silent();

  private static void ask(Wire wire, TcpEffect... effects) {
    wire.call(new TcpCall.Ask(PEER, Vector.of(effects)));
  }

  private static TcpEffect send(int octets) {
    return new TcpEffect.Send(Slice.owning(new byte[octets]));
  }

  private static TcpOptions stamps(int value) {
    return TcpOptions.of(new Timestamps(value, 0));
  }

  /** An established connection with timestamps, the last of which was 100. */
  private Wire stamped() {
    var wire = Wire.listening(talker);
    wire.open(stamps(100));
    return wire;
  }

  @Test
  @DisplayName("corked, short segments wait until that is over, or the timer says so")
  void cork() {
    var wire = Wire.established(talker);
    ask(wire, new TcpEffect.Tune(talker.tuning.withCork(true)), send(40), send(40));
    wire.silence();
    ask(wire, send(1_000));
    assertEquals(1_000, wire.goesOut().text().length());
    wire.silence();
    ask(wire, new TcpEffect.Tune(talker.tuning));
    assertEquals(80, wire.goesOut(PSH_ACK, 1_001, 1).text().length());
    wire.comes(ACK, 1, 1_081);
    ask(wire, new TcpEffect.Tune(talker.tuning.withCork(true)), send(1));
    wire.passes(Duration.ofMillis(300));
    assertEquals(1, wire.goesOut().text().length());
  }

  @Test
  @DisplayName("the last of several segments that go out together is pushed, not each")
  void pushed() {
    var wire = Wire.established(talker);
    ask(wire, send(30_000));
    for (int segment = 0; segment < 9; segment++) {
      wire.goesOut(segment == 4 ? PSH_ACK : ACK, 1 + segment * 1_000, 1); // half the window
    }
    wire.goesOut(PSH_ACK, 9_001, 1);
    wire.silence();
  }

  @Test
  @DisplayName("a FIN needs no room in the congestion window")
  void bareFin() {
    var wire = Wire.established(talker);
    ask(wire, send(10_000));
    wire.out.clear();
    ask(wire, new TcpEffect.Finish());
    wire.goesOut(FIN_ACK, 10_001, 1);
  }

  @Test
  @DisplayName("RFC 7323 §3.2: a reset carries timestamps where they are used")
  void resetWithStamps() {
    var wire = stamped();
    ask(wire, new TcpEffect.Abort());
    var reset = wire.goesOut();
    assertTrue(reset.has(RST));
    assertEquals(100, reset.header().options().find(Timestamps.class).get().echo());
  }

  @Test
  @DisplayName("RFC 7323 §4.3: TS.Recent is not taken from what acknowledges nonsense")
  void forgedStamp() {
    var wire = stamped();
    wire.comes(wire.segment(FIN_ACK, 1, 9_999, stamps(200_000), Slice.EMPTY));
    wire.dropped(TcpDrop.BAD_ACK);
    wire.out.clear();
    wire.comes(wire.segment(ACK, 1, 1, stamps(101), Slice.utf8("x")));
    wire.passes(Duration.ofMillis(50));
    assertEquals(101, wire.goesOut().header().options().find(Timestamps.class).get().echo());
  }

  @Test
  @DisplayName("RFC 5961 §3.2: a reset within the window is challenged in SYN-RECEIVED, too")
  void challengedReset() {
    var wire = Wire.listening(talker);
    wire.comes(SYN, 0, 0);
    wire.iss = wire.goesOut().seq();
    wire.comes(RST, 100, 0);
    wire.goesOut(ACK, 1, 1);
    wire.dropped(TcpDrop.BLIND_RESET);
    wire.comes(ACK, 1, 1);
    assertTrue(talker.wasTold(TcpEvent.Opened.class));
  }

  @Test
  @DisplayName("TIME-WAIT ignores a FIN that acknowledges nothing")
  void unacknowledging() {
    var wire = Wire.established(talker);
    ask(wire, new TcpEffect.Finish());
    wire.comes(FIN_ACK, 1, 2);
    wire.out.clear();
    wire.comes(Flags.FIN, 2, 0);
    wire.silence();
    wire.dropped(TcpDrop.NO_ACK);
  }

  @Test
  @DisplayName("§3.10.7.4: TIME-WAIT answers an acknowledgment outside the window, but not often")
  void oldAcknowledgment() {
    var wire = Wire.established(talker);
    ask(wire, new TcpEffect.Finish());
    wire.comes(FIN_ACK, 1, 2);
    wire.out.clear();
    wire.comes(ACK, 2, 2);
    wire.silence();
    wire.comes(ACK, 1, 2);
    wire.goesOut(ACK, 2, 2);
    wire.comes(ACK, 1, 2);
    wire.silence();
    wire.passes(Duration.ofMillis(500));
    wire.comes(ACK, 1, 2);
    wire.goesOut(ACK, 2, 2);
  }

  @Test
  @DisplayName("RFC 2883: what came twice is told first, also of what waits out of order")
  void twice() {
    var wire = Wire.listening(talker);
    wire.open(TcpOptions.of(new MaximumSegmentSize(1_000), new SackPermitted()));
    wire.comes(ACK, 201, 1, "x".repeat(100));
    wire.out.clear();
    wire.comes(ACK, 151, 1, "x".repeat(100));
    var blocks = wire.goesOut().header().options().find(Sack.class).get().blocks();
    assertEquals(new SackBlock(Wire.ISS.plus(201), Wire.ISS.plus(251)), blocks.head());
    assertEquals(new SackBlock(Wire.ISS.plus(151), Wire.ISS.plus(301)), blocks.get(1));
    wire.comes(ACK, 1, 1, "x".repeat(250));
    var rest = wire.goesOut();
    assertEquals(301, rest.header().ack().minus(Wire.ISS));
    assertEquals(
        new SackBlock(Wire.ISS.plus(151), Wire.ISS.plus(251)),
        rest.header().options().find(Sack.class).get().blocks().head());
  }

  @Test
  @DisplayName("RFC 6298 §2.1: the first timeout is the user's; RFC 3168: ECN is asked for once")
  void firstTimeout() {
    var patience = new TcpTuning.Patience(Duration.ofSeconds(3), Duration.ofMinutes(5));
    var asking = TcpTuning.Offering.ALL.with(TcpTuning.Marks.ASKED);
    var wire = Wire.dialing(talker, TcpTuning.DEFAULT.with(patience).with(asking));
    assertEquals(SYN.with(Ecn.REQUEST), wire.goesOut().header().flags());
    wire.passes(Duration.ofMillis(2_999));
    wire.silence();
    wire.passes(Duration.ofMillis(1));
    assertEquals(SYN, wire.goesOut().header().flags());
  }

  @Test
  @DisplayName("RFC 3168 §6.1.1: ECN is used where the answer to our SYN agrees")
  void agreed() {
    var asking = TcpTuning.Offering.ALL.with(TcpTuning.Marks.ASKED);
    var wire = Wire.dialing(talker, TcpTuning.DEFAULT.with(asking));
    wire.out.clear();
    wire.comes(SYN_ACK.with(Flags.ECE), 0, 1);
    wire.comes(ACK, 1, 1);
    assertTrue(((Open) wire.tcp.table().live().values().head().connection()).ecn().isUsed());
    var plain = Wire.dialing(Talker.silent(), TcpTuning.DEFAULT.with(asking));
    plain.comes(SYN_ACK, 0, 1);
    assertFalse(((Open) plain.tcp.table().live().values().head().connection()).ecn().isUsed());
  }
}
