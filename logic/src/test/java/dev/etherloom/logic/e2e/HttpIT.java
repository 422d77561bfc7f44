package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A directory served to curl over a veth pair. */
@SuppressWarnings("NullAway.Init")
class HttpIT {
  private static final String URL = "http://10.77.0.2";
  static Lab lab;
  static Namespace client;
  static Stack stack;
  static Path www;

  @BeforeAll
  static void start() throws IOException {
    lab = Lab.open();
    Lab.tool("curl", "curl");
    var other = lab.namespace();
    client = lab.client(other, "10.77.0.1/24");
    www = Files.createDirectory(lab.folder().resolve("www"));
    var noise = new byte[20_000_000];
    new SplittableRandom(1).nextBytes(noise);
    var _ = Files.write(www.resolve("large.bin"), noise);
    var _ = Files.writeString(www.resolve("a.txt"), "first\n");
    var _ = Files.writeString(Files.createDirectory(www.resolve("dir")).resolve("index.html"), "i");
    var _ = Lab.run("chmod", "-R", "a+rX", lab.folder().toString()).orFail();
    stack =
        new Stack(lab, other)
            .ip("10.77.0.2/24")
            .logicOptions("--www", www.toString(), "--http-port", "80,8080");
    stack.start();
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  private static String curl(String options) {
    var command = "curl -sS -m 60 --path-as-is " + options;
    return lab.run(client, command.split(" ", -1)).orFail().strip();
  }

  @Test
  @DisplayName("20 MB arrive as they are, and in parts")
  void large() throws IOException {
    var got = lab.folder().resolve("got");
    var _ = curl("-o " + got + " " + URL + "/large.bin");
    assertEquals(-1, Files.mismatch(www.resolve("large.bin"), got));
    var part = lab.folder().resolve("part");
    var _ = curl("-o " + part + " -r 0-9999999 " + URL + "/large.bin");
    assertEquals(10_000_000, Files.size(part));
    var _ = curl("-o " + part + " -C - " + URL + "/large.bin");
    assertEquals(-1, Files.mismatch(www.resolve("large.bin"), part));
  }

  @Test
  void statuses() {
    var code = "-o /dev/null -w %{http_code}:%{num_connects} " + URL;
    assertEquals("200:1", curl(code + "/a.txt"));
    assertEquals("200:1", curl(code + ":8080/a.txt"));
    assertEquals("301:1", curl(code + "/dir"));
    assertEquals("404:1", curl(code + "/none"));
    assertEquals("400:1", curl(code + "/../../etc/passwd"));
    assertEquals("400:1", curl(code + "/%2e%2e/etc/passwd"));
    assertEquals("405:1", curl("-T " + www.resolve("a.txt") + " " + code + "/up"));
    assertEquals("413:1", curl("-T " + www.resolve("large.bin") + " " + code + "/up"));
    assertEquals("i", curl("-L " + URL + "/dir"));
    assertTrue(curl(URL + "/").contains("href=\"./large.bin\""));
  }

  @Test
  @DisplayName("one connection for several requests, and one for each")
  void connections() {
    var two = URL + "/a.txt " + URL + "/a.txt -w %{num_connects}\\n";
    assertEquals("first\n1\nfirst\n0", curl(two.replace("\\n", "\n")));
    assertEquals("first\n1\nfirst\n1", curl("--http1.0 " + two.replace("\\n", "\n")));
  }

  @Test
  @DisplayName("a changed file is served within three seconds")
  void changes() throws IOException {
    var file = www.resolve("changing.txt");
    var _ = Files.writeString(file, "new");
    long start = System.nanoTime();
    try (var machine = new HeldUp()) {
      while (!curl(URL + "/changing.txt").equals("new")) {
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(millis < 3000 + machine.millis(), "held up " + machine.millis() + " ms");
        Lab.sleep(100);
      }
    }
    assertFalse(stack.logic().output().contains("Exception"), stack.logic().output());
  }
}
