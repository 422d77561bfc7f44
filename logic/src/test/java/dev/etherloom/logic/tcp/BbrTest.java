package dev.etherloom.logic.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.tcp.SimBulk.Way;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** draft-ietf-ccwg-bbr-06: whole transfers in virtual time, and what single arrivals tell. */
class BbrTest {
  /** 50 Mbit/s, 40 ms there and back: 250,000 octets fill it. */
  private static final Way DEEP = new Way(0, 20, 50, 1_000);

  private static final double FULL = 50 / 8e3;
  private static final int SEGMENT = 1_448;

  private static Bbr model(Open at) {
    return assertInstanceOf(Bbr.class, at.send().flight().congestion().growth());
  }

  private static SimBulk bulk(Way way, long octets) {
    return new SimBulk(way, CongestionControl.BBR, octets, 1);
  }

  private static void watched(SimBulk bulk, BiConsumer<Open, Bbr> eye) {
    @Var var goes = bulk.advance();
    while (goes) {
      var at = bulk.sender();
      if (at.isDefined() && at.get().send().flight().congestion().isModelled()) {
        eye.accept(at.get(), model(at.get()));
      }
      goes = bulk.advance();
    }
  }

  private static List<String> course(Way way, long octets) {
    var states = new ArrayList<String>();
    watched(
        bulk(way, octets),
        (_, bbr) -> {
          var name = bbr.state().getClass().getSimpleName();
          if (states.isEmpty() || !states.getLast().equals(name)) {
            states.add(name);
          }
        });
    return states;
  }

  @Test
  @DisplayName("§5.3: it starts up, drains, cruises, and tries for more after some seconds")
  void states() {
    var expected = List.of("Startup", "Drain", "Down", "Cruise", "Refill", "Up", "Down", "Cruise");
    assertEquals(expected, course(DEEP, 25_000_000).subList(0, expected.size()));
  }

  @Test
  @DisplayName("who never has more than goes out at once is not modelled; who has is, at once")
  void awake() {
    var models = new ArrayList<Bbr>();
    watched(bulk(DEEP, SEGMENT), (_, bbr) -> models.add(bbr));
    assertEquals(Bbr.FRESH, models.getLast());
    models.clear();
    watched(bulk(DEEP, 30L * SEGMENT), (_, bbr) -> models.add(bbr));
    assertTrue(models.getLast().isAwake() && models.getLast().path().rate() > 0);
  }

  @Test
  @DisplayName("§5.3.1.2, §5.3.2: what the path carries is known, and no queue is left")
  void drained() {
    watched(
        bulk(DEEP, 15_000_000),
        (at, bbr) -> {
          if (bbr.state() instanceof BbrState.Cruise && bbr.round().count() > 20) {
            assertEquals(FULL * SEGMENT / 1_514, bbr.path().rate(), FULL / 50);
            var smoothed = at.send().retransmit().rtt().smoothed();
            assertTrue(smoothed < bbr.path().way() * 1.2, "a queue: " + smoothed);
          }
        });
  }

  @Test
  @DisplayName("§5.3.4: every five seconds little is on its way for 200 ms")
  void probeRtt() {
    var begun = new ArrayList<Long>();
    var low = new ArrayList<Integer>();
    var bulk = bulk(DEEP, 70_000_000);
    @Var boolean before = false;
    @Var var goes = bulk.advance();
    while (goes) {
      boolean now =
          bulk.sender()
              .exists(
                  at ->
                      at.send().flight().congestion().isModelled()
                          && model(at).state() instanceof BbrState.ProbeRtt);
      if (now) {
        low.add(bulk.sender().get().send().flight().board().pipe());
      }
      if (now && !before) {
        begun.add(bulk.now());
      }
      before = now;
      goes = bulk.advance();
    }
    assertTrue(begun.size() <= 2, "in about eleven seconds: " + begun);
    assertEquals(5e9, begun.getFirst(), 1e9);
    assertTrue(low.stream().mapToInt(it -> it).min().getAsInt() <= 126_000, "half of it");
  }

  @Test
  @DisplayName("§5.5.10: what the path loses by itself is borne, up to what version 1 bears")
  void lossy() {
    double goodput = bulk(new Way(0.05, 10, 50, 200), 10_000_000).goodput();
    assertTrue(goodput > 35, "of at most 45: " + goodput);
  }

  @Test
  @DisplayName("§5.5.10.2: a short queue overflows now and then, and not for long")
  void shallow() {
    var bulk = bulk(new Way(0, 20, 50, 40), 25_000_000);
    double goodput = bulk.goodput();
    assertTrue(goodput > 40, "of at most 47: " + goodput);
    assertTrue(bulk.lost() < 0.02 * 25_000_000 / SEGMENT, "lost: " + bulk.lost());
  }

  @Test
  @DisplayName("§5.5.10: what is lost while frames come late now and then is borne as well")
  void lossyAndLate() {
    double goodput = bulk(new Way(0.02, 10, 10, 50, 200), 10_000_000).goodput();
    assertTrue(goodput > 30, "of at most 47: " + goodput);
  }

  /** How much of what came in twenty seconds came over the first of two. */
  private static double share(CongestionControl first, CongestionControl second, int queue) {
    var way = new Way(0, 10, 20, queue);
    var bulk = new SimBulk(way, Vector.of(first, second), Long.MAX_VALUE, 1);
    @Var boolean goes = true;
    while (goes && bulk.now() < Duration.ofSeconds(20).toNanos()) {
      goes = bulk.advance();
    }
    double all = bulk.received(0) + (double) bulk.received(1);
    assertTrue(all * 8e3 / bulk.now() > 17, "of 19 Mbit/s");
    return bulk.received(0) / all;
  }

  @Test
  @DisplayName("two share a path, with a short queue and a long one, and none starves")
  void fair() {
    assertEquals(0.5, share(CongestionControl.BBR, CongestionControl.BBR, 40), 0.15);
    assertEquals(0.5, share(CongestionControl.BBR, CongestionControl.CUBIC, 40), 0.3);
    assertEquals(0.5, share(CongestionControl.BBR, CongestionControl.CUBIC, 200), 0.3);
  }

  private static MonotonicTime at(long millis) {
    return new MonotonicTime(millis * 1_000_000);
  }

  @Test
  @DisplayName("§4.1.1.2: the rate is what arrived, in the longer of the times of going and coming")
  void rate() {
    @Var var delivery = DeliveryRate.NONE.departed(0, 10_000, at(100));
    delivery = delivery.arrived(10_000, at(100), 1, at(150)).next();
    delivery = delivery.departed(10_000, 20_000, at(150)).departed(20_000, 30_000, at(160));
    var first = delivery.arrived(5_000, at(150), 1, at(200));
    assertEquals(5_000.0 / 50_000_000, first.sample().get().rate());
    assertEquals(50_000_000, first.sample().get().way());
    var second = first.next().arrived(5_000, at(160), 1, at(210));
    assertEquals(10_000.0 / 60_000_000, second.sample().get().rate());
    assertEquals(0, second.next().missed(7).lost() - 7);
    assertEquals(1, second.next().departures().length(), "the others are forgotten");
    var quick = first.next().arrived(5_000, at(160), 100_000_000, at(210));
    assertEquals(0, quick.sample().get().rate(), "less than the shortest way: it tells nothing");
  }

  @Test
  @DisplayName("§4.1.1.3: while the user has nothing to send, samples say so")
  void limited() {
    var idle = DeliveryRate.NONE.limited(0).departed(0, 10_000, at(100));
    var sampled = idle.arrived(10_000, at(100), 1, at(150));
    assertTrue(sampled.sample().get().limited());
    assertEquals(0, sampled.next().limited(), "until that is over");
    var path = BbrPath.UNKNOWN.measured(sampled.sample().get(), 10_000, 10_000, 1, at(150));
    assertTrue(path.rate() > 0, "§5.5.4: it counts where it is more than was known");
    var slower = idle.arrived(1_000, at(100), 1, at(950)).sample().get();
    assertEquals(path.rate(), path.measured(slower, 1_000, 10_000, 2, at(950)).rate());
  }

  @Test
  @DisplayName("§5.5.6: the best of a cycle counts in the next one, and not in that after it")
  void cycles() {
    var sampled =
        DeliveryRate.NONE.departed(0, 10_000, at(100)).arrived(10_000, at(100), 1, at(150));
    var path = BbrPath.UNKNOWN.measured(sampled.sample().get(), 10_000, 10_000, 1, at(150));
    assertEquals(path.rate(), path.turned().rate());
    assertEquals(path.rate(), path.turned().turned().rate(), "nothing came meanwhile");
  }

  @Test
  @DisplayName("§5.5.10.3: while nothing more is tried, too much loss takes three tenths at most")
  void bounded() {
    var sampled =
        DeliveryRate.NONE.departed(0, 10_000, at(100)).arrived(5_000, at(100), 1, at(150));
    var bounds = BbrBounds.NONE.heard(sampled.sample().get(), true).adapted(1, 100_000);
    assertEquals(70_000, bounds.near());
    assertEquals(0.7, bounds.rate());
    assertEquals(BbrBounds.NONE.near(), bounds.loosened().near());
    assertEquals(BbrBounds.NONE.near(), bounds.restored(BbrBounds.NONE).near());
  }

  @Test
  @DisplayName(
      "a connection changes its mind, and back: the window stays, slow start does not return")
  void changed() {
    var cubic = Congestion.initial(new SeqNum(0), 1000).withWindow(50_000);
    var bbr = cubic.under(CongestionControl.BBR);
    assertTrue(bbr.isModelled() && !bbr.isSlowStart());
    assertEquals(50_000, bbr.repairing(1_000).window());
    assertEquals(50_000, bbr.reduced(1_000).window());
    assertEquals(50_000, bbr.restarted(1_000).window());
    var back = bbr.under(CongestionControl.CUBIC);
    assertTrue(!back.isSlowStart());
    assertEquals(50_000, back.window());
  }

  @Test
  @DisplayName("§5.6.4.4: after a timeout the window is what it was once all is repaired")
  void timeout() {
    var bulk = bulk(new Way(0, 20, 50, 1_000), 8_000_000);
    @Var var goes = true;
    while (goes && bulk.received() < 2_000_000) {
      goes = bulk.advance();
    }
    var at = bulk.sender().get();
    var now = new MonotonicTime(bulk.now()).plus(Duration.ofSeconds(9));
    var late = at.send().timedOut(SEGMENT, now);
    int window = at.send().flight().congestion().window();
    assertTrue(late.flight().congestion().window() < window);
    var undo = late.flight().recovery().undoing().get();
    assertEquals(window, undo.before().window());
  }
}
