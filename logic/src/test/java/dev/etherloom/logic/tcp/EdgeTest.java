package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static dev.etherloom.logic.tcp.Wire.RST;
import static dev.etherloom.logic.tcp.Wire.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etherloom.frames.Slice;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Segments that carry nothing and stand right behind the window. */
class EdgeTest {
  /** The number behind the window of a connection without options that has taken nothing. */
  private static final int EDGE = 1 + 0xffff;

  @Test
  @DisplayName("a peer that has filled the window can acknowledge, though all it sent is lost")
  void acknowledgment() {
    var talker = Talker.silent();
    talker.more =
        event ->
            event instanceof TcpEvent.Opened
                ? List.of(new TcpEffect.Send(Slice.owning(new byte[3_000])))
                : List.of();
    var wire = Wire.established(talker);
    wire.comes(ACK, EDGE, 3_001);
    assertEquals(
        0, wire.tcp.status(wire.tcp.table().live().values().head().peer()).get().queues().toSend());
    wire.out.clear();
    wire.comes(ACK, EDGE + 1, 3_001);
    wire.goesOut(ACK, 3_001, 1);
    wire.dropped(TcpDrop.NOT_ACCEPTABLE);
  }

  @Test
  @DisplayName("RFC 5961 §3.2: a reset right behind the window is challenged, one further off not")
  void reset() {
    var wire = Wire.established(Talker.silent());
    wire.comes(RST, EDGE, 0);
    wire.goesOut(ACK, 1, 1);
    wire.dropped(TcpDrop.BLIND_RESET);
    wire.comes(RST, EDGE + 1, 0);
    wire.silence();
    assertEquals(1, wire.connections());
  }

  @Test
  @DisplayName("RFC 5961 §3.2: the same in SYN-RECEIVED, where both sides opened")
  void crossed() {
    var wire = Wire.dialing(Talker.silent());
    wire.out.clear();
    wire.comes(SYN, 0, 0);
    wire.goesOut();
    wire.comes(RST, EDGE, 0);
    wire.goesOut(ACK, 1, 1);
    wire.comes(RST, EDGE + 1, 0);
    wire.silence();
    assertEquals(1, wire.connections());
  }

  @Test
  @DisplayName("RFC 5961 §3.2: where only the other did, it is outside")
  void passive() {
    var wire = Wire.listening(Talker.silent());
    wire.comes(SYN, 0, 0);
    wire.iss = wire.goesOut().seq();
    wire.comes(RST, EDGE, 0);
    wire.silence();
    wire.comes(ACK, 1, 1);
    assertEquals(1, wire.connections());
  }
}
