package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static dev.etherloom.logic.tcp.Wire.FIN_ACK;
import static dev.etherloom.logic.tcp.Wire.ISS;
import static dev.etherloom.logic.tcp.Wire.SYN;
import static dev.etherloom.logic.tcp.Wire.SYN_ACK;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etherloom.logic.tcp.TcpEffect.Close;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 9293 §3.10.7.3: a SYN that crosses ours, and brings more than itself. */
class CrossingTest {
  private final Talker talker = Talker.silent();
  private final Wire wire = Wire.dialing(talker);

  private void crosses(Flags flags, String text) {
    wire.goesOut(SYN, 0, 0);
    wire.comes(flags, 0, 0, text);
    wire.goesOut(SYN_ACK, 0, 1);
    assertEquals("", talker.heard().text());
  }

  @Test
  @DisplayName("§3.10.7.3: its octets wait until the handshake is over")
  void octets() {
    crosses(SYN, "one");
    wire.comes(ACK, 4, 1);
    assertEquals("one", talker.heard().text());
    wire.comes(ACK, 4, 1, "two");
    assertEquals("onetwo", talker.heard().text());
    wire.passes(Duration.ofSeconds(1));
    assertEquals(ISS.plus(7), wire.out.getLast().header().ack());
  }

  @Test
  @DisplayName("SHLD-18: and they are acknowledged later, in case something goes back")
  void later() {
    talker.tuning = TcpTuning.DEFAULT;
    var fresh = Wire.dialing(talker);
    fresh.goesOut(SYN, 0, 0);
    fresh.comes(SYN, 0, 0, "one");
    fresh.goesOut(SYN_ACK, 0, 1);
    fresh.comes(ACK, 4, 1);
    fresh.silence();
    fresh.passes(Acknowledgment.DELAY);
    fresh.goesOut(ACK, 1, 4);
  }

  @Test
  @DisplayName("§3.10.7.3: they count once where the answer to our SYN brings them, too")
  void again() {
    crosses(SYN, "one");
    wire.comes(SYN_ACK, 0, 1, "one");
    assertEquals("one", talker.heard().text());
    wire.goesOut(ACK, 1, 4);
    wire.comes(ACK, 4, 1, "two");
    assertEquals("onetwo", talker.heard().text());
  }

  @Test
  @DisplayName("no more of them are kept than a segment has, and its FIN has to come again")
  void bounded() {
    crosses(SYN.with(Flags.FIN), "x".repeat(1_461));
    wire.comes(ACK, 1_463, 1);
    assertEquals(1_460, talker.heard().length());
    assertEquals(List.of(new TcpEvent.Opened()), talker.events);
    wire.comes(FIN_ACK, 1_461, 1, "y");
    assertEquals(1_461, talker.heard().length());
    assertEquals(new TcpEvent.Finished(), talker.events.getLast());
  }

  @Test
  @DisplayName("MAY-1: who has closed meanwhile gets none; coming again they reset the connection")
  void closed() {
    crosses(SYN, "one");
    var peer = wire.tcp.table().live().values().head().peer();
    wire.call(new TcpCall.Ask(peer, Vector.of(new Close())));
    wire.comes(ACK, 4, 1);
    wire.comes(ACK, 1, 1, "one");
    wire.dropped(TcpDrop.AFTER_CLOSE);
    assertEquals("", talker.heard().text());
    assertEquals(0, wire.connections());
  }
}
