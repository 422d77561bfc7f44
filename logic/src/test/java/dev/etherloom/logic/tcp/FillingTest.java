package dev.etherloom.logic.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.VirtualSwitch;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The receive buffer grows where it is what limits the peer, and only there. */
class FillingTest {
  private final VirtualSwitch hub = new VirtualSwitch();

  /** Sends that much to a host that {@code called} answers for, over a way of 50 ms. */
  private void transfer(int octets, Talker called, long memory) {
    transfer(octets, called, memory, TcpTuning.DEFAULT);
  }

  private void transfer(int octets, Talker called, long memory, TcpTuning tuning) {
    var server = Tcp.of(1500, new Secret(1, 7), Vector.of(called)).holding(memory);
    hub.plug(Stacks.of(Stacks.config(1, false), server));
    var talker = new Talker(Slice.owning(new byte[octets]), false);
    var dial = new Dial(Vlan.UNTAGGED, Stacks.ip(2), 0, Stacks.ip(1), 5000, talker, tuning);
    var client = Tcp.of(1500, new Secret(2, 7), Vector.empty()).dialing(Vector.of(dial));
    hub.plug(Stacks.of(Stacks.config(2, false), client));
    hub.impairing(_ -> List.of(Duration.ofMillis(25)));
  }

  private Receive receive() {
    var tcp =
        (Tcp) hub.stack(0).hosts().values().head().ip().responders().get(IpProtocol.TCP).get();
    return ((Open) tcp.table().live().values().head().connection()).receive();
  }

  @Test
  @DisplayName("a peer that fills the window gets a larger one, round trip by round trip")
  void grows() {
    var called = Talker.silent();
    transfer(10_000_000, called, 256 << 20);
    hub.run(Duration.ofMillis(200));
    assertTrue(receive().capacity() <= 4 * Receive.INITIAL, () -> "" + receive().capacity());
    @Var int before = 0;
    for (int i = 0; i < 10; i++) {
      hub.run(Duration.ofMillis(100));
      assertTrue(receive().capacity() >= before, "never less");
      before = receive().capacity();
    }
    hub.run(Duration.ofSeconds(4));
    assertEquals(10_000_000, called.heard().length());
    assertTrue(receive().capacity() >= 1 << 20, () -> "" + receive().capacity());
    assertTrue(receive().capacity() <= Receive.MOST);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("also where the handshake told nothing of the way, as part of it was lost")
  void lostHandshake(boolean stamps) {
    var called = Talker.silent();
    var offering = TcpTuning.DEFAULT.offering().withTimestamps(stamps);
    transfer(10_000_000, called, 256 << 20, TcpTuning.DEFAULT.with(offering));
    var lost = new AtomicInteger();
    hub.impairing(
        frame -> {
          boolean synAck = frame.length() > 47 && (frame.u8(47) & 0x12) == 0x12;
          return synAck && lost.incrementAndGet() <= 2 ? List.of() : List.of(Duration.ofMillis(25));
        });
    hub.run(Duration.ofSeconds(7));
    assertTrue(lost.get() >= 3);
    assertTrue(receive().capacity() >= 1 << 20, () -> "" + receive().capacity());
    hub.run(Duration.ofSeconds(4));
    assertEquals(10_000_000, called.heard().length());
  }

  @Test
  @DisplayName("not so where the user lags behind")
  void laggard() {
    var called = Talker.silent();
    var much = List.<TcpEffect>of(new TcpEffect.Send(Slice.owning(new byte[200_000_000])));
    called.more = event -> event instanceof TcpEvent.Opened ? much : List.of();
    transfer(3_000_000, called, 256 << 20);
    hub.run(Duration.ofSeconds(1));
    assertEquals(0, called.heard().length(), "held back, as it lags behind with sending");
    assertEquals(Receive.INITIAL, receive().capacity());
  }

  @Test
  @DisplayName("nor where memory is short, nor for a peer that sends little")
  void without() {
    var called = Talker.silent();
    transfer(1_000_000, called, 0);
    hub.run(Duration.ofSeconds(2));
    assertEquals(Receive.INITIAL, receive().capacity());
    assertEquals(1_000_000, called.heard().length());
    var wire = Wire.established(Talker.silent());
    for (int i = 0; i < 1000; i++) {
      wire.comes(Wire.ACK, 1 + 100 * i, 1, "x".repeat(100));
      wire.passes(Duration.ofMillis(1));
    }
    var open = (Open) wire.tcp.table().live().values().head().connection();
    assertEquals(0xffff, open.receive().capacity(), "no scale, no more");
  }

  @Test
  @DisplayName("nor where the user says how large it is")
  void fixed() {
    var called = Talker.silent();
    var tuning = TcpTuning.DEFAULT.with(new TcpTuning.Buffers(Option.some(100_000)));
    called.more =
        event -> event instanceof TcpEvent.Opened ? List.of(new TcpEffect.Tune(tuning)) : List.of();
    transfer(2_000_000, called, 256 << 20);
    hub.run(Duration.ofSeconds(3));
    assertEquals(100_000, receive().capacity());
    assertEquals(2_000_000, called.heard().length());
  }

  @Test
  @DisplayName("the right edge that the peer sees never moves left, whatever the scale rounds")
  void edge() {
    for (int shift : new int[] {0, 3, 8}) {
      @Var
      var receive =
          Receive.opened(Headers.ZERO, shift, new Stamps(0, new MonotonicTime(0), Headers.ZERO));
      var random = new SplittableRandom(shift);
      @Var int seen = 0;
      for (int i = 0; i < 5_000; i++) {
        int size = Math.min(1 + random.nextInt(1460), receive.window());
        if (size > 0) {
          var now = new MonotonicTime(i);
          receive = receive.inOrder(Slice.owning(new byte[size]), 1, true, now);
        }
        while (random.nextInt(3) == 0 && receive.ready().length() > 0) {
          receive = receive.taken(receive.ready().octets().head().length());
        }
        if (random.nextInt(50) == 0) {
          receive = receive.doubled(shift);
        }
        var told = receive.offer(1460, shift);
        receive = receive.acknowledged(told);
        int window = Math.min(told.minus(receive.nxt()) >> shift, 0xffff) << shift;
        int right = receive.nxt().raw() + window;
        assertTrue(right >= seen, "moved left");
        seen = right;
      }
    }
  }
}
