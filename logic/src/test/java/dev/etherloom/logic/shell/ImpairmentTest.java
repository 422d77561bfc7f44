package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImpairmentTest {
  private static final int FRAMES = 20_000;
  private static final long GAP = 100_000;

  private final AtomicInteger lost = new AtomicInteger();

  private List<Integer> pass(String how) {
    var impairment = new Impairment(ImpairmentOptions.parse(how).get(), 1, lost::incrementAndGet);
    var order = new ArrayList<Integer>();
    for (int i = 0; i < FRAMES; i++) {
      impairment.offer(Slice.of(i >> 16, i >> 8, i).from(0), i * GAP);
      drain(impairment, i * GAP, order);
    }
    drain(impairment, Long.MAX_VALUE, order);
    return order;
  }

  private static void drain(Impairment impairment, long now, List<Integer> order) {
    for (@Var var frame = impairment.poll(now); frame != null; frame = impairment.poll(now)) {
      order.add(frame.u8(0) << 16 | frame.u16(1));
    }
  }

  @Test
  void loses() {
    int passed = pass("drop=20%,seed=7").size();
    assertEquals(FRAMES, passed + lost.get());
    assertTrue(lost.get() > FRAMES * 0.18 && lost.get() < FRAMES * 0.22, "lost " + lost);
  }

  @Test
  void doubles() {
    int passed = pass("dup=10%,seed=7").size();
    assertTrue(passed > FRAMES * 1.09 && passed < FRAMES * 1.11, "passed " + passed);
  }

  @Test
  void reorders() {
    var order = pass("reorder=5%,seed=7");
    assertEquals(FRAMES, order.stream().distinct().count());
    @Var long overtaken = 0;
    for (int i = 1; i < order.size(); i++) {
      overtaken += order.get(i) < order.get(i - 1) ? 1 : 0;
    }
    assertTrue(overtaken > FRAMES * 0.03, "overtaken " + overtaken);
  }

  @Test
  void delays() {
    var impairment = new Impairment(ImpairmentOptions.parse("delay=10ms").get(), 1, () -> {});
    impairment.offer(Slice.of(1), 5);
    assertEquals(10_000_005, impairment.nextDue());
    assertEquals(null, impairment.poll(10_000_004));
    assertEquals(Slice.of(1), impairment.poll(10_000_005));
    assertEquals(Long.MAX_VALUE, impairment.nextDue());
  }

  @Test
  void theSameSeedDecidesTheSameWay() {
    assertEquals(
        pass("drop=5%,dup=5%,reorder=5%,seed=3"), pass("drop=5%,dup=5%,reorder=5%,seed=3"));
  }

  @Test
  void holdsABoundedNumber() {
    var impairment =
        new Impairment(ImpairmentOptions.parse("delay=1s").get(), 1, lost::incrementAndGet);
    for (int i = 0; i < Impairment.MAX_HELD + 10; i++) {
      impairment.offer(Slice.EMPTY, 0);
    }
    assertEquals(10, lost.get());
  }

  @ParameterizedTest
  @CsvSource({
    "drop=101%, a percentage",
    "drop=2, a percentage",
    "delay=10, a time",
    "delay=61s, at most 60s",
    "seed=x, a whole number",
    "loss=2%, known are",
    "'', known are"
  })
  void refuses(String how, String why) {
    assertTrue(ImpairmentOptions.parse(how).getLeft().contains(why));
  }
}
