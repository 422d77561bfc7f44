package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static dev.etherloom.logic.tcp.Wire.SYN;
import static dev.etherloom.logic.tcp.Wire.SYN_ACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.responder.echo.TcpEchoResponder;
import dev.etherloom.logic.tcp.TcpOption.MaximumSegmentSize;
import dev.etherloom.logic.tcp.TcpOption.SackPermitted;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;
import dev.etherloom.logic.tcp.TcpOption.WindowScale;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.VirtualSwitch;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 4987: floods of SYNs, and the cookies against them. */
class CookieTest {
  private static final TcpOptions ALL =
      TcpOptions.of(
          new MaximumSegmentSize(1400),
          new SackPermitted(),
          new Timestamps(5000, 0),
          new WindowScale(7));

  /** A listener whose queue of half open connections is full. */
  private static Wire flooded(Talker talker) {
    var wire = Wire.listening(talker);
    for (int port = 1; port <= HalfOpen.MOST_AT_PORT; port++) {
      wire.comes(from(10_000 + port, wire.segment(SYN, 0, 0, TcpOptions.NONE, Slice.EMPTY)));
    }
    assertEquals(HalfOpen.MOST_AT_PORT, wire.connections());
    wire.out.clear();
    return wire;
  }

  private static TcpSegment from(int port, TcpSegment segment) {
    var it = segment.header();
    var header =
        new TcpHeader(
            port,
            it.destinationPort(),
            it.seq(),
            it.ack(),
            it.flags(),
            it.window(),
            0,
            it.options());
    return new TcpSegment(header, Slice.EMPTY, segment.pseudo());
  }

  private static Timestamps stamps(TcpSegment segment) {
    return segment.header().options().find(Timestamps.class).get();
  }

  @Test
  @DisplayName("a full queue keeps nothing more, and whoever completes the handshake is let in")
  void served() {
    var talker = new Talker(Slice.owning(new byte[20_000]), false);
    var wire = flooded(talker);
    wire.comes(wire.segment(SYN, 0, 0, ALL, Slice.EMPTY));
    wire.dropped(TcpDrop.SYN_NOT_KEPT);
    assertEquals(HalfOpen.MOST_AT_PORT, wire.connections());
    var answer = wire.out.peek();
    wire.iss = answer.seq();
    wire.goesOut(SYN_ACK, 0, 1);
    assertEquals(5000, stamps(answer).echo());
    wire.passes(Duration.ofMillis(30));
    wire.out.clear();
    var echoed = TcpOptions.of(new Timestamps(5030, stamps(answer).value()));
    wire.window = 100;
    wire.comes(wire.segment(ACK, 1, 1, echoed, Slice.EMPTY));
    assertTrue(talker.wasTold(TcpEvent.Opened.class));
    wire.dropped(TcpDrop.COOKIE_TAKEN);
    assertEquals(HalfOpen.MOST_AT_PORT + 1, wire.connections());
    var first = wire.goesOut();
    assertEquals(1400 - 12, first.text().length(), "MSS and timestamps were kept");
    assertEquals(5030, stamps(first).echo());
    assertTrue(stamps(first).value() - stamps(answer).value() >= 0);
    assertEquals(9, 1 + wire.out.size(), "so was the window scale: 12,800 octets");
    wire.out.clear();
    wire.comes(
        wire.segment(
            ACK, 1001, 1, TcpOptions.of(new Timestamps(5031, 0)), Slice.utf8("behind a hole")));
    assertTrue(wire.goesOut().header().options().find(TcpOption.Sack.class).isDefined());
  }

  @Test
  @DisplayName("without timestamps there is an MSS, and neither scale nor SACK")
  void withoutStamps() {
    var wire = flooded(new Talker(Slice.owning(new byte[20_000]), false));
    var offers = TcpOptions.of(new MaximumSegmentSize(1000), new WindowScale(7));
    wire.comes(wire.segment(SYN, 0, 0, offers, Slice.EMPTY));
    var answer = wire.goesOut();
    assertEquals(Vector.of(new MaximumSegmentSize(1460)), answer.header().options().all());
    wire.iss = answer.seq();
    wire.window = 3_000;
    wire.comes(ACK, 1, 1);
    assertEquals(536, wire.goesOut().text().length(), "the next smaller one of the table");
    assertEquals(5, 1 + wire.out.size());
  }

  @Test
  @DisplayName("octets that come with the acknowledgment count")
  void withText() {
    var talker = Talker.silent();
    var wire = flooded(talker);
    wire.comes(SYN, 0, 0);
    wire.iss = wire.goesOut().seq();
    wire.comes(ACK, 1, 1, "hello");
    assertEquals("hello", talker.heard().text());
  }

  @Test
  @DisplayName("a guess, an old cookie and another's cookie are reset")
  void refused() {
    var wire = flooded(Talker.silent());
    wire.comes(SYN, 0, 0);
    wire.iss = wire.goesOut().seq();
    wire.comes(ACK, 1, 2);
    wire.goesOut(Wire.RST, 2, 0);
    wire.comes(ACK, 2, 1);
    wire.goesOut(Wire.RST, 1, 0);
    wire.comes(from(3999, wire.segment(ACK, 1, 1, TcpOptions.NONE, Slice.EMPTY)));
    wire.goesOut(Wire.RST, 1, 0);
    wire.dropped(TcpDrop.NO_CONNECTION);
    wire.passes(Cookie.SLOT.multipliedBy(2));
    wire.out.clear();
    wire.comes(ACK, 1, 1);
    wire.goesOut(Wire.RST, 1, 0);
  }

  @Test
  @DisplayName("a cookie is good for one slot at least, two at most, and only its own ends")
  void slots() {
    var secret = new Secret(3, 4);
    var random = new SplittableRandom(5);
    for (int i = 0; i < 2_000; i++) {
      boolean v6 = random.nextBoolean();
      var peer =
          new TcpPeer(Stacks.address(1, v6), 80, Stacks.address(2, v6), 1 + random.nextInt(0xffff));
      var irs = new SeqNum(random.nextInt());
      var now = new MonotonicTime(random.nextLong(1L << 50));
      int mss = 64 + random.nextInt(9_000);
      var cookie = Cookie.of(secret, peer, irs, mss, now);
      var back = Cookie.mss(secret, peer, irs, cookie, now.plus(Cookie.SLOT));
      assertTrue(back.exists(it -> it <= mss && (it > 64 || mss < 1_024)), () -> mss + " " + back);
      assertFalse(
          Cookie.mss(secret, peer, irs, cookie, now.plus(Cookie.SLOT.multipliedBy(2))).isDefined());
      assertFalse(Cookie.mss(secret, peer, irs.plus(1), cookie, now).isDefined());
      assertFalse(Cookie.mss(new Secret(3, 5), peer, irs, cookie, now).isDefined());
    }
  }

  @Test
  @DisplayName("what the timestamp keeps comes back, and it is never in the future")
  void stamps() {
    var random = new SplittableRandom(6);
    for (int i = 0; i < 2_000; i++) {
      var shift = Option.when(random.nextBoolean(), random.nextInt(15));
      var offer = new Offer(1000, shift, true, random.nextBoolean(), false, false);
      int clock = random.nextInt();
      int stamp = Cookie.stamp(clock, offer);
      assertTrue(clock - stamp >= 0 && clock - stamp < 64, () -> clock + " " + stamp);
      assertEquals(offer, Cookie.offered(1000, Option.some(new Timestamps(1, stamp))));
    }
  }

  @Test
  @DisplayName("cookies are accepted only while they are given")
  void onlyWhileGiven() {
    var wire = Wire.listening(Talker.silent());
    var peer = new TcpPeer(Stacks.ip(1), Wire.OWN, Stacks.ip(9), Wire.OTHER);
    wire.iss = Cookie.of(Wire.SECRET, peer, Wire.ISS, 1460, wire.now);
    wire.comes(ACK, 1, 1);
    wire.goesOut(Wire.RST, 1, 0);
    assertEquals(0, wire.connections());
  }

  @Test
  @DisplayName("whole stacks: amid 100,000 forged SYNs every honest connection is served")
  void flood() {
    var hub = new VirtualSwitch();
    var server = Tcp.of(1500, new Secret(1, 7), Vector.of(new TcpEchoResponder()));
    hub.plug(Stacks.of(Stacks.config(1, false), server));
    var talkers = new ArrayList<Talker>();
    for (int host = 2; host < 6; host++) {
      var own = Vector.fill(25, () -> new Talker(Slice.utf8("honest ".repeat(500)), true));
      talkers.addAll(own.asJava());
      int number = host;
      var dials = own.map(it -> new Dial(Vlan.UNTAGGED, Stacks.ip(number), 0, Stacks.ip(1), 7, it));
      var client = Tcp.of(1500, new Secret(host, 7), Vector.empty());
      if (host == 2) {
        flood(hub, 20_000);
      }
      hub.plug(Stacks.of(Stacks.config(host, false), client.dialing(dials)));
      flood(hub, 20_000);
    }
    hub.run(Duration.ofSeconds(5));
    for (var talker : talkers) {
      assertEquals(3_500, talker.heard().length());
      assertTrue(talker.wasTold(TcpEvent.Finished.class));
    }
    var tcp =
        (Tcp) hub.stack(0).hosts().values().head().ip().responders().get(IpProtocol.TCP).get();
    assertTrue(tcp.connections() <= HalfOpen.MOST_AT_PORT, () -> "" + tcp.connections());
    assertTrue(hub.drops(TcpDrop.SYN_NOT_KEPT.label()) > 90_000);
    hub.run(Duration.ofMinutes(5));
    assertEquals(0, tcpOf(hub).connections());
    assertEquals(HalfOpen.NONE, tcpOf(hub).table().halfOpen());
  }

  private static Tcp tcpOf(VirtualSwitch hub) {
    return (Tcp) hub.stack(0).hosts().values().head().ip().responders().get(IpProtocol.TCP).get();
  }

  /** So many SYNs, a microsecond apart, from wherever. */
  private static void flood(VirtualSwitch hub, int many) {
    var random = new SplittableRandom(many);
    for (int i = 0; i < many; i++) {
      int local = 0x0a00_0000 | 100 + random.nextInt(100);
      var source = new Ipv4Address(random.nextInt(10) > 0 ? random.nextInt(0x7f00_0000) : local);
      int port = 1 + random.nextInt(0xffff);
      var peer = new TcpPeer(Stacks.ip(1), 7, source, port);
      var header =
          new TcpHeader(
              port,
              7,
              new SeqNum(random.nextInt()),
              new SeqNum(0),
              SYN,
              1000,
              0,
              random.nextBoolean() ? ALL : TcpOptions.NONE);
      var segment = new TcpSegment(header, Slice.EMPTY, peer.pseudoHeader());
      var packet = Stacks.packet(source, Stacks.ip(1), IpProtocol.TCP, Fragment.WHOLE, segment);
      hub.inject(-1, Stacks.ipFrame(9, 1, packet));
      if (i % 50 == 0) {
        hub.run(Duration.ofNanos(50_000));
        hub.passed().clear();
      }
    }
  }
}
