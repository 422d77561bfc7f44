package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Both halves at work on an interface, each with no more than it needs: as root the binder becomes
 * nobody by itself and logic runs as another user; logic has a network namespace without any
 * interface.
 */
final class Stack {
  private final Lab lab;
  private final Namespace where;
  private final Namespace empty;
  private final Path sockets;
  private final List<String> binderOptions = new ArrayList<>();
  private final List<String> logicCommand = new ArrayList<>();
  private Running binder;
  private Running logic;

  /** Nothing runs yet. {@code link} is "--interface NAME" or "--tap NAME". */
  Stack(Lab lab, Namespace where, String name, String link) {
    assumeTrue(
        Files.isExecutable(launcher("binder")) && Files.isExecutable(launcher("logic")),
        "the launchers are not built: just build");
    this.lab = lab;
    this.where = where;
    this.empty = lab.namespace();
    this.sockets = lab.sockets(name);
    binderOptions.addAll(List.of(link.split(" ", -1)));
    logicCommand.add("run");
  }

  /** On {@code lab-stack}. */
  Stack(Lab lab, Namespace where) {
    this(lab, where, "sockets", "--interface lab-stack");
  }

  /** With -Detherloom.shards=N every test that runs a stack does so in N shards. */
  private List<String> shards() {
    var number = System.getProperty("etherloom.shards");
    boolean asked =
        number != null
            && logicCommand.getFirst().equals("run")
            && !logicCommand.contains("--shards");
    return asked ? List.of("--shards", number) : List.of();
  }

  /** On {@code lab-stack}, answering to 10.77.0.2, and ready. */
  static Stack ready(Lab lab, Namespace where) {
    var stack = new Stack(lab, where).ip("10.77.0.2/24");
    stack.start();
    return stack;
  }

  /** The same, answering to fd77::2 too, once that proved free. */
  static Stack both(Lab lab, Namespace where) {
    var stack = new Stack(lab, where).ip("10.77.0.2/24").logicOptions("--ip6", "fd77::2/64");
    stack.start();
    var _ = stack.logic.await("fd77::2 is usable");
    return stack;
  }

  private static Path launcher(String half) {
    return Lab.ROOT.resolve(half + "/target/app/bin/" + half);
  }

  Stack ip(String address) {
    return logicOptions("--ip", address);
  }

  /** In place of "run", as "work". */
  Stack command(String name) {
    logicCommand.set(0, name);
    return this;
  }

  Stack logicOptions(String... options) {
    logicCommand.addAll(List.of(options));
    return this;
  }

  Stack binderOptions(String... options) {
    binderOptions.addAll(List.of(options));
    return this;
  }

  Path rawToLogic() {
    return sockets.resolve("raw_to_logic.sock");
  }

  Path logicToRaw() {
    return sockets.resolve("logic_to_raw.sock");
  }

  private List<String> pair() {
    var paths =
        List.of("--raw-to-logic", rawToLogic().toString(), "--logic-to-raw", "" + logicToRaw());
    return Lab.IS_ROOT
        ? Stream.concat(paths.stream(), Stream.of("--socket-group", "" + Lab.GROUP)).toList()
        : paths;
  }

  /** Starts both halves, and waits until they answer. */
  void start() {
    var _ = startBinder();
    var _ = startLogic();
    awaitReady();
  }

  Running startBinder() {
    var command = new ArrayList<>(List.of(readable("binder")));
    command.addAll(binderOptions);
    command.addAll(pair());
    binder = lab.start(where, "binder", command);
    return binder;
  }

  Running startLogic() {
    logic = lab.start(empty, "logic", logicCommandLine());
    return logic;
  }

  /** The whole command that runs logic, without privilege. */
  List<String> logicCommandLine() {
    var command = new ArrayList<>(List.of("setpriv", "--no-new-privs", "--bounding-set=-all"));
    command.addAll(List.of("--inh-caps=-all", "--ambient-caps=-all"));
    if (Lab.IS_ROOT) {
      command.addAll(List.of("--reuid", "" + Lab.USER, "--regid", "" + Lab.USER));
      command.addAll(List.of("--groups", "" + Lab.GROUP));
    }
    command.add(readable("logic"));
    command.addAll(logicCommand);
    command.addAll(shards());
    command.addAll(pair());
    return command;
  }

  /** The launcher, from where other users may read it. */
  private String readable(String half) {
    var launcher = launcher(half).toString();
    var asUser =
        List.of("setpriv", "--reuid=" + Lab.USER, "--clear-groups", "test", "-x", launcher);
    if (!Lab.IS_ROOT || Lab.succeeds(asUser.toArray(String[]::new))) {
      return launcher;
    }
    var copy = lab.folder().resolve(half);
    if (!Files.exists(copy)) {
      var app = Lab.ROOT.resolve(half + "/target/app").toString();
      var _ = Lab.run("cp", "-rL", "--preserve=timestamps", app, copy.toString()).orFail();
      var _ = Lab.run("chmod", "-R", "a+rX", copy.toString()).orFail();
    }
    return copy.resolve("bin/" + half).toString();
  }

  void awaitReady() {
    var _ = logic.await("^ready: ");
  }

  /** Waits until the binder serves its link and has met logic. */
  void awaitPeer() {
    var _ = binder.await("peer at ");
  }

  Running binder() {
    return binder;
  }

  Running logic() {
    return logic;
  }

  /** The stack's MAC address as logic said it. */
  String mac() {
    return logic.await("^ready: (\\S+)").group(1);
  }

  /** What a half prints on SIGUSR1. */
  static String counters(Running half) {
    int from = half.output().length();
    half.signal("USR1");
    var _ = half.await("\\d", from);
    Lab.sleep(200);
    return half.output().substring(from);
  }

  /** The number that the group of a pattern finds in counters, in which it has to be. */
  static long count(String counters, String pattern) {
    var matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(counters);
    assertTrue(matcher.find(), counters);
    return Long.parseLong(matcher.group(1));
  }

  boolean socketsAreGone() throws IOException {
    try (var files = Files.list(sockets)) {
      return files.findAny().isEmpty();
    }
  }
}
