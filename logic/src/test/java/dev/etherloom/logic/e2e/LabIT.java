package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** `just run` and its neighbors, as a person uses them. */
@SuppressWarnings("NullAway.Init")
class LabIT {
  private static final String SCRIPTS = Lab.ROOT.resolve("logic/src/lab").toString();

  Lab lab;

  @BeforeEach
  void start() {
    lab = Lab.open();
    Lab.tool("ping", "iputils-ping");
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private Running run(String... options) {
    var command = new java.util.ArrayList<>(List.of(SCRIPTS + "/run.sh", "--built"));
    command.addAll(List.of(options));
    return lab.startHere("just run", command);
  }

  private static Path folder(Running run) {
    return Path.of(run.await("sockets in (\\S+)/sockets").group(1));
  }

  private static List<String> pids(Path folder) throws Exception {
    return Files.readAllLines(folder.resolve("pids")).stream()
        .map(line -> line.split(" ", -1)[0])
        .toList();
  }

  /** Whether processes and folder of a lab are gone, within two seconds. */
  private static boolean gone(Path folder, List<String> pids) {
    long start = System.nanoTime();
    try (var machine = new HeldUp()) {
      while (Files.exists(folder)
          || pids.stream().anyMatch(pid -> Files.exists(Path.of("/proc", pid)))) {
        if ((System.nanoTime() - start) / 1_000_000 > 2000 + machine.millis()) {
          return false;
        }
        Lab.sleep(50);
      }
    }
    return true;
  }

  @Test
  @DisplayName(
      "just run shows round trips, just shell reaches the stack, Ctrl-C leaves nothing behind")
  void runShellEnd() throws Exception {
    var run = run();
    var _ = run.await("Ctrl-C ends it all");
    assertTrue(run.output().contains("5 packets transmitted, 5 received"), run.output());
    var shell = Lab.run(SCRIPTS + "/shell.sh", "ping", "-c", "3", "-i", "0.1", "10.77.0.2");
    assertTrue(shell.output().contains("3 received"), shell.output());
    var folder = folder(run);
    var pids = pids(folder);
    assertTrue(pids.size() >= 4, "holders and halves: " + pids);
    run.signal("INT");
    assertEquals(0, run.exit(), run.output());
    assertTrue(gone(folder, pids), "left behind: " + folder + " or one of " + pids);
  }

  @Test
  @DisplayName(
      "two labs at once do not disturb each other; one that is killed outright leaves nothing")
  void twoAtOnce() throws Exception {
    var one = run();
    var two = run();
    for (var run : List.of(one, two)) {
      var _ = run.await("Ctrl-C ends it all");
      assertTrue(run.output().contains("5 received"), run.output());
    }
    var folder = folder(one);
    var pids = pids(folder);
    one.kill();
    assertTrue(gone(folder, pids), "left behind: " + folder + " or one of " + pids);
    assertTrue(two.alive());
    var shell = Lab.run(SCRIPTS + "/shell.sh", "ping", "-c", "1", "10.77.0.2");
    assertTrue(shell.output().contains("1 received"), shell.output());
    two.signal("TERM");
    assertEquals(0, two.exit(), two.output());
  }

  @Test
  @DisplayName("a half that is killed is started again")
  void startedAgain() throws Exception {
    var run = run();
    var _ = run.await("Ctrl-C ends it all");
    var env = Files.readString(folder(run).resolve("lab.env"));
    for (var half : List.of("LOGIC_PID", "BINDER_PID")) {
      var matcher = Pattern.compile(half + "=(\\d+)").matcher(env);
      assertTrue(matcher.find(), env);
      assertTrue(Lab.succeeds("kill", "-9", matcher.group(1)));
    }
    var _ = run.await("the logic was killed");
    @Var var answers = "";
    for (int i = 0; i < 40 && !answers.contains("3 received"); i++) {
      Lab.sleep(1000);
      answers =
          Lab.run(SCRIPTS + "/shell.sh", "ping", "-c", "3", "-i", "0.2", "10.77.0.2").output();
    }
    assertTrue(answers.contains("3 received"), answers);
  }

  @Test
  @DisplayName("wrong options end it with the half's own message, and leave nothing behind")
  void wrongOption() throws Exception {
    var run = run("--frobnicate");
    assertEquals(1, run.exit(), run.output());
    assertTrue(run.output().contains("--frobnicate"), run.output());
    assertFalse(Files.exists(folder(run)));
  }

  @Test
  @DisplayName("just units prints units that systemd takes")
  void units() {
    Lab.tool("systemd-analyze", "systemd");
    var java = System.getProperty("java.home");
    var prefix = lab.folder().toString();
    for (var half : List.of("binder", "logic")) {
      var _ = Lab.run("install", "-D", "/bin/true", prefix + "/" + half + "/bin/" + half).orFail();
    }
    var command =
        List.of(
            "env",
            "JAVA_HOME=" + java,
            SCRIPTS + "/units.sh",
            "--prefix",
            prefix,
            "--write",
            prefix);
    var _ = Lab.run(command.toArray(String[]::new)).orFail();
    var verified =
        Lab.run(
            "systemd-analyze",
            "verify",
            prefix + "/etherloom-binder.service",
            prefix + "/etherloom-logic.service");
    assertEquals(0, verified.exit(), verified.output());
    assertFalse(verified.output().contains("etherloom"), verified.output());
  }
}
