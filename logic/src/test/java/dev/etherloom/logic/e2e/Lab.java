package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Network namespaces and processes for one test class. Root makes the namespaces directly, anybody
 * else inside a user namespace; where neither can be done the tests are skipped. What was started
 * is ended, in reverse order, when the lab is closed.
 */
final class Lab implements AutoCloseable {
  static final Path ROOT =
      Path.of(System.getProperty("etherloom.root", "..")).toAbsolutePath().normalize();
  static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

  /** Logic's user, and the group of both halves, where root runs the tests. */
  static final int USER = 64977;

  static final int GROUP = 64978;

  private final List<Running> started = new ArrayList<>();
  private final Path folder;
  private OptionalLong root = OptionalLong.empty();

  private Lab(Path folder) {
    this.folder = folder;
  }

  /** A lab, or a skipped test with the reason. */
  static Lab open() {
    tool("unshare", "util-linux");
    tool("nsenter", "util-linux");
    tool("ip", "iproute2");
    if (!IS_ROOT) {
      tool("perl", "perl-base");
    }
    assumeTrue(
        IS_ROOT || succeeds("unshare", "-Urn", "true"),
        "this user can make no network namespaces here (not root, and user namespaces are off)");
    try {
      var folder = Files.createTempDirectory(Path.of("/tmp"), "etherloom-it-");
      var _ = run("chmod", "711", folder.toString());
      return new Lab(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Skips the test where a program is missing, and names the Debian package that has it. */
  static void tool(String name, String debianPackage) {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/sbin:/sbin";
    boolean found =
        Stream.of(path.split(":", -1)).anyMatch(dir -> Files.isExecutable(Path.of(dir, name)));
    assumeTrue(found, name + " is missing (Debian package " + debianPackage + ")");
  }

  static boolean succeeds(String... command) {
    return run(command).exit() == 0;
  }

  /** Runs a command outside of any namespace, for {@link Running#PATIENCE} at most. */
  static Result run(String... command) {
    try (var running = Running.start(command[0], Path.of("/"), List.of(command))) {
      int exit = running.exit();
      return new Result(exit, running.output());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command printed, and how it ended. */
  record Result(int exit, String output) {
    /** The output, of a command that has to succeed. */
    String orFail() {
      if (exit != 0) {
        throw new AssertionError("exit " + exit + ":\n" + output);
      }
      return output;
    }
  }

  Path folder() {
    return folder;
  }

  /** A folder in which both halves make their sockets: 2770, of their group. */
  Path sockets(String name) {
    try {
      var sockets = Files.createDirectory(folder.resolve(name));
      if (IS_ROOT) {
        var _ = Files.setAttribute(sockets, "unix:gid", GROUP);
      }
      var _ = run("chmod", "2770", sockets.toString()).orFail();
      return sockets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new, empty network namespace. */
  Namespace namespace() {
    if (IS_ROOT) {
      return new Namespace(hold(List.of("unshare", "-n")), OptionalLong.empty());
    }
    if (root.isEmpty()) {
      root = OptionalLong.of(hold(List.of("unshare", "-Ur")));
    }
    var uid = run("id", "-u").orFail().strip();
    return new Namespace(
        hold(Namespace.within(root, List.of("unshare", "-Un", "--map-user=" + uid))), root);
  }

  /** Starts a process that does nothing but keep the namespaces which {@code command} makes. */
  private long hold(List<String> command) {
    var words = Stream.concat(command.stream(), Stream.of("sleep", "infinity")).toList();
    var holder = startHere("holder", words);
    var name = Path.of("/proc/" + holder.pid() + "/comm");
    for (int i = 0; i < 1000 && !read(name).equals("sleep\n"); i++) {
      if (!holder.alive()) {
        abort("no network namespace: " + holder.output());
      }
      sleep(5);
    }
    return holder.pid();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  /** A pair of connected interfaces, both up, without addresses of the kernel's own making. */
  void veth(Namespace a, String nameA, Namespace b, String nameB) {
    ip(a, "link add " + nameA + " type veth peer name " + nameB + " netns " + b.holder());
    ip(a, "link set " + nameA + " addrgenmode none");
    ip(b, "link set " + nameB + " addrgenmode none");
    ip(a, "link set " + nameA + " up");
    ip(b, "link set " + nameB + " up");
  }

  /**
   * A new namespace, of the kernel's own stack, at the other end of a link: its {@code lab-client},
   * with these addresses, is joined with {@code lab-stack} in that namespace.
   */
  Namespace client(Namespace stack, String... addresses) {
    var client = namespace();
    veth(client, "lab-client", stack, "lab-stack");
    for (var address : addresses) {
      boolean ip6 = address.contains(":");
      ip(client, "address add " + address + " dev lab-client" + (ip6 ? " nodad" : ""));
    }
    return client;
  }

  /** Runs ip with the words of {@code arguments}; it has to succeed. */
  void ip(Namespace where, String arguments) {
    var _ = run(where, ("ip " + arguments).split(" ", -1)).orFail();
  }

  /** Runs a command in a namespace, for {@link Running#PATIENCE} at most. */
  Result run(Namespace where, String... command) {
    return run(where.command(List.of(command)).toArray(String[]::new));
  }

  Running start(Namespace where, String name, List<String> command) {
    return startHere(name, where.command(command));
  }

  Running startHere(String name, List<String> command) {
    try {
      var running = Running.start(name, folder, command);
      started.add(running);
      return running;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts tcpdump on {@code lab-client} with these options; from here on it sees all frames. */
  Running tcpdump(Namespace client, String... options) {
    var words = "tcpdump --immediate-mode -Z root -n -i lab-client".split(" ", -1);
    var command = Stream.concat(Stream.of(words), Stream.of(options)).toList();
    var running = startHere("tcpdump", client.recorder(command));
    var _ = running.await("listening on");
    return running;
  }

  /** Compiles a C source of the bench folder; the program's path. */
  String compile(String source) {
    tool("cc", "gcc and libc6-dev");
    var program = folder.resolve(source.replace(".c", "")).toString();
    var _ =
        run("cc", "-O2", "-o", program, ROOT.resolve("logic/src/bench/" + source).toString())
            .orFail();
    return program;
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    started.reversed().forEach(Running::close);
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
