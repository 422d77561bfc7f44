package dev.etherloom.logic.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import io.vavr.Tuple2;
import io.vavr.collection.Vector;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fuzzing starts from and what it found, shown to every target again; without a fuzzer. */
class CorpusTest {
  private static final int LONG = 0x4000;

  @ParameterizedTest
  @EnumSource
  void corpus(Target target) {
    var seeds = Seeds.written(target);
    assertTrue(seeds.length() > 5, "a target without seeds");
    show(target, seeds.appendAll(Seeds.found(target)).appendAll(Seeds.captured(target)));
  }

  /** Cut to half, and what comes of an input that goes on and on. */
  @ParameterizedTest
  @EnumSource
  void cutAndRepeated(Target target) {
    var seeds = Seeds.written(target);
    show(target, seeds.map(it -> it.map2(octets -> octets.first(octets.length() / 2))));
    show(target, seeds.map(it -> it.map2(CorpusTest::repeated)));
    target.check(new byte[0]);
    target.check(new byte[LONG]);
  }

  private static void show(Target target, Vector<Tuple2<String, Slice>> inputs) {
    for (var input : inputs) {
      try {
        target.check(input._2.toBytes());
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(target + ", " + input._1 + ": " + input._2, e);
      }
    }
  }

  private static Slice repeated(Slice octets) {
    if (octets.isEmpty()) {
      return octets;
    }
    var out = Writer.allocate(LONG + octets.length());
    while (out.length() < LONG) {
      out.put(octets);
    }
    return out.written();
  }

  @Test
  void everyTargetIsFuzzed() {
    assertEquals(
        Vector.of(Target.values()).map(Target::label).toSet(),
        Vector.ofAll(Arrays.asList(FuzzTargets.class.getDeclaredMethods()))
            .map(it -> it.getName())
            .toSet());
  }
}
