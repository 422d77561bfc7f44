package dev.etherloom.logic.stack;

import static dev.etherloom.logic.testkit.Stacks.frame6;
import static dev.etherloom.logic.testkit.Stacks.ip;
import static dev.etherloom.logic.testkit.Stacks.ip6;
import static dev.etherloom.logic.testkit.Stacks.ipFrame;
import static dev.etherloom.logic.testkit.Stacks.packet;
import static dev.etherloom.logic.testkit.Stacks.packet6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.tcp.Flags;
import dev.etherloom.logic.tcp.TcpHeader;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;
import dev.etherloom.logic.tcp.TcpOptions;
import dev.etherloom.logic.tcp.TcpSegment;
import dev.etherloom.logic.testkit.SimOffload;
import io.vavr.collection.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in pieces and is taken as one. */
class TrainTest {
  private static final int MTU = 1500;
  private static final int TCP = 34;
  private static final Flags PUSHED = Flags.ACK.with(Flags.PSH);
  private static final SimOffload CARD = new SimOffload(MTU);

  private static TcpHeader header(int seq, Flags flags) {
    var stamps = TcpOptions.of(new Timestamps(7, 8));
    return new TcpHeader(4321, 5002, new SeqNum(seq), new SeqNum(99), flags, 501, 0, stamps);
  }

  private static Slice text(int seq, int size) {
    var out = Writer.allocate(size);
    for (int i = 0; i < size; i++) {
      out.u8((seq + i) * 31);
    }
    return out.written();
  }

  private static Slice v4(TcpHeader header, int size) {
    var pseudo =
        packet(ip(9), ip(1), IpProtocol.TCP, Fragment.WHOLE_UNSPLIT, Slice.EMPTY).pseudoHeader();
    var segment = new TcpSegment(header, text(header.seq().raw(), size), pseudo);
    return ipFrame(9, 1, packet(ip(9), ip(1), IpProtocol.TCP, Fragment.WHOLE_UNSPLIT, segment));
  }

  private static Slice v6(TcpHeader header, int size) {
    var pseudo = packet6(ip6(9), ip6(1), IpProtocol.TCP, 64, Slice.EMPTY).pseudoHeader();
    var segment = new TcpSegment(header, text(header.seq().raw(), size), pseudo);
    return frame6(9, 1, packet6(ip6(9), ip6(1), IpProtocol.TCP, 64, segment));
  }

  /** What becomes of frames that come together. */
  private static List<Slice> taken(Iterable<Slice> frames) {
    @Var List<Slice> out = List.empty();
    @Var List<Train> trains = List.empty();
    for (var frame : frames) {
      var longer = trains.headOption().flatMap(train -> train.with(frame));
      trains =
          (longer.isDefined() ? trains.tail() : trains)
              .prepend(longer.getOrElse(() -> Train.of(frame)));
    }
    for (var train : trains) {
      out = out.prependAll(train.frames());
    }
    return out;
  }

  private static Slice tagged(Slice frame) {
    return Writer.allocate(frame.length() + 4)
        .put(frame.first(12))
        .u32(0x8100_0007L)
        .put(frame.from(12))
        .written();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1448, 1449, 2896, 2897, 30_000, 65_465})
  @DisplayName("what a link cuts into pieces is whole again: cut, then joined, is the same frame")
  void inverse(int size) {
    for (var flags : List.of(Flags.ACK, PUSHED)) {
      var whole = v4(header(-1000, flags), size);
      assertEquals(List.of(whole), taken(CARD.cut(whole)));
      var six = v6(header(-1000, flags), Math.min(size, 65_445));
      assertEquals(List.of(six), taken(CARD.cut(six)));
      var pieces = List.ofAll(CARD.cut(whole)).map(TrainTest::tagged);
      assertEquals(List.of(tagged(whole)), taken(pieces));
    }
  }

  @Test
  @DisplayName("no train is longer than the longest frame")
  void longest() {
    var pieces = List.range(0, 100).map(i -> v4(header(i * 1448, Flags.ACK), 1448));
    var frames = taken(pieces);
    assertEquals(List.of(45, 45, 10), frames.map(frame -> (frame.length() - 66) / 1448));
    frames.forEach(frame -> assertEquals(frame.u16(16), frame.length() - 14));
  }

  private static final Slice FIRST = v4(header(1000, Flags.ACK), 1_000);
  private static final Slice NEXT = v4(header(2000, Flags.ACK), 1_000);

  private static void together(Slice first, Slice next) {
    assertEquals(1, taken(List.of(first, next)).length());
  }

  private static void apart(Slice first, Slice next) {
    assertEquals(List.of(first, next), taken(List.of(first, next)));
  }

  @Test
  @DisplayName("what comes after a gap, again, after a short one, or longer, is no part of it")
  void order() {
    together(FIRST, NEXT);
    apart(NEXT, FIRST);
    apart(FIRST, FIRST);
    apart(FIRST, v4(header(2001, Flags.ACK), 1_000));
    apart(FIRST, v4(header(2000, Flags.ACK), 1_001));
    var shorter = v4(header(2000, Flags.ACK), 999);
    together(FIRST, shorter);
    var last = v4(header(2999, Flags.ACK), 999);
    assertEquals(last, taken(List.of(FIRST, shorter, last)).last());
  }

  @Test
  @DisplayName("what was put together already, and perhaps not looked at, goes by itself")
  void already() {
    apart(v4(header(0, Flags.ACK), 10_000), v4(header(10_000, Flags.ACK), 10_000));
  }

  @Test
  @DisplayName("short segments go by themselves, as TCP counts them")
  void shortOnes() {
    apart(v4(header(1000, Flags.ACK), 999), v4(header(1999, Flags.ACK), 999));
  }

  @Test
  @DisplayName("PSH goes out with the last of a train")
  void pushed() {
    var pushed = v4(header(2000, PUSHED), 1_000);
    var one = taken(List.of(FIRST, pushed)).single();
    assertEquals(0x18, one.u8(TCP + 13));
    apart(pushed, v4(header(3000, Flags.ACK), 1_000));
  }

  @Test
  @DisplayName("what says more than ACK goes alone, and so does what carries nothing")
  void alone() {
    for (var flag : List.of(Flags.SYN, Flags.FIN, Flags.RST, Flags.URG, Flags.ECE, Flags.CWR)) {
      apart(FIRST, v4(header(2000, Flags.ACK.with(flag)), 1_000));
      apart(v4(header(1000, Flags.ACK.with(flag)), 1_000), NEXT);
    }
    apart(FIRST, v4(header(2000, Flags.PSH), 1_000));
    apart(FIRST, v4(header(2000, Flags.ACK), 0));
    apart(v4(header(2000, Flags.ACK), 0), NEXT);
  }

  /** With one octet changed, and all checksums right again. */
  private static Slice changed(Slice frame, int at, int change) {
    var octets = frame.toBytes();
    octets[at] ^= (byte) change;
    var out = Writer.allocate(octets.length).put(Slice.owning(octets));
    return mended(out, Slice.copyOf(octets));
  }

  private static Slice mended(Writer out, Slice frame) {
    out.patch16(24, 0);
    out.patch16(TCP + 16, 0);
    var blank = Slice.copyOf(out.written().toBytes());
    out.patch16(24, InternetChecksum.of(blank.slice(14, 20)).value());
    var pseudo = InternetChecksum.of(blank.slice(26, 8)).plus(6 + frame.length() - TCP);
    out.patch16(TCP + 16, pseudo.plus(blank.from(TCP)).value());
    return out.written();
  }

  @Test
  @DisplayName("all that a step could see has to be the same")
  void same() {
    together(FIRST, changed(NEXT, 18, 1)); // identification
    int[] differing = {
      0, // to
      6, // from
      15, // type of service, congestion met
      20, // may be fragmented
      22, // time to live
      29, // source address
      33, // destination address
      34, // source port
      36, // destination port
      41, // sequence number
      45, // acknowledgment
      48, // window
      52, // urgent pointer
      60 // time stamp
    };
    for (int at : differing) {
      apart(FIRST, changed(NEXT, at, 1));
      apart(changed(FIRST, at, 1), NEXT);
    }
    apart(FIRST, changed(NEXT, 20, 0x20)); // a fragment
    apart(FIRST, tagged(NEXT));
  }

  @Test
  @DisplayName("one that is not intact sends all of them their own way")
  void damaged() {
    var frames = List.of(FIRST, NEXT, v4(header(3000, Flags.ACK), 1_000));
    for (int i = 0; i < 3; i++) {
      for (int at : new int[] {18, 25, 50, 80, 165}) {
        var octets = frames.get(i).toBytes();
        octets[at] ^= 4;
        var hit = frames.update(i, Slice.owning(octets));
        assertEquals(hit, taken(hit));
      }
    }
    var padded = Writer.allocate(NEXT.length() + 1).put(NEXT).u8(0).written();
    apart(FIRST, padded);
    apart(padded, v4(header(3000, Flags.ACK), 1_000));
  }

  @Test
  @DisplayName("whatever comes, nothing is lost and nothing fails")
  void hostile() {
    var random = new SplittableRandom(7);
    UnaryOperator<Slice> hit =
        frame -> {
          var octets = frame.first(1 + random.nextInt(frame.length())).toBytes();
          for (int i = random.nextInt(4); i > 0; i--) {
            octets[random.nextInt(Math.min(octets.length, 70))] = (byte) random.nextInt();
          }
          return Slice.owning(octets);
        };
    for (int i = 0; i < 20_000; i++) {
      var one = random.nextBoolean() ? FIRST : v6(header(1000, Flags.ACK), 1_000);
      var other = random.nextBoolean() ? NEXT : v6(header(2000, Flags.ACK), 1_000);
      var frames = List.of(hit.apply(one), random.nextBoolean() ? other : hit.apply(other));
      var taken = taken(frames);
      assertTrue(taken.equals(frames) || taken.length() == 1);
    }
  }
}
