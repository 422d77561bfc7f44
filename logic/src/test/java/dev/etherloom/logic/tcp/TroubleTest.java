package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static dev.etherloom.logic.tcp.Wire.SYN;
import static dev.etherloom.logic.tcp.Wire.SYN_ACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpDrop;
import dev.etherloom.logic.ip.IpError.Reason;
import dev.etherloom.logic.ip.IpError.Where;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.testkit.Complaint;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.VirtualSwitch;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9293 §3.9.2.2: ICMP errors, true ones and forged ones. */
class TroubleTest {
  private static final Reason NOBODY = new Reason.Unreachable(Where.PORT);
  private static final Reason NO_WAY = new Reason.Unreachable(Where.HOST);

  private final Talker talker = new Talker(Slice.utf8("x".repeat(3000)), false);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName(
      "MUST-54, SHLD-26, 1122-3.5-040, 1122-3.5-049, 1122-3.5-050, 1122-3.5-153: whole stacks: who"
          + " dials where nobody is hears of it at once")
  void refusedByIcmp(boolean v6) {
    var hub = new VirtualSwitch();
    var dial = new Dial(Vlan.UNTAGGED, Stacks.address(2, v6), 0, Stacks.address(1, v6), 80, talker);
    hub.plug(Stacks.of(Stacks.both(1, false)));
    var tcp = Tcp.of(1500, new Secret(2, 7), Vector.empty()).dialing(Vector.of(dial));
    hub.plug(Stacks.of(Stacks.both(2, false), tcp));
    hub.impairing(
        frame -> {
          if (!Complaint.isTcp(frame)) {
            return List.of(VirtualSwitch.DELAY);
          }
          hub.inject(-1, Complaint.unreachable(frame, 3, 4));
          return List.of();
        });
    hub.run(Duration.ofSeconds(10));
    assertEquals(List.of(new TcpEvent.Broken(TcpEvent.Cause.UNREACHABLE)), talker.events);
    assertEquals(1, hub.drops(TcpDrop.UNREACHABLE.label()));
  }

  @ParameterizedTest
  @EnumSource(Where.class)
  @DisplayName(
      "MUST-56, SHLD-25, SHLD-26, 1122-3.5-051, RFC 5461: only what is final ends, and only a handshake")
  void unreachable(Where where) {
    var reason = new Reason.Unreachable(where);
    var wire = Wire.dialing(talker);
    wire.complains(reason, 0);
    assertEquals(where.isFinal() ? 0 : 1, wire.connections());
    var later = Wire.established(talker);
    later.complains(reason, 1);
    assertEquals(1, later.connections());
    assertEquals(new TcpReport.Undelivered(reason), talker.reports.getLast());
  }

  @Test
  @DisplayName("RFC 1122 §4.2.3.9 says nothing of what is forbidden: who dials hears of it at once")
  void forbidden() {
    var wire = Wire.dialing(talker);
    wire.complains(new Reason.Unreachable(Where.PROHIBITED), 0);
    assertEquals(0, wire.connections());
    assertEquals(List.of(new TcpEvent.Broken(TcpEvent.Cause.UNREACHABLE)), talker.events);
  }

  @Test
  @DisplayName(
      "MUST-56, 1122-3.5-059, 1122-3.5-061: neither do time exceeded and parameter problem end anything")
  void soft() {
    for (var reason : List.of(new Reason.TimeExceeded(), new Reason.ParameterProblem())) {
      var wire = Wire.dialing(talker);
      wire.complains(reason, 0);
      assertEquals(new TcpReport.Undelivered(reason), talker.reports.getLast());
      wire.goesOut(SYN, 0, 0);
      wire.comes(SYN_ACK, 0, 1);
      wire.complains(reason, 1);
      assertEquals(1, wire.connections());
    }
  }

  @Test
  @DisplayName("SHLD-26: a passive handshake goes back to LISTEN")
  void passive() {
    var wire = Wire.listening(talker);
    wire.comes(SYN, 0, 0);
    wire.iss = wire.goesOut().seq();
    wire.complains(NO_WAY, 0);
    assertEquals(1, wire.connections());
    wire.complains(NOBODY, 0);
    assertEquals(0, wire.connections());
    assertEquals(List.of(), talker.events);
  }

  @Test
  @DisplayName("MUST-55: a source quench is discarded")
  void sourceQuench() {
    var wire = Wire.established(talker);
    wire.out.clear();
    wire.complains(new Reason.SourceQuench(), 1);
    wire.dropped(TcpDrop.SOURCE_QUENCH);
    wire.silence();
    assertEquals(List.of(), talker.reports);
  }

  @Test
  @DisplayName("RFC 5927 §4.1: an error about a number that is not on its way is forged")
  void forged() {
    var dialing = Wire.dialing(talker);
    for (int seq : new int[] {-1, 1, 1 << 30, Integer.MIN_VALUE}) {
      dialing.complains(NOBODY, seq);
      dialing.dropped(TcpDrop.ERROR_OUTSIDE);
    }
    var open = Wire.established(talker);
    assertEquals(1, open.connections());
    for (int seq : new int[] {0, 3001, Integer.MIN_VALUE}) {
      open.complains(NO_WAY, seq);
      open.dropped(TcpDrop.ERROR_OUTSIDE);
    }
    open.complains(NO_WAY, 3000);
    open.dropped(TcpDrop.UNREACHABLE);
    open.comes(ACK, 1, 3001);
    open.complains(NO_WAY, 3000);
    open.dropped(TcpDrop.ERROR_OUTSIDE);
    assertEquals(1, talker.reports.size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("quoted packets that are cut short or nonsense cost nothing but a count")
  void nonsense(boolean v6) {
    var hub = new VirtualSwitch();
    hub.plug(Stacks.of(Stacks.both(1, false)));
    hub.run(Duration.ofSeconds(5));
    var random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      var quoted = new byte[random.nextInt(90)];
      random.nextBytes(quoted);
      if (quoted.length > 9) {
        quoted[0] = (byte) (v6 ? 0x60 : 0x40 + random.nextInt(16));
        quoted[v6 ? 6 : 9] = (byte) new int[] {0, 6, 17, 43, 44, 60}[random.nextInt(6)];
      }
      hub.inject(-1, Complaint.quoting(Slice.owning(quoted), random.nextInt(5), 1, v6));
      hub.run(Duration.ofMillis(1));
    }
    assertEquals(0, hub.drops(IpDrop.RESPONDER_FAILED.label()), () -> "" + hub.drops());
    assertTrue(hub.drops("icmp: error about a packet that is not ours") > 0);
  }

  @Test
  @DisplayName("RFC 5482: how long we wait is not the peer's to say")
  void userTimeoutOption() {
    var wire = Wire.listening(talker);
    wire.open(TcpOptions.of(new TcpOption.UserTimeout(true, 32_767)));
    wire.passes(Duration.ofMinutes(8));
    assertEquals(new TcpEvent.Broken(TcpEvent.Cause.TIMED_OUT), talker.events.getLast());
  }

  @Test
  @DisplayName("RFC 5461 §2: what was heard last is the cause if nothing gets through")
  void cause() {
    var wire = Wire.established(talker);
    wire.complains(NO_WAY, 1);
    wire.passes(Duration.ofHours(1));
    assertEquals(new TcpEvent.Broken(TcpEvent.Cause.UNREACHABLE), talker.events.getLast());
    var better = Wire.established(new Talker(Slice.utf8("x".repeat(3000)), false));
    better.complains(NO_WAY, 1);
    better.comes(ACK, 1, 1001);
    better.passes(Duration.ofHours(1));
    assertEquals(new TcpEvent.Broken(TcpEvent.Cause.TIMED_OUT), better.talker.events.getLast());
    var dialing = Wire.dialing(talker);
    dialing.complains(NO_WAY, 0);
    dialing.passes(Duration.ofHours(1));
    assertEquals(new TcpEvent.Broken(TcpEvent.Cause.UNREACHABLE), talker.events.getLast());
    assertTrue(talker.wasTold(TcpEvent.Opened.class));
  }
}
