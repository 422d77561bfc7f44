package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.capture.Direction;
import io.vavr.collection.Vector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DecodeCommandTest {
  private static final Slice ARP =
      Slice.hex(
          "ffffffffffff 020000000001 0806 0001080006040001"
              + "020000000001 0a4d0001 000000000000 0a4d0002");
  private static final Slice SYN =
      Slice.hex(
          "0200000000aa 020000000001 0800 4500003c000100004006661f0a4d00010a4d0002"
              + "9c400050000003e800000000a002200072ea0000020405b40402080a000000010000000001030307");

  @TempDir Path folder;
  private Path file = Path.of("");
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final StringWriter complaints = new StringWriter();

  @BeforeEach
  void capture() {
    file = folder.resolve("lab.pcapng");
    try (var tap = CaptureTap.create(file, "lab")) {
      for (int i = 0; i < 10; i++) {
        tap.frame(Direction.INBOUND, i % 2 == 0 ? ARP : SYN);
      }
    }
  }

  private int run(String... arguments) {
    return new CommandLine(new DecodeCommand(shown))
        .setErr(new PrintWriter(complaints, true))
        .setParameterExceptionHandler(
            (refused, _) -> {
              complaints.write("" + refused.getMessage());
              return 2;
            })
        .execute(Vector.of(arguments).append(file.toString()).toJavaArray(String[]::new));
  }

  private Vector<String> lines() {
    return Vector.ofAll(shown.toString(StandardCharsets.UTF_8).lines());
  }

  @Test
  void aLineAFrame() {
    assertEquals(0, run());
    assertEquals(10, lines().length());
    assertTrue(lines().head().endsWith(" ARP who has 10.77.0.2, tell 10.77.0.1"), lines().head());
    assertTrue(
        lines().get(1).contains("IP 10.77.0.1.40000 > 10.77.0.2.80: Flags [S], seq 1000"),
        lines().get(1));
  }

  @Test
  void filterAndCount() {
    assertEquals(
        0, run("--filter", "tcp.flags.syn == 1 && ip.src == 10.77.0.0/24", "--count", "3"));
    assertEquals(3, lines().length());
    assertEquals(2, run("--filter", "tcp.prot == 80"));
    assertTrue(complaints.toString().contains("tcp.port"), complaints.toString());
  }

  @Test
  void json() {
    assertEquals(0, run("--json", "--filter", "arp"));
    assertEquals(5, lines().length());
    var first = Corpus.fields(lines().head());
    assertEquals(Vector.of("10.77.0.2"), first.get("arp.dst.proto_ipv4").get());
    assertEquals(Vector.of("1"), first.get("frame.number").get());
  }

  @Test
  void statistics() {
    assertEquals(0, run("--stats"));
    assertTrue(lines().head().startsWith("Frames: 10, octets: 580"), lines().head());
    assertTrue(lines().exists(line -> line.matches(" +TCP +5 +370")), lines().mkString("\n"));
    assertTrue(lines().exists(line -> line.contains("10.77.0.1:40000 ↔ 10.77.0.2:80")));
  }

  @Test
  @DisplayName("a tree with the octets of each field beside it")
  void tree() {
    assertEquals(0, run("-v", "-x", "--filter", "tcp", "--count", "1"));
    assertTrue(
        lines().exists(line -> line.matches(" +34 +Source port \\(tcp.srcport\\): 40000 +9c40")),
        lines().mkString("\n"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 40, 100})
  @DisplayName("of a cut file all that is whole is shown, then one error; exit code 1")
  void cutFile(int missing) throws IOException {
    var octets = Slice.owning(Files.readAllBytes(file));
    Files.write(file, octets.first(octets.length() - missing).toBytes());
    assertEquals(1, run());
    assertEquals(9, lines().length());
  }

  @Test
  void refusals() {
    assertEquals(2, run("--count", "x"));
    file = folder.resolve("nowhere");
    assertEquals(1, run());
  }
}
