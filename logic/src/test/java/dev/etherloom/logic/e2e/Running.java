package dev.etherloom.logic.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process that a test started, with all that it printed so far, stdout and stderr together. */
final class Running implements AutoCloseable {
  /** As long as a machine may be held up whose cores are lent to others. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String name;
  private final Process process;
  private final StringBuilder output = new StringBuilder();
  private final Thread reader;

  private Running(String name, Process process) {
    this.name = name;
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().start(this::read);
  }

  /** Starts a command, with the signals' default dispositions, in the folder {@code where}. */
  static Running start(String name, Path where, List<String> command) throws IOException {
    var whole = Stream.concat(Stream.of("env", "--default-signal"), command.stream()).toList();
    var builder = new ProcessBuilder(whole).directory(where.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    var process = builder.start();
    process.getOutputStream().close();
    return new Running(name, process);
  }

  private void read() {
    try (var lines =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        print(line);
      }
    } catch (IOException e) {
      print(e.toString());
    }
  }

  private synchronized void print(String line) {
    output.append(line).append('\n');
  }

  long pid() {
    return process.pid();
  }

  @Override
  public String toString() {
    return name;
  }

  boolean alive() {
    return process.isAlive();
  }

  synchronized String output() {
    return output.toString();
  }

  /** Waits until the output has {@code pattern} from {@code from} on; fails with the output. */
  MatchResult await(String pattern, int from) {
    var compiled = Pattern.compile(pattern, Pattern.MULTILINE);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      boolean ended = !process.isAlive() && !reader.isAlive();
      var text = output();
      var matcher = compiled.matcher(text);
      if (matcher.find(Math.min(from, text.length()))) {
        return matcher.toMatchResult();
      }
      if (ended || System.nanoTime() > end) {
        throw new AssertionError(
            "%s %s and printed no /%s/:%n%s"
                .formatted(name, ended ? "ended" : "went on", pattern, output()));
      }
      Lab.sleep(5);
    }
  }

  /** The same, from its beginning on. */
  MatchResult await(String pattern) {
    return await(pattern, 0);
  }

  /** Sends a signal by its name, as "USR1". */
  void signal(String signal) {
    try {
      var _ = new ProcessBuilder("kill", "-" + signal, "" + pid()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The exit code, once it ended and its output is complete; fails where it does not end. */
  int exit() {
    return exit(PATIENCE);
  }

  /** The same with a limit of its own. */
  int exit(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(name + " did not end within " + limit + ":\n" + output());
      }
      reader.join(Duration.ofSeconds(2));
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void kill() {
    signal("KILL");
    var _ = exit();
  }

  /** The value of a field of /proc/PID/status, for each of the process's threads. */
  List<String> ofThreads(String field) throws IOException {
    try (var tasks = Files.list(Path.of("/proc/" + pid() + "/task"))) {
      return tasks.map(task -> statusField(task, field)).toList();
    }
  }

  private static String statusField(Path task, String field) {
    try {
      return Files.readAllLines(task.resolve("status")).stream()
          .filter(line -> line.startsWith(field + ":"))
          .map(line -> line.substring(field.length() + 1).strip())
          .findFirst()
          .orElse("absent");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** CPU time used so far, in clock ticks of 10 ms (proc(5): utime and stime). */
  long cpuTicks() throws IOException {
    var stat = Files.readString(Path.of("/proc/" + pid() + "/stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  /** How often its threads gave their core away so far (proc(5): voluntary_ctxt_switches). */
  long wakings() throws IOException {
    return ofThreads("voluntary_ctxt_switches").stream().mapToLong(Long::parseLong).sum();
  }

  /** Resident memory in MB. */
  long residentMegabytes() {
    var text = statusField(Path.of("/proc/" + pid()), "VmRSS");
    return Long.parseLong(text.replaceAll("\\D", "")) / 1024;
  }

  /** What of it stands in large pages, in MB. */
  long largePageMegabytes() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + pid() + "/smaps_rollup"))) {
      var large = lines.filter(line -> line.startsWith("AnonHugePages:")).findFirst().orElseThrow();
      return Long.parseLong(large.replaceAll("\\D", "")) / 1024;
    }
  }

  /** Asks the process to end, waits, insists. */
  @Override
  public void close() {
    if (process.isAlive()) {
      signal("TERM");
      try {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          signal("KILL");
        }
      } catch (InterruptedException e) {
        signal("KILL");
      }
    }
    var _ = exit();
  }
}
