package dev.etherloom.logic.tcp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.logic.testkit.SimCapture;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whole stacks over made-up networks. Each seed draws its own; {@code -Dsimulation.seeds=N} and
 * {@code -Dsimulation.first=S} say how many and from where on. What a seed that fails had on the
 * wire is kept under {@code target/simulation}, as each of the two hosts saw it.
 */
class SimulationTest {
  private static final long USUAL = 2_000;
  private static final int MOST_TOLD = 5;

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @DisplayName("over any network the octets arrive, no rule is broken, and every connection ends")
  void seeds() {
    long first = Long.getLong("simulation.first", 0);
    long count = Long.getLong("simulation.seeds", USUAL);
    var outcomes =
        LongStream.range(first, first + count)
            .parallel()
            .mapToObj(SimulationTest::outcome)
            .toList();
    System.out.println(
        outcomes.stream().flatMap(Either::toJavaStream).reduce(SimTally.NONE, SimTally::plus));
    var failures = outcomes.stream().filter(Either::isLeft).map(Either::getLeft).toList();
    assertTrue(failures.isEmpty(), () -> told(failures));
  }

  private static Either<String, SimTally> outcome(long seed) {
    var simulation = new Simulation(seed, List.of());
    try {
      simulation.run();
      return Either.right(simulation.tally());
    } catch (AssertionError | RuntimeException wrong) {
      return Either.left(
          "seed %d: %s%n%s  kept as %s; repeat with: just simulate 1 %d"
              .formatted(seed, wrong, simulation.report(), captured(seed), seed));
    }
  }

  private static String told(List<String> failures) {
    return "%d failed, of which:%n".formatted(failures.size())
        + String.join("\n", failures.subList(0, Math.min(MOST_TOLD, failures.size())));
  }

  /** Runs it again, which gives the same, and writes it down. */
  private static String captured(long seed) {
    var folder = Path.of("target", "simulation");
    try (var one = new SimCapture(0, folder.resolve("seed-%d-host0.pcapng".formatted(seed)));
        var other = new SimCapture(1, folder.resolve("seed-%d-host1.pcapng".formatted(seed)))) {
      new Simulation(seed, List.of(one, other)).run();
      return "nothing, since all went well when it was repeated";
    } catch (AssertionError | RuntimeException again) {
      return folder + "/seed-%d-*.pcapng".formatted(seed);
    } catch (IOException e) {
      return "nothing: " + e;
    }
  }
}
