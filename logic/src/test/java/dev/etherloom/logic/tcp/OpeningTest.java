package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static dev.etherloom.logic.tcp.Wire.FIN_ACK;
import static dev.etherloom.logic.tcp.Wire.ISS;
import static dev.etherloom.logic.tcp.Wire.RST;
import static dev.etherloom.logic.tcp.Wire.SYN;
import static dev.etherloom.logic.tcp.Wire.SYN_ACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.tcp.TcpOption.MaximumSegmentSize;
import dev.etherloom.logic.tcp.TcpOption.SackPermitted;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;
import dev.etherloom.logic.tcp.TcpOption.WindowScale;
import dev.etherloom.logic.testkit.Stacks;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 9293 §3.5: how connections begin. */
class OpeningTest {
  private final Talker talker = Talker.silent();

  @Test
  @DisplayName("a three-way handshake, passive")
  void passive() {
    var wire = Wire.listening(talker);
    wire.comes(SYN, 0, 0);
    wire.iss = wire.out.peek().seq();
    wire.goesOut(SYN_ACK, 0, 1);
    assertEquals(List.of(), talker.events);
    wire.comes(ACK, 1, 1);
    assertEquals(List.of(new TcpEvent.Opened()), talker.events);
    wire.silence();
  }

  @Test
  @DisplayName("a three-way handshake, active")
  void active() {
    var wire = Wire.dialing(talker);
    wire.goesOut(SYN, 0, 0);
    wire.comes(SYN_ACK, 0, 1);
    wire.goesOut(ACK, 1, 1);
    assertEquals(List.of(new TcpEvent.Opened()), talker.events);
  }

  @Test
  @DisplayName("MUST-10, MUST-11: both open at once")
  void simultaneous() {
    var wire = Wire.dialing(talker);
    wire.goesOut(SYN, 0, 0);
    wire.comes(SYN, 0, 0);
    wire.goesOut(SYN_ACK, 0, 1);
    wire.comes(SYN_ACK, 0, 1);
    wire.goesOut(ACK, 1, 1);
    assertTrue(talker.wasTold(TcpEvent.Opened.class));
  }

  @Test
  @DisplayName(
      "MUST-11: a reset sends a passive one back to LISTEN silently, an active one is refused")
  void refused() {
    var passive = Wire.listening(talker);
    passive.comes(SYN, 0, 0);
    passive.iss = passive.goesOut().seq();
    passive.comes(RST, 1, 0);
    assertEquals(0, passive.connections());
    assertEquals(List.of(), talker.events);
    var active = Wire.dialing(talker);
    active.comes(RST.with(ACK), 0, 1);
    assertEquals(0, active.connections());
    assertEquals(List.of(new TcpEvent.Broken(TcpEvent.Cause.RESET)), talker.events);
  }

  @Test
  @DisplayName("§3.10.7.3: a wrong acknowledgment of our SYN is reset, and we go on waiting")
  void halfOpenPeer() {
    var wire = Wire.dialing(talker);
    wire.goesOut(SYN, 0, 0);
    wire.comes(ACK, 77, 500);
    wire.goesOut(RST, 500, 0);
    wire.comes(SYN_ACK, 0, 1);
    wire.goesOut(ACK, 1, 1);
  }

  @Test
  @DisplayName(
      "SHLD-5, MAY-3, MUST-14, MUST-67, SHLD-6, 1122-3.5-115, 1122-3.5-118: MSS from the link's MTU in every SYN")
  void ownMss() {
    var wire = Wire.dialing(talker);
    var options = wire.goesOut().header().options();
    assertEquals(new MaximumSegmentSize(1460), options.find(MaximumSegmentSize.class).get());
  }

  @Test
  @DisplayName("MUST-15: without an MSS option segments carry 536 octets; MUST-65: no MSS later")
  void defaultMss() {
    var wire = Wire.listening(new Talker(Slice.owning(new byte[2000]), false));
    wire.open(TcpOptions.NONE);
    var first = wire.goesOut();
    assertEquals(536, first.text().length());
    assertTrue(first.header().options().find(MaximumSegmentSize.class).isEmpty());
  }

  @Test
  @DisplayName("MUST-16, MUST-14: the smaller MSS counts, less the options")
  void effectiveMss() {
    var wire = Wire.listening(new Talker(Slice.owning(new byte[5000]), false));
    wire.open(TcpOptions.of(new MaximumSegmentSize(900), new Timestamps(5, 0)));
    assertEquals(900 - 12, wire.goesOut().text().length());
    var large = Wire.listening(new Talker(Slice.owning(new byte[5000]), false));
    large.open(TcpOptions.of(new MaximumSegmentSize(9000)));
    assertEquals(1460, large.goesOut().text().length());
  }

  @Test
  @DisplayName("RFC 7323, 2018: only what was offered is answered")
  void answersOffers() {
    var wire = Wire.listening(talker);
    wire.comes(SYN, 0, 0);
    assertEquals(Vector.of(new MaximumSegmentSize(1460)), wire.goesOut().header().options().all());
    var other = Wire.listening(talker);
    var offers = TcpOptions.of(new SackPermitted(), new WindowScale(7), new Timestamps(99, 0));
    other.comes(other.segment(SYN, 0, 0, offers, Slice.EMPTY));
    var answer = other.goesOut().header().options();
    assertTrue(answer.find(SackPermitted.class).isDefined());
    assertTrue(answer.find(WindowScale.class).isDefined());
    assertEquals(99, answer.find(Timestamps.class).get().echo());
  }

  @Test
  @DisplayName("MUST-22, MUST-23: a SYN is sent for three minutes at least, ever more rarely")
  void synRetransmission() {
    var wire = Wire.dialing(talker);
    wire.passes(Duration.ofSeconds(179));
    assertTrue(wire.out.size() >= 7, "sent " + wire.out.size());
    assertEquals(List.of(), talker.events);
    wire.passes(Duration.ofMinutes(3));
    assertEquals(List.of(new TcpEvent.Broken(TcpEvent.Cause.TIMED_OUT)), talker.events);
    assertEquals(0, wire.connections());
  }

  @Test
  @DisplayName("MUST-22: so is a SYN that answers one; a repeated SYN is answered again")
  void synAckRetransmission() {
    var wire = Wire.listening(talker);
    wire.comes(SYN, 0, 0);
    wire.iss = wire.goesOut().seq();
    wire.passes(Duration.ofMillis(1500));
    wire.goesOut(SYN_ACK, 0, 1);
    wire.comes(SYN, 0, 0);
    wire.goesOut(SYN_ACK, 0, 1);
    wire.passes(Duration.ofMinutes(10));
    assertEquals(0, wire.connections());
  }

  @Test
  @DisplayName("MUST-8, SHLD-1, MUST-9: initial numbers follow a clock and a secret of the ends")
  void initialNumbers() {
    var peer = new TcpPeer(Stacks.ip(1), 1, Stacks.ip(2), 3);
    var other = new TcpPeer(Stacks.ip(1), 1, Stacks.ip(2), 4);
    var start = new MonotonicTime(0);
    var secret = new Secret(1, 2);
    var first = Isn.of(secret, peer, start);
    assertEquals(250_000, Isn.of(secret, peer, start.plus(Duration.ofSeconds(1))).minus(first));
    assertNotEquals(first, Isn.of(secret, other, start));
    assertNotEquals(first, Isn.of(new Secret(1, 3), peer, start));
  }

  @Test
  @DisplayName("MUST-41: a port that is taken is refused; MUST-42: others may listen meanwhile")
  void portTaken() {
    assertThrows(
        IllegalArgumentException.class, () -> Tcp.of(1500, Wire.SECRET, Vector.of(talker, talker)));
    var wire = Wire.listening(talker);
    wire.comes(SYN, 0, 0);
    assertTrue(wire.tcp.ports().containsKey(Wire.OWN), "still in LISTEN");
  }

  @Test
  @DisplayName("MUST-46: no OPEN to a group; MUST-43, MUST-44: with the address that was chosen")
  void openTo() {
    var tcp = Tcp.of(1500, Wire.SECRET, Vector.empty());
    for (var nobody : new String[] {"224.0.0.1", "255.255.255.255", "0.0.0.0"}) {
      var dial =
          new Dial(Vlan.UNTAGGED, Stacks.ip(1), 0, Ipv4Address.parse(nobody).get(), 80, talker);
      assertEquals(TcpDrop.NO_SUCH_ADDRESS, tcp.connect(dial, MonotonicTime.ZERO).getLeft());
    }
  }

  @Test
  @DisplayName("MUST-57: nothing for a group is answered")
  void toGroup() {
    var wire = Wire.listening(talker);
    wire.comes(wire.segment(SYN, 0, 0, TcpOptions.NONE, Slice.EMPTY), true);
    wire.silence();
    wire.dropped(TcpDrop.TO_GROUP);
  }

  @Test
  @DisplayName("§3.10.7.1: what is of no connection is reset, a reset is not")
  void closed() {
    var wire = Wire.listening(talker);
    wire.comes(ACK, 10, 20);
    wire.goesOut(RST, 20, 0);
    wire.comes(RST, 10, 20);
    wire.silence();
    wire.tcp = Tcp.of(1500, Wire.SECRET, Vector.empty());
    wire.comes(SYN, 5, 0, "four");
    var answer = wire.goesOut();
    assertEquals("R.", answer.header().flags().toString());
    assertEquals(ISS.plus(5 + 1 + 4), answer.header().ack());
    assertEquals(0, answer.seq().raw());
  }

  @Test
  @DisplayName("octets and FIN in the segment that completes the handshake count")
  void textWithAck() {
    var wire = Wire.listening(talker);
    wire.comes(SYN, 0, 0);
    wire.iss = wire.goesOut().seq();
    wire.comes(FIN_ACK, 1, 1, "all");
    assertEquals("all", talker.heard().text());
    assertTrue(talker.wasTold(TcpEvent.Finished.class));
    wire.goesOut(ACK, 1, 5);
  }

  /** A handshake whose answer went out twice; what it told of the way. */
  private Rtt answeredTwice(boolean stamps) {
    var wire = Wire.listening(talker);
    var options = stamps ? TcpOptions.of(new Timestamps(5, 0)) : TcpOptions.NONE;
    wire.comes(wire.segment(SYN, 0, 0, options, Slice.EMPTY));
    wire.iss = wire.goesOut().seq();
    wire.passes(Duration.ofMillis(500));
    wire.comes(wire.segment(SYN, 0, 0, options, Slice.EMPTY));
    var ours = wire.goesOut().header().options().find(Timestamps.class);
    wire.passes(Duration.ofMillis(50));
    var echo =
        ours.map(it -> TcpOptions.of(new Timestamps(6, it.value()))).getOrElse(TcpOptions.NONE);
    wire.comes(wire.segment(ACK, 1, 1, echo, Slice.EMPTY));
    var open = (Open) wire.tcp.table().live().values().head().connection();
    return open.send().retransmit().rtt();
  }

  @Test
  @DisplayName("RFC 6298 §3, §5.7: a SYN sent twice tells nothing of the way, but by a timestamp")
  void karn() {
    assertEquals(new Rtt(0, 0, 3_000_000_000L), answeredTwice(false));
    var told = answeredTwice(true);
    assertEquals(50_000_000L, told.smoothed());
    assertEquals(3_000_000_000L, told.timeout());
  }

  @Test
  @DisplayName("RFC 6298 §5.5: who sends its SYN again and again does not make the timer back off")
  void impatient() {
    var wire = Wire.listening(talker);
    for (int i = 0; i < 7; i++) {
      wire.comes(wire.segment(SYN, 0, 0, TcpOptions.NONE, Slice.EMPTY));
      wire.iss = wire.goesOut().seq();
    }
    wire.passes(Duration.ofSeconds(1));
    wire.goesOut(SYN_ACK, 0, 1);
    wire.passes(Duration.ofSeconds(4));
    wire.goesOut(SYN_ACK, 0, 1);
  }
}
