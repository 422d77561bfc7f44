package dev.etherloom.logic.shell;

import dev.etherloom.logic.http.HttpResponder;
import dev.etherloom.logic.http.WallClock;
import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a web server's content and its clock as they are outside: looks once a second, and less
 * often at a directory so large that looking takes more than a twentieth of that. What changed
 * makes a new responder; nothing else does.
 */
final class SiteWatch {
  private static final Logger LOG = LoggerFactory.getLogger(SiteWatch.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration CLOCK_PERIOD = Duration.ofSeconds(10);
  private static final long MAX_DRIFT = Duration.ofMillis(500).toNanos();
  private static final int MAX_WARNINGS = 100;

  private final Option<SiteLoader> loader;
  private final Option<Path> directory;
  private final Consumer<HttpResponder> next;
  private HttpResponder current;
  private SiteLoader.Content content = SiteLoader.Content.NONE;
  private Set<String> warned = HashSet.empty();
  private Set<String> warnings = HashSet.empty();

  /**
   * Loads the directory; without one only the clock is looked at, every ten seconds.
   *
   * @param next is given each new responder, the first one too, on the thread that looks
   * @throws ConfigException where the directory cannot be read
   */
  SiteWatch(Option<Path> directory, HttpResponder start, Consumer<HttpResponder> next) {
    this.directory = directory;
    this.next = next;
    loader = directory.map(dir -> new SiteLoader(dir, SiteLoader.defaultOctets(), this::warn));
    current = start.with(clock());
    try {
      load();
    } catch (IOException e) {
      throw new ConfigException("--www " + directory.get() + ": cannot be read: " + e.getMessage());
    }
    warned = warnings;
    next.accept(current);
  }

  /** Looks from now on, on a thread of its own that does not keep the process. */
  void start() {
    var _ = Thread.ofPlatform().daemon().name("site").start(this::watch);
  }

  private void watch() {
    var period = loader.isDefined() ? PERIOD : CLOCK_PERIOD;
    try {
      while (true) {
        long began = System.nanoTime();
        look();
        long took = System.nanoTime() - began;
        Thread.sleep(Duration.ofNanos(Math.max(period.toNanos(), 20 * took)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once. */
  void look() {
    var before = current;
    warnings = HashSet.empty();
    try {
      load();
    } catch (IOException | RuntimeException e) {
      warn(directory.get() + ": cannot be read, so what was read before is served: " + e);
    }
    warned = warnings;
    var clock = clock();
    if (current
        .clock()
        .forAll(one -> Math.abs(one.nanosAtZero() - clock.nanosAtZero()) > MAX_DRIFT)) {
      current = current.with(clock);
    }
    if (current != before) {
      next.accept(current);
    }
  }

  private void load() throws IOException {
    var now = loader.isDefined() ? loader.get().load(content) : content;
    if (now != content) {
      content = now;
      current = current.with(now.site());
      LOG.info("{}: {} files, {} octets", directory.get(), now.files().size(), now.octets());
    }
  }

  /** Each once, until it was not so for a time. */
  private void warn(String warning) {
    if (warnings.size() < MAX_WARNINGS
        && !warned.contains(warning)
        && !warnings.contains(warning)) {
      LOG.warn("{}", warning);
    }
    warnings = warnings.size() < MAX_WARNINGS ? warnings.add(warning) : warnings;
  }

  /** What time it is: the one place where the server's time of day comes from. */
  static WallClock clock() {
    var now = Instant.now();
    long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    return WallClock.showing(nanos, new MonotonicTime(System.nanoTime()));
  }
}
