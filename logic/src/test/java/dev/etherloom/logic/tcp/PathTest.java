package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpDrop;
import dev.etherloom.logic.ip.IpError.Reason.TooBig;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.stack.State;
import dev.etherloom.logic.testkit.Complaint;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.VirtualSwitch;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Path MTU discovery: RFC 1191, RFC 8201, RFC 5927 §7, and paths that swallow what is long. */
class PathTest {
  private static final Slice TEXT = Slice.owning(new byte[200_000]);
  private final VirtualSwitch hub = new VirtualSwitch();
  private final Talker called = Talker.silent();
  private int syns;
  private final List<Integer> lengths = new ArrayList<>();

  /** Two hosts; the second sends {@link #TEXT} over each dial. */
  private void plug(boolean v6, int dials) {
    var server = Tcp.of(1500, new Secret(1, 7), Vector.of(called));
    hub.plug(Stacks.of(Stacks.both(1, false), server));
    var client = Tcp.of(1500, new Secret(2, 7), Vector.empty());
    var to = Stacks.address(1, v6);
    var all =
        Vector.range(0, dials)
            .map(
                _ ->
                    new Dial(
                        Vlan.UNTAGGED, Stacks.address(2, v6), 0, to, 5000, new Talker(TEXT, true)));
    hub.plug(Stacks.of(Stacks.both(2, false), client.dialing(all)));
  }

  /** A router between them whose next link takes {@code mtu} octets. */
  private void narrow(int mtu, boolean says, boolean splits) {
    hub.impairing(
        frame -> {
          var packet = Complaint.packet(frame);
          boolean syn = Complaint.isTcp(frame) && packet.payload().u8(13) == 2;
          if (syn && ++syns == 2) {
            return List.of(); // the second connection begins a second later
          }
          if (packet == null || packet.length() <= mtu) {
            return List.of(VirtualSwitch.DELAY);
          }
          boolean mayBeSplit =
              packet instanceof Ipv4Packet v4 && !v4.header().fragment().dontFragment();
          if (mayBeSplit && splits) {
            return List.of(VirtualSwitch.DELAY); // as if it had been
          }
          lengths.add(packet.length());
          if (says) {
            hub.inject(-1, Complaint.tooBig(frame, mtu));
          }
          return List.of();
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("whole stacks: what a narrow router refuses goes again at once, in shorter segments")
  void narrowRouter(boolean v6) {
    plug(v6, 1);
    narrow(1300, true, true);
    hub.run(Duration.ofMillis(v6 ? 5_000 : 100)); // IPv6 addresses are usable after a while
    assertEquals(TEXT, called.heard());
    assertTrue(lengths.size() <= 10, () -> "refused: " + lengths);
    assertEquals(0, hub.drops(TcpDrop.UNREACHABLE.label()));
  }

  @Test
  @DisplayName("1191-6.3: what one connection learned the next one knows, for ten minutes")
  void remembered() {
    plug(false, 1);
    narrow(1300, true, true);
    hub.run(Duration.ofSeconds(1));
    int refused = lengths.size();
    State known = hub.stack(1);
    assertEquals(1300, known.hosts().values().head().ip().pathMtu(Stacks.ip(1)));
    hub.run(Duration.ofMinutes(11));
    assertEquals(1500, hub.stack(1).hosts().values().head().ip().pathMtu(Stacks.ip(1)));
    assertTrue(refused > 0);
  }

  @Test
  @DisplayName("the path's cache is asked before the router: what it knows is not sent in vain")
  void shared() {
    plug(false, 2);
    narrow(1300, true, true);
    hub.run(Duration.ofSeconds(2));
    assertEquals(2 * TEXT.length(), called.heard().length());
    assertTrue(lengths.size() <= 10, () -> "refused: " + lengths);
    assertTrue(hub.drops(IpDrop.TOO_LONG.label()) > 0, () -> "" + hub.drops());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("RFC 4821: a path that swallows what is long, and says nothing")
  void blackHole(boolean v6) {
    plug(v6, 1);
    narrow(1300, false, true);
    hub.run(Duration.ofSeconds(15));
    assertEquals(TEXT, called.heard());
  }

  @Test
  @DisplayName(
      "RFC 4821: long segments that went through before are not to blame for a timeout or two")
  void proven() {
    var path = Path.agreed(1_460, 0);
    assertTrue(path.isDoubtful(2));
    assertTrue(path.acknowledged(1_000).isDoubtful(2));
    var known = path.acknowledged(1_448);
    assertTrue(!known.isDoubtful(4) && known.isDoubtful(5));
    var shorter = known.suspected(Stacks.ip(1), new MonotonicTime(0));
    assertTrue(shorter.isDoubtful(2), "of the shorter ones nothing is known");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("RFC 4821: it swallows what is long, though no full segment is on its way")
  void oneLongSegment(boolean v6) {
    var server = Tcp.of(1500, new Secret(1, 7), Vector.of(called));
    hub.plug(Stacks.of(Stacks.both(1, false), server));
    var text = Slice.owning(new byte[1_353]);
    var dial =
        new Dial(
            Vlan.UNTAGGED,
            Stacks.address(2, v6),
            0,
            Stacks.address(1, v6),
            5000,
            new Talker(text, true));
    var client = Tcp.of(1500, new Secret(2, 7), Vector.empty()).dialing(Vector.of(dial));
    hub.plug(Stacks.of(Stacks.both(2, false), client));
    narrow(1300, false, true);
    hub.run(Duration.ofSeconds(15));
    assertEquals(text, called.heard());
  }

  @Test
  @DisplayName("a path narrower than every host must take: IPv4 packets may be split again")
  void tiny() {
    plug(false, 1);
    narrow(296, true, true);
    hub.run(Duration.ofSeconds(1));
    assertEquals(TEXT, called.heard());
  }

  private static Wire sending() {
    var wire = Wire.established(new Talker(Slice.owning(new byte[10_000]), false));
    assertEquals(10, wire.out.size());
    wire.out.clear();
    return wire;
  }

  @Test
  @DisplayName("1191-6.4: all that is on its way goes at once, and the congestion window stays")
  void again() {
    var wire = sending();
    wire.complains(new TooBig(700, 1040), 1);
    var next = new ArrayList<TcpSegment>(wire.out);
    assertEquals(660, next.getFirst().text().length());
    assertEquals(10_000, next.stream().mapToInt(it -> it.text().length()).sum());
    assertTrue(next.stream().allMatch(it -> it.text().length() <= 660));
    wire.comes(ACK, 1, 10_001);
    wire.passes(Duration.ofMinutes(20));
    assertEquals(next.size(), wire.out.size());
  }

  @ParameterizedTest
  @CsvSource({"1040, 1", "9000, 1", "700, 0", "700, 10001", "0, 77777"})
  @DisplayName("RFC 5927 §7: what is not on its way, or was not too long, narrows nothing")
  void forged(int mtu, int seq) {
    var wire = sending();
    wire.complains(new TooBig(mtu, 1040), seq);
    wire.silence();
    wire.passes(Duration.ofSeconds(1));
    assertEquals(1000, wire.goesOut().text().length());
  }

  @Test
  @DisplayName("1191-4: nobody gets segments below 536 octets; they may be split then")
  void least() {
    var wire = sending();
    wire.complains(new TooBig(68, 1040), 1);
    assertEquals(536, wire.goesOut().text().length());
    assertTrue(!wire.sent.getLast().dontFragment());
    wire.out.clear();
    wire.complains(new TooBig(68, 1040), 1);
    wire.silence();
  }

  @Test
  @DisplayName("1191-7.1: an old router does not say how long a packet may be; we take a guess")
  void plateau() {
    var wire = sending();
    wire.complains(new TooBig(0, 1040), 1);
    assertEquals(1006 - 40, wire.goesOut().text().length());
  }

  @Test
  @DisplayName("1191-6.3: after ten minutes a longer one is tried")
  void wider() {
    var talker = new Talker(Slice.owning(new byte[10_000]), false);
    var wire = Wire.established(talker);
    wire.complains(new TooBig(700, 1040), 1);
    wire.comes(ACK, 1, 10_001);
    wire.out.clear();
    wire.passes(Duration.ofMinutes(9));
    talker.more =
        event ->
            event instanceof TcpEvent.Received
                ? List.of(new TcpEffect.Send(Slice.owning(new byte[3_000])))
                : List.of();
    wire.comes(ACK, 1, 10_001, "go");
    assertEquals(660, wire.goesOut().text().length());
    wire.comes(ACK, 3, 13_001);
    wire.passes(Duration.ofMinutes(1));
    wire.out.clear();
    wire.comes(ACK, 3, 13_001, "go");
    assertEquals(1000, wire.goesOut().text().length());
  }
}
