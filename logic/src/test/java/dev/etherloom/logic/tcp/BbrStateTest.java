package dev.etherloom.logic.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.tcp.BbrState.Cruise;
import dev.etherloom.logic.tcp.BbrState.Down;
import dev.etherloom.logic.tcp.BbrState.Drain;
import dev.etherloom.logic.tcp.BbrState.Load;
import dev.etherloom.logic.tcp.BbrState.Move;
import dev.etherloom.logic.tcp.BbrState.Pause;
import dev.etherloom.logic.tcp.BbrState.Plateau;
import dev.etherloom.logic.tcp.BbrState.ProbeRtt;
import dev.etherloom.logic.tcp.BbrState.Refill;
import dev.etherloom.logic.tcp.BbrState.Seen;
import dev.etherloom.logic.tcp.BbrState.Startup;
import dev.etherloom.logic.tcp.BbrState.Up;
import dev.etherloom.logic.tcp.DeliveryRate.Sample;
import io.vavr.control.Option;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** draft-ietf-ccwg-bbr-06 §5.3: each state by itself, and what leads out of it. */
class BbrStateTest {
  private static final int MSS = 1_000;
  private static final double RATE = 0.01;
  private static final long WAY = 10_000_000;

  /** What fills the path: 100 segments. */
  private static final int FULL = 100_000;

  private static final MonotonicTime NOW = new MonotonicTime(5_000_000_000L);
  private static final MonotonicTime LATER = NOW.plus(Duration.ofSeconds(4));
  private static final BbrPath PATH = new BbrPath(RATE, 0, WAY, NOW, WAY, NOW, BbrPath.Clumps.NONE);
  private static final Pause PAUSE = Pause.from(NOW);

  private static Sample sample(double rate, int lost) {
    return new Sample(rate, FULL, 0, lost, FULL, false, false, WAY);
  }

  private static Seen seen(Sample sample, boolean round, boolean excess, int inflight) {
    var load = new Load(MSS, inflight, 2 * FULL, MSS);
    return new Seen(sample, round, 10, excess, PATH, BbrBounds.NONE, load, NOW);
  }

  private static Seen turn(double rate) {
    return seen(sample(rate, 0), true, false, FULL);
  }

  /** Too much was lost. */
  private static Seen excess(int lost) {
    return seen(sample(RATE, lost), false, true, FULL);
  }

  private static Seen with(Seen in, BbrBounds bounds, MonotonicTime now) {
    return new Seen(
        in.sample(), in.round(), in.rounds(), in.excess(), in.path(), bounds, in.load(), now);
  }

  private static Move move(BbrState state, Seen in) {
    return BbrCourse.next(state, in, false);
  }

  private static int roundsOfStartup(Sample sample) {
    @Var BbrState state = new Startup(Plateau.NONE);
    @Var int rounds = 0;
    while (state instanceof Startup && rounds < 100) {
      state = move(state, seen(sample, true, false, FULL)).state();
      rounds++;
    }
    return rounds;
  }

  @Test
  @DisplayName("§5.3.1.2: startup ends when three round trips bring no quarter more")
  void startup() {
    assertEquals(4, roundsOfStartup(sample(RATE, 0)), "the first is more than nothing");
    @Var BbrState state = new Startup(Plateau.NONE);
    for (double rate = RATE; rate < 100 * RATE; rate *= 1.25) {
      state = move(state, turn(rate * 1.001)).state();
    }
    assertInstanceOf(Startup.class, state);
    var within = seen(sample(RATE, 0), false, false, FULL);
    assertEquals(state, move(state, within).state(), "before the round trip is over");
  }

  @Test
  @DisplayName(
      "§5.3.1.2: without anything to send, round trips say nothing; with a shut window, less")
  void startupHeld() {
    assertEquals(100, roundsOfStartup(new Sample(RATE, FULL, 0, 0, FULL, true, false, WAY)));
    assertEquals(10, roundsOfStartup(new Sample(RATE, FULL, 0, 0, FULL, false, true, WAY)));
  }

  @Test
  @DisplayName("§5.3.1.3: startup ends by losses, six at least; what arrived is bearable")
  void startupLosses() {
    var state = new Startup(Plateau.NONE);
    assertInstanceOf(Startup.class, move(state, excess(5 * MSS)).state());
    var over = move(state, excess(6 * MSS));
    assertEquals(new Drain(10), over.state());
    assertEquals(FULL, over.bounds().far());
  }

  @Test
  @DisplayName("§5.3.2: it drains until the path alone is full, or for three round trips")
  void drain() {
    var state = new Drain(10);
    assertEquals(state, move(state, seen(sample(RATE, 0), true, false, FULL + 1)).state());
    assertInstanceOf(Down.class, move(state, turn(RATE)).state());
    var earlier = new Drain(6);
    var queue = seen(sample(RATE, 0), true, false, 2 * FULL);
    assertInstanceOf(Down.class, move(earlier, queue).state());
  }

  @Test
  @DisplayName("§5.3.3.1: after trying, what queued drains, with room for others")
  void down() {
    var state = new Down(PAUSE, false);
    var queue = seen(sample(RATE, 0), false, false, FULL + 1);
    assertInstanceOf(Down.class, move(state, queue).state());
    var drained = seen(sample(RATE, 0), false, false, FULL);
    assertEquals(new Cruise(PAUSE), move(state, drained).state());
    var narrow = with(drained, BbrBounds.NONE.withFar(110_000), NOW);
    assertInstanceOf(Down.class, move(state, narrow).state(), "15 of 110 are for others");
    var late = move(state, with(queue, BbrBounds.NONE, LATER));
    assertEquals(new Refill(), late.state());
  }

  @Test
  @DisplayName("§5.3.3.9: losses that come late tell of what was tried, for a round trip")
  void downTried() {
    var tried = new Sample(RATE, FULL, 0, 9 * MSS, 120_000, false, false, WAY);
    var in = seen(tried, false, true, 2 * FULL);
    assertEquals(120_000, move(new Down(PAUSE, true), in).bounds().far());
    assertTrue(move(new Down(PAUSE, false), in).bounds().isOpen(), "that was before");
    var turn = seen(sample(RATE, 0), true, false, 2 * FULL);
    var round = assertInstanceOf(Down.class, move(new Down(PAUSE, true), turn).state());
    assertFalse(round.tried());
  }

  @Test
  @DisplayName(
      "§5.3.3.2, §5.3.3.8: it cruises for seconds, or as many round trips as Reno would take")
  void cruise() {
    var quiet = seen(sample(RATE, 0), false, false, FULL);
    assertEquals(new Cruise(PAUSE), move(new Cruise(PAUSE), quiet).state());
    var bounds = new BbrBounds(FULL, FULL, RATE, BbrBounds.NONE.lately());
    var over = move(new Cruise(PAUSE), with(quiet, bounds, LATER));
    assertEquals(new Refill(), over.state());
    assertEquals(BbrBounds.NONE.near(), over.bounds().near(), "what was safe for the moment");
    assertEquals(FULL, over.bounds().far());
    @Var BbrState state = new Cruise(PAUSE);
    @Var int rounds = 0;
    while (state instanceof Cruise) {
      state = move(state, turn(RATE)).state();
      rounds++;
    }
    assertEquals(63, rounds, "Reno would take a hundred");
  }

  @Test
  @DisplayName("§5.3.3.3: the path is filled for a round trip, then more is tried")
  void refill() {
    var within = seen(sample(RATE, 0), false, false, FULL);
    assertEquals(new Refill(), move(new Refill(), within).state());
    assertEquals(new Up(new Plateau(RATE, 0), 0), move(new Refill(), turn(RATE)).state());
  }

  @Test
  @DisplayName("§5.3.3.4: trying ends when no more arrives, or too much is lost")
  void up() {
    @Var BbrState state = new Up(new Plateau(RATE, 0), 0);
    for (int i = 0; i < 2; i++) {
      state = assertInstanceOf(Up.class, move(state, turn(RATE)).state());
    }
    var over = assertInstanceOf(Down.class, move(state, turn(RATE)).state());
    assertTrue(over.tried());
    var lost = move(new Up(new Plateau(RATE, 0), 0), excess(9 * MSS));
    assertInstanceOf(Down.class, lost.state());
    assertEquals(FULL, lost.bounds().far());
  }

  @Test
  @DisplayName(
      "§5.3.3.5: what is bearable grows by 1, 2, 4 … segments a round trip while it is used")
  void raised() {
    var bounds = BbrBounds.NONE.withFar(FULL);
    var in = with(seen(sample(RATE, 0), false, false, FULL), bounds, NOW);
    for (int rounds : new int[] {0, 1, 2, 5}) {
      var next = move(new Up(new Plateau(RATE, 0), rounds), in);
      double perWindow = (next.bounds().far() - FULL) * 2 * FULL / MSS;
      assertEquals((1 << rounds) * MSS, perWindow, 1e-3);
    }
    var unused = with(seen(sample(RATE, 0), false, false, FULL / 2), bounds, NOW);
    assertEquals(FULL, move(new Up(new Plateau(RATE, 0), 3), unused).bounds().far());
  }

  @Test
  @DisplayName(
      "§5.3.4: whatever it does, where the way is long unseen little is sent, then as before")
  void probeRtt() {
    var all = new BbrState[] {new Startup(Plateau.NONE), new Drain(1), new Down(PAUSE, false)};
    for (var state : all) {
      var probe = BbrCourse.next(state, turn(RATE), true).state();
      assertEquals(new ProbeRtt(state.isFilled(), 2 * FULL, Option.none(), false), probe);
    }
    var begun = new ProbeRtt(true, 2 * FULL, Option.none(), false);
    assertEquals(begun, move(begun, turn(RATE)).state(), "too much is on its way");
    var low = seen(sample(RATE, 0), false, false, FULL / 2);
    var end = NOW.plus(Duration.ofMillis(200));
    var waits = assertInstanceOf(ProbeRtt.class, move(begun, low).state());
    assertEquals(Option.some(end), waits.until());
    assertInstanceOf(ProbeRtt.class, move(waits, with(low, BbrBounds.NONE, LATER)).state());
    var rounded = move(waits, turn(RATE)).state();
    assertInstanceOf(ProbeRtt.class, rounded, "too early");
    assertInstanceOf(Cruise.class, move(rounded, with(low, BbrBounds.NONE, LATER)).state());
    var unfilled = new ProbeRtt(false, 2 * FULL, Option.some(end), true);
    var back = move(unfilled, with(low, BbrBounds.NONE, LATER)).state();
    assertEquals(new Startup(Plateau.NONE), back);
  }

  @Test
  @DisplayName("§5.6.1: how fast each state sends, and how much it lets be on its way")
  void gains() {
    assertEquals(2.77, new Startup(Plateau.NONE).pace());
    assertEquals(0.5, new Drain(1).pace());
    assertEquals(0.9, new Down(PAUSE, false).pace());
    assertEquals(1, new Cruise(PAUSE).pace());
    assertEquals(1, new Refill().pace());
    assertEquals(1.25, new Up(Plateau.NONE, 0).pace());
    assertEquals(2.25, new Up(Plateau.NONE, 0).volume());
    assertEquals(0.5, new ProbeRtt(true, 0, Option.none(), false).volume());
  }

  @Test
  @DisplayName(
      "§5.5.10: two of a hundred lost tell of a queue where there is one, and are not usual")
  void tooMuch() {
    var three = sample(RATE, 3 * MSS);
    var fresh = BbrBounds.NONE.lately();
    assertTrue(fresh.isTooMuch(three, true, MSS));
    assertFalse(fresh.isTooMuch(three, false, MSS), "nothing queues");
    assertFalse(fresh.isTooMuch(sample(RATE, 2 * MSS + 1), true, MSS), "two or one are chance");
    assertTrue(fresh.isTooMuch(sample(RATE, 21 * MSS), false, MSS), "what version 1 bears");
    @Var var used = BbrBounds.NONE;
    for (int i = 0; i < 20; i++) {
      used = used.turned(three, true);
    }
    assertEquals(0.03, used.lately().chance(), 1e-3);
    assertFalse(used.lately().isTooMuch(sample(RATE, 7 * MSS), true, MSS));
    assertTrue(used.lately().isTooMuch(sample(RATE, 9 * MSS), true, MSS));
    assertEquals(used.lately().chance(), used.turned(excess(50).sample(), false).lately().chance());
  }

  @Test
  @DisplayName("RFC 9406 §4.2: something queues where all of a round trip took longer")
  void queued() {
    var late = new Sample(RATE, FULL, 0, 0, FULL, false, false, 2 * WAY);
    assertTrue(BbrBounds.NONE.lately().isQueued(late, WAY));
    var quick = BbrBounds.NONE.heard(sample(RATE, 0), false);
    assertFalse(quick.lately().isQueued(late, WAY), "some were quick");
    assertTrue(quick.turned(late, true).lately().isQueued(late, WAY), "in the next one none");
  }
}
