package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The bench still measures; what it measures is no test's matter. */
@SuppressWarnings("NullAway.Init")
class BenchIT {
  private static final String SCRIPTS = Lab.ROOT.resolve("logic/src/bench").toString();

  Lab lab;

  @BeforeEach
  void start() {
    lab = Lab.open();
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private Running bench(String words) {
    var kept = "ETHERLOOM_BENCH=" + lab.folder().resolve("kept");
    var command = java.util.List.of(("env " + kept + " " + SCRIPTS + "/" + words).split(" ", -1));
    return lab.startHere("just bench", command);
  }

  @Test
  @DisplayName("just bench --quick: a part each for echoes and for idle connections, one table")
  void parts() throws Exception {
    Lab.tool("cc", "gcc and libc6-dev");
    Lab.tool("ping", "iputils-ping");
    var json = lab.folder().resolve("figures.json");
    var run = bench("bench.sh --quick --built --only relay,idle --json " + json);
    assertEquals(0, run.exit(Duration.ofMinutes(10)), run.output());
    var table = run.output();
    assertTrue(table.contains("| figure"), table);
    assertTrue(table.contains("echoes/s, saturated, 56 octets"), table);
    assertTrue(table.contains("heap of each of 10,000 idle connections"), table);
    assertTrue(table.contains("of 1,000 asked at random, answered"), table);
    var figures = Files.readString(json);
    assertTrue(figures.contains("\"relay.ratio/relay-mmsg.echoes_per_s\": "), figures);
    assertTrue(figures.contains("\"idle.ours.answered_10000\": 1000"), figures);
  }

  @Test
  @DisplayName("the bench's Java compiles, and draws curves of the points it is given")
  void java() throws Exception {
    var listed = bench("jmh.sh -l");
    int exit = listed.exit(Duration.ofMinutes(10));
    assumeFalse(listed.output().contains("could not be had"), "no package registry here");
    assertEquals(0, exit, listed.output());
    assertTrue(listed.output().contains("StepBenchmark.request"), listed.output());
    var points = lab.folder().resolve("points");
    var svg = lab.folder().resolve("load.svg");
    var _ = Files.writeString(points, "kernel 1000 1000 50 90 200\nours 1000 990 70 400 9000\n");
    var target = Lab.ROOT.resolve("logic/target/bench/classes").toString();
    var java = System.getProperty("java.home") + "/bin/java";
    var _ =
        Lab.run(
                java,
                "-cp",
                target,
                "dev.etherloom.bench.Curves",
                points.toString(),
                svg.toString())
            .orFail();
    var drawn = Files.readString(svg);
    assertTrue(drawn.startsWith("<svg") && drawn.contains("Etherloom, p99.9"), drawn);
  }
}
