package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static dev.etherloom.logic.tcp.Wire.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.tcp.TcpOption.MaximumSegmentSize;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 3168 §6.1: congestion told of by marks. */
class EcnTest {
  private static Wire wire(Flags asked, int octets) {
    var talker = Talker.silent();
    talker.more =
        event ->
            event instanceof TcpEvent.Received && octets > 0
                ? List.of(new TcpEffect.Send(Slice.owning(new byte[octets])))
                : List.of();
    var wire = Wire.listening(talker);
    var options = TcpOptions.of(new MaximumSegmentSize(1000));
    wire.comes(wire.segment(SYN.with(asked), 0, 0, options, Slice.EMPTY));
    return wire;
  }

  private static Wire established(int octets) {
    var wire = wire(Ecn.REQUEST, octets);
    var answer = wire.goesOut();
    assertTrue(answer.has(Flags.ECE) && !answer.has(Flags.CWR), "§6.1.1: agreed");
    assertEquals(0, wire.marks.removeFirst(), "§6.1.1: a SYN is not marked");
    wire.iss = answer.seq();
    wire.comes(ACK, 1, 1);
    return wire;
  }

  @Test
  @DisplayName("SHLD-8, 8504-5.12-1: agreed to where it is asked for, and else not")
  void agreed() {
    assertFalse(wire(Flags.NONE, 0).goesOut().has(Flags.ECE));
    assertFalse(wire(Flags.ECE, 0).goesOut().has(Flags.ECE));
    assertEquals(1, established(0).connections());
  }

  @Test
  @DisplayName("RFC 3168 §6.1.3: a mark is echoed until the other has slowed down")
  void echoed() {
    var wire = established(0);
    wire.marked = true;
    wire.comes(ACK, 1, 1, "a");
    wire.marked = false;
    assertTrue(wire.goesOut().has(Flags.ECE), "at once");
    wire.comes(ACK, 2, 1, "b");
    wire.comes(ACK, 3, 1, "c");
    assertTrue(wire.goesOut().has(Flags.ECE));
    wire.comes(ACK.with(Flags.CWR), 4, 1, "d");
    wire.comes(ACK, 5, 1, "e");
    assertFalse(wire.goesOut().has(Flags.ECE));
    assertTrue(wire.marks.stream().allMatch(mark -> mark == 0), "§6.1.4: no mark on these");
  }

  @Test
  @DisplayName("RFC 3168 §6.1.2: told of congestion, the window comes down once, and CWR says so")
  void slower() {
    var wire = established(60_000);
    wire.comes(ACK, 1, 1, "go");
    assertEquals(10, wire.out.size());
    assertTrue(wire.marks.stream().allMatch(mark -> mark == Ecn.CAPABLE), "§6.1.2: ECT(0)");
    wire.out.clear();
    wire.passes(Duration.ofMillis(10));
    for (int i = 1; i <= 10; i++) {
      wire.comes(ACK.with(Flags.ECE), 3, i * 1000 + 1);
    }
    assertEquals(7, wire.out.size(), "0.7 of ten");
    assertEquals(1, wire.out.stream().filter(segment -> segment.has(Flags.CWR)).count());
    assertTrue(wire.out.peekFirst().has(Flags.CWR));
  }

  @Test
  @DisplayName("RFC 3168 §6.1.5: what is sent again is not marked")
  void again() {
    var wire = established(500);
    wire.comes(ACK, 1, 1, "go");
    assertEquals(Ecn.CAPABLE, wire.marks.removeLast());
    wire.passes(Duration.ofSeconds(3));
    assertEquals(0, wire.marks.removeLast());
  }

  @Test
  @DisplayName("RFC 3168 §6.1.3: so is a mark on octets that complete the handshake")
  void first() {
    var wire = wire(Ecn.REQUEST, 0);
    wire.iss = wire.goesOut().seq();
    wire.marked = true;
    wire.comes(ACK, 1, 1, "a");
    assertTrue(wire.goesOut().has(Flags.ECE));
  }

  @Test
  @DisplayName(
      "RFC 3168 §6.1.1: who asks once more without ECN gets none, though the first SYN came")
  void takenBack() {
    var wire = wire(Ecn.REQUEST, 500);
    wire.iss = wire.goesOut().seq();
    wire.comes(wire.segment(Flags.SYN, 0, 0, TcpOptions.NONE, Slice.EMPTY));
    assertFalse(wire.goesOut().has(Flags.ECE));
    wire.comes(ACK, 1, 1, "go");
    assertEquals(0, wire.marks.getLast());
  }

  @Test
  @DisplayName(
      "RFC 3168 §6.1.2: where CWR is lost, the echo goes on, so it is said again a round on")
  void lostWord() {
    var wire = established(60_000);
    wire.comes(ACK, 1, 1, "go");
    wire.out.clear();
    wire.passes(Duration.ofMillis(10));
    wire.comes(ACK.with(Flags.ECE), 3, 10_001);
    assertTrue(wire.out.peekFirst().has(Flags.CWR));
    wire.out.clear();
    wire.passes(Duration.ofMillis(10));
    wire.comes(ACK.with(Flags.ECE), 3, 11_001);
    assertTrue(wire.goesOut().has(Flags.CWR));
    wire.out.clear();
    wire.passes(Duration.ofMillis(10));
    wire.comes(ACK, 3, 15_001);
    assertTrue(wire.out.stream().noneMatch(segment -> segment.has(Flags.CWR)));
  }

  @Test
  @DisplayName("RFC 3168 §6.1.5: what is outside the window begins no echo and ends none")
  void outside() {
    var wire = established(0);
    wire.comes(ACK, 1, 1, "a");
    wire.marked = true;
    wire.comes(ACK, 1, 1, "a");
    assertFalse(wire.out.getLast().has(Flags.ECE), "an old one, marked");
    wire.comes(ACK, 2, 1, "b");
    assertTrue(wire.out.getLast().has(Flags.ECE));
    wire.marked = false;
    wire.comes(ACK.with(Flags.CWR), 1, 1, "a");
    assertTrue(wire.out.getLast().has(Flags.ECE), "an old one with CWR");
    wire.comes(SYN.with(Ecn.REQUEST), 0, 0);
    wire.comes(SYN.with(Ecn.REQUEST), 3, 0);
    wire.comes(ACK, 4, 1, "d");
    assertTrue(wire.out.getLast().has(Flags.ECE), "a SYN that comes late, or is forged");
    wire.comes(ACK.with(Flags.CWR), 3, 1, "c");
    assertFalse(wire.out.getLast().has(Flags.ECE));
  }

  @Test
  @DisplayName("RFC 3168 §6.1.6: what probes a shut window is not marked")
  void probe() {
    var wire = established(5_000);
    wire.window = 0;
    wire.comes(ACK, 1, 1, "go");
    wire.marks.clear();
    wire.out.clear();
    wire.passes(Duration.ofSeconds(2));
    assertEquals(1, wire.out.getLast().text().length());
    assertTrue(wire.marks.stream().allMatch(mark -> mark == 0), "" + wire.marks);
    wire.window = 60_000;
    wire.comes(ACK, 3, 1);
    assertEquals(Ecn.CAPABLE, wire.marks.getLast());
  }
}
