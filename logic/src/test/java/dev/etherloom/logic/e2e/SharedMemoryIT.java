package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames between the halves: through memory that both share, or as datagrams alone. */
@SuppressWarnings("NullAway.Init")
class SharedMemoryIT {
  private static final String MEMORY = "etherloom frames";

  Lab lab;
  Namespace client;
  Namespace other;

  @BeforeEach
  void start() {
    lab = Lab.open();
    Lab.tool("ping", "iputils-ping");
    Lab.tool("curl", "curl");
    other = lab.namespace();
    client = lab.client(other, "10.77.0.1/24");
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private static boolean maps(Running half) throws IOException {
    return Files.readString(Path.of("/proc/" + half.pid() + "/maps")).contains(MEMORY);
  }

  private static long descriptors(Running half) throws IOException {
    try (var all = Files.list(Path.of("/proc/" + half.pid() + "/fd"))) {
      return all.count();
    }
  }

  private void answers() {
    var ping = Ping.run(lab, client, "-c 10 -i 0.02", "10.77.0.2");
    assertTrue(ping.whole(), ping.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--promiscuous", "--datagrams-only"})
  @DisplayName("a large file comes whole, with memory that both map and without")
  void aLargeFile(String option) throws IOException {
    var www = Files.createDirectory(lab.folder().resolve("www"));
    var file = new byte[40_000_000];
    new Random(1).nextBytes(file);
    Files.write(www.resolve("large"), file);
    var _ = Lab.run("chmod", "-R", "a+rX", lab.folder().toString()).orFail();
    var stack =
        new Stack(lab, other)
            .binderOptions(option)
            .ip("10.77.0.2/24")
            .logicOptions("--www", www.toString());
    stack.start();
    answers();
    boolean shares = !option.equals("--datagrams-only");
    assertEquals(shares, maps(stack.binder()));
    assertEquals(shares, maps(stack.logic()));
    var copy = lab.folder().resolve("copy");
    var _ =
        lab.run(client, "curl", "-sS", "-o", copy.toString(), "http://10.77.0.2/large").orFail();
    assertEquals(-1, Files.mismatch(copy, www.resolve("large")));
    assertFalse(Stack.counters(stack.binder()).contains("spoiled"));
  }

  @Test
  @DisplayName("each peer has memory of its own, and nothing of the old one's stays")
  void givesBack() throws IOException {
    var stack = Stack.ready(lab, other);
    answers();
    long before = descriptors(stack.binder());
    for (int i = 0; i < 3; i++) {
      stack.logic().kill();
      var _ = stack.startLogic();
      stack.awaitReady();
      answers();
      assertTrue(maps(stack.logic()));
    }
    assertEquals(before, descriptors(stack.binder()));
    var maps = Files.readString(Path.of("/proc/" + stack.binder().pid() + "/maps"));
    assertEquals(1, maps.lines().filter(line -> line.contains(MEMORY)).count());
  }
}
