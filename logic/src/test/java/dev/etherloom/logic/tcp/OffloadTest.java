package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.tcp.TcpOption.MaximumSegmentSize;
import dev.etherloom.logic.tcp.TcpOption.Sack;
import dev.etherloom.logic.tcp.TcpOption.SackPermitted;
import dev.etherloom.logic.testkit.SimOffload;
import dev.etherloom.logic.testkit.Stacks;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments that go to the link as one, which cuts them. */
class OffloadTest {
  private static final int MSS = 1460;

  private static Wire sending(int mss, int octets) {
    var wire = Wire.listening(Talker.answering(octets));
    wire.tcp = wire.tcp.over(new Medium(1_500, true, true));
    wire.open(TcpOptions.of(new MaximumSegmentSize(mss), new SackPermitted()));
    wire.comes(ACK, 1, 1, "go");
    return wire;
  }

  private static List<Integer> sizes(Wire wire) {
    var sizes = new ArrayList<Integer>();
    wire.out.forEach(segment -> sizes.add(segment.text().length()));
    wire.out.clear();
    return sizes;
  }

  private static IpEffect.Send lastSent(Wire wire) {
    return wire.sent.getLast();
  }

  @Test
  @DisplayName("a window goes out as one frame, in whole segments")
  void one() {
    var wire = sending(MSS, 100_000);
    assertEquals(List.of(10 * MSS), sizes(wire));
    assertInstanceOf(SuperSegment.class, lastSent(wire).payload());
    assertTrue(lastSent(wire).dontFragment());
    wire.passes(Duration.ofMillis(1));
    wire.comes(ACK, 3, 10 * MSS + 1);
    assertEquals(List.of(20 * MSS), sizes(wire));
  }

  private static Slice frame(Emit segment) {
    return Stacks.ipFrame(
        1, 9, Stacks.packet(Stacks.ip(1), Stacks.ip(9), IpProtocol.TCP, Fragment.WHOLE, segment));
  }

  @ParameterizedTest
  @ValueSource(ints = {1_461, 2_920, 2_921, 50_000, 65_000})
  @DisplayName("for a link that does not cut, it is cut into what a link would make of it")
  void pieces(int size) {
    var marks = Flags.ACK.with(Flags.PSH).with(Flags.FIN).with(Flags.CWR).with(Flags.ECE);
    for (var stamps : List.of(TcpOptions.NONE, TcpOptions.stamped(5, 6))) {
      var header = new TcpHeader(80, 9, new SeqNum(-3_000), new SeqNum(7), marks, 99, 0, stamps);
      var octets = new byte[size];
      new SplittableRandom(size).nextBytes(octets);
      var pseudo =
          Stacks.packet(Stacks.ip(1), Stacks.ip(9), IpProtocol.TCP, Fragment.WHOLE, Slice.EMPTY)
              .pseudoHeader();
      var whole = new TcpSegment(header, Slice.owning(octets), pseudo);
      var cut = new SimOffload(1_500).cut(frame(whole));
      var pieces = new SuperSegment(whole, MSS).pieces().map(OffloadTest::frame);
      assertEquals(cut, pieces.asJava());
    }
  }

  @Test
  @DisplayName("what comes last may be short; with it goes the mark that it is the last")
  void end() {
    var wire = sending(MSS, 3 * MSS + 7);
    assertTrue(wire.out.peek().has(Flags.PSH));
    assertEquals(List.of(3 * MSS + 7), sizes(wire));
  }

  @Test
  @DisplayName("of its checksum only the pseudo header is there")
  void checksum() {
    var wire = sending(MSS, 5 * MSS);
    var octets = lastSent(wire).payload().toSlice();
    var whole = ((SuperSegment) lastSent(wire).payload()).whole();
    int pseudo = ~whole.pseudo().plus(octets.length()).value() & 0xffff;
    assertEquals(pseudo, octets.u16(TcpHeader.CHECKSUM));
  }

  @Test
  @DisplayName(
      "where the other takes less than the link does, the link could not know where to cut")
  void shorter() {
    assertEquals(10, sizes(sending(1000, 100_000)).size());
  }

  @Test
  @DisplayName(
      "SHLD-19: two segments that came as one are acknowledged at once, however long ours may be")
  void togetherAndAcknowledged() {
    var wire = Wire.listening(Talker.silent());
    wire.tcp = Tcp.of(9_000, Wire.SECRET, Vector.of(Talker.silent()));
    wire.open(TcpOptions.of(new MaximumSegmentSize(MSS), new SackPermitted()));
    @Var int seq = 1;
    for (int i = 0; i < 20; i++) { // beyond those that are acknowledged at once in any case
      wire.comes(ACK, seq, 1, "x".repeat(MSS));
      wire.passes(Duration.ofMillis(100));
      seq += MSS;
    }
    wire.out.clear();
    wire.comes(ACK, seq, 1, "x".repeat(MSS));
    assertEquals(0, wire.out.size(), "one waits");
    wire.passes(Duration.ofMillis(100));
    wire.out.clear();
    wire.comes(ACK, seq + MSS, 1, "x".repeat(2 * MSS - 20));
    assertEquals(1, wire.out.size());
  }

  @Test
  @DisplayName("what is lost of it is sent again by the segment")
  void lost() {
    var wire = sending(MSS, 10 * MSS);
    wire.out.clear();
    wire.passes(Duration.ofMillis(1));
    var blocks = Vector.of(new SackBlock(wire.iss.plus(MSS + 1), wire.iss.plus(10 * MSS + 1)));
    wire.comes(wire.segment(ACK, 3, 1, TcpOptions.of(new Sack(blocks)), Slice.EMPTY));
    assertEquals(1, wire.out.peek().seq().minus(wire.iss));
    assertEquals(List.of(MSS), sizes(wire));
  }

  @Test
  @DisplayName("RFC 6864 §4.1: what may be split on the way goes by itself, as its name has to be")
  void split() {
    var path = Path.agreed(536, 536);
    assertTrue(path.takesSeveral());
    assertFalse(path.suspected(Stacks.ip(9), MonotonicTime.ZERO).takesSeveral());
  }

  /** A segment with a wrong bit, of that length. */
  private static boolean isTaken(Wire wire, int octets, boolean inPieces) {
    var segment =
        wire.segment(ACK, 1, 1, TcpOptions.NONE, Slice.owning(new byte[octets])).toSlice();
    var bytes = segment.toBytes();
    bytes[bytes.length - 1] ^= 1;
    var packet =
        Stacks.packet(
            Stacks.ip(9), Stacks.ip(1), IpProtocol.TCP, Fragment.WHOLE, Slice.owning(bytes));
    var delivery = new Delivery(packet, Vlan.UNTAGGED, Stacks.ip(1), false, inPieces);
    var step = wire.tcp.receive(delivery, wire.now);
    return !step.effects()
        .exists(
            effect ->
                effect instanceof IpEffect.Drop(var reason)
                    && reason instanceof DecodeError.BadChecksum);
  }

  @Test
  @DisplayName("MUST-3: a checksum counts but where the link itself put segments together")
  void vouched() {
    var wire = sending(MSS, 1);
    assertTrue(isTaken(wire, 20_000, false));
    assertFalse(isTaken(wire, 20_000, true), "a packet in fragments, from anybody");
    assertFalse(isTaken(wire, 8_000, false), "as long as links take");
    wire.tcp = wire.tcp.over(new Medium(1_500, true, false));
    assertFalse(isTaken(wire, 20_000, false));
  }
}
