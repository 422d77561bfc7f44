package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What `just grant` gives to an ordinary user, and what it does not. */
@SuppressWarnings("NullAway.Init")
class GrantIT {
  private static final Path SUITE = Path.of("/usr/local/lib/etherloom");
  private static final String COMMAND = "/usr/local/bin/etherloom-binder";
  private static final String SCRIPT = Lab.ROOT.resolve("logic/src/lab/grant.sh").toString();
  private static final String GROUP = "nogroup";

  Lab lab;
  Namespace client;
  Namespace other;
  boolean granted;

  @BeforeEach
  void start() {
    assumeTrue(Lab.IS_ROOT, "just grant needs root, and this is no root");
    assumeFalse(Files.exists(SUITE), "something is granted on this machine already");
    Lab.tool("setcap", "libcap2-bin");
    Lab.tool("cc", "gcc and libc6-dev");
    Lab.tool("ping", "iputils-ping");
    lab = Lab.open();
    other = lab.namespace();
    client = lab.client(other, "10.77.0.1/24");
    var java = "JAVA_HOME=" + System.getProperty("java.home");
    granted = true;
    var _ = Lab.run("env", java, SCRIPT, "--built", "--group", GROUP).orFail();
  }

  @AfterEach
  void stop() {
    if (granted) {
      var _ = Lab.run(SCRIPT, "--undo").orFail();
      assertFalse(Files.exists(SUITE) || Files.exists(Path.of(COMMAND)));
    }
    if (lab != null) {
      lab.close();
    }
  }

  /** A command as an ordinary user, member of {@code group} and of no other. */
  private static List<String> as(int user, String group, String... command) {
    var words = new ArrayList<>(List.of("setpriv", "--reuid=" + user, "--regid=" + group));
    words.addAll(List.of("--clear-groups", "--inh-caps=-all", "--ambient-caps=-all"));
    words.add("env"); // setpriv itself still has root's capabilities when it executes what follows
    words.addAll(List.of(command));
    return words;
  }

  private static Lab.Result ordinary(String group, String... command) {
    return Lab.run(as(Lab.USER, group, command).toArray(String[]::new));
  }

  @Test
  @DisplayName(
      "an ordinary user of the group starts the binder; it serves, without a capability left")
  void serves() throws Exception {
    var sockets = Files.createDirectory(lab.folder().resolve("own"));
    var _ = Lab.run("chown", Lab.USER + ":" + GROUP, sockets.toString()).orFail();
    var pair =
        List.of("--raw-to-logic", sockets + "/r.sock", "--logic-to-raw", sockets + "/l.sock");
    var command = as(Lab.USER, GROUP, "env", "JAVA_TOOL_OPTIONS=-Dhostile=1", "CLASSPATH=/tmp");
    command.addAll(List.of("JDK_JAVA_OPTIONS=-version", COMMAND, "--interface", "lab-stack"));
    command.addAll(pair);
    var binder = lab.start(other, "granted binder", command);
    var launcher = Lab.ROOT.resolve("logic/target/app/bin/logic").toString();
    var logicCommand = as(Lab.USER, GROUP, launcher, "run", "--ip", "10.77.0.2/24");
    logicCommand.addAll(pair);
    var logic = lab.start(lab.namespace(), "logic", logicCommand);
    var _ = logic.await("^ready: ");
    var _ = binder.await("peer at ");
    var ping = Ping.run(lab, client, "-c 10 -i 0.05", "10.77.0.2");
    assertTrue(ping.whole(), ping.output());
    for (var field : List.of("CapEff", "CapPrm", "CapInh", "CapAmb")) {
      var values = binder.ofThreads(field);
      assertTrue(values.stream().allMatch("0000000000000000"::equals), field + values);
    }
    assertFalse(
        binder.output().contains("JAVA_"), "no JVM option of the user's: " + binder.output());
    var uid = binder.ofThreads("Uid").getFirst();
    assertTrue(uid.startsWith(Lab.USER + "\t"), uid);
    // Its packet socket must not be taken out of it either (ptrace(2), pidfd_getfd(2)).
    var stolen = ordinary(GROUP, "ls", "-l", "/proc/" + binder.pid() + "/fd");
    assertNotEquals(
        0, stolen.exit(), "the user may look into the granted process: " + stolen.output());
  }

  @Test
  @DisplayName("nobody else may start it, and what it starts is fixed")
  void refuses() {
    assertNotEquals(0, ordinary("" + Lab.USER, COMMAND, "--help").exit());
    assertEquals(0, ordinary(GROUP, COMMAND, "--help").exit());
    assertEquals(2, ordinary(GROUP, COMMAND, "--keep-privileges").exit());
    assertEquals(2, ordinary(GROUP, COMMAND, "@/etc/hostname").exit());
    var writable =
        Lab.run(
            "find",
            SUITE.toString(),
            "!",
            "-user",
            "root",
            "-o",
            "-perm",
            "/022",
            "!",
            "-type",
            "l");
    assertEquals("", writable.output(), "all of it is root's alone");
    var java = ordinary(GROUP, SUITE + "/java/bin/java", "-version");
    assertEquals(0, java.exit(), java.output());
    assertEquals(
        "", Lab.run("getcap", "-r", SUITE + "/java").output(), "Java itself has no capability");
  }
}
