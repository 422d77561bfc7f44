package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.TextWriter;
import dev.etherloom.logic.decode.Decoder;
import dev.etherloom.logic.decode.print.JsonPrinter;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Decodes each capture of the {@link Corpus} and compares field by field with the other program's
 * reading: every field that it lists has to be there with the same values. Differences are listed,
 * with their reasons, in {@code conformance-differences.tsv}; one that is not, fails the test, and
 * so does an entry that no difference needs.
 */
class ConformanceTest {
  private static final Vector<String> LAYERS_2_TO_4 =
      Vector.of(
          "eth", "vlan", "ieee8021ad", "llc", "arp", "ip", "ipv6", "icmp", "icmpv6", "udp", "tcp");
  private static final Vector<String> ABOVE = Vector.of("dns", "dhcp");

  /**
   * A difference that stays.
   *
   * @param capture its name
   * @param frames their numbers, or * for all
   * @param fields how their names begin, commas between
   */
  private record Known(String capture, String frames, String fields, String reason) {
    boolean covers(String other, long number, String field) {
      return capture.equals(other)
          && (frames.equals("*") || List.of(frames.split(",", -1)).contains("" + number))
          && List.of(fields.split(",", -1)).exists(field::startsWith);
    }
  }

  private final TreeMap<String, long[]> agreement = new TreeMap<>();
  private final TreeSet<String> unexplained = new TreeSet<>();
  private final TreeSet<String> used = new TreeSet<>();
  private Vector<Known> known = Vector.empty();

  @Test
  void everyFieldTheReferenceLists() throws IOException {
    var captures = Corpus.captures();
    known = known();
    for (var capture : captures) {
      compare(capture);
    }
    agreement.forEach((kind, counts) -> System.out.println(line(kind, counts)));
    assertEquals("", String.join("\n", unexplained), "differences without a reason");
    assertEquals(
        known.filter(one -> !used.contains(one.toString())), Vector.empty(), "reasons unused");
    LAYERS_2_TO_4.forEach(kind -> assertTrue(share(kind) >= 0.999 || few(kind), kind));
    ABOVE.forEach(kind -> assertTrue(share(kind) >= 0.99, kind));
  }

  private static String line(String kind, long[] counts) {
    return "%-12s %8d fields, %5d differ, %7.3f %% agree"
        .formatted(kind, counts[0], counts[1], 100.0 * (counts[0] - counts[1]) / counts[0]);
  }

  private double share(String kind) {
    var counts = agreement.getOrDefault(kind, new long[] {1, 0});
    return (double) (counts[0] - counts[1]) / counts[0];
  }

  /** Where a kind has not even a few thousand fields, five differences are no measure. */
  private boolean few(String kind) {
    return agreement.getOrDefault(kind, new long[2])[1] <= 5;
  }

  private void compare(Corpus.Capture capture) throws IOException {
    var theirs = capture.frames().iterator();
    var decoder = new Decoder();
    var printer = new JsonPrinter(false);
    @Var long number = 0;
    try (var stream = CaptureStream.open(capture.file())) {
      while (stream.advance()) {
        var text = new TextWriter(1_000);
        printer.print(decoder.decode(++number, stream.record()), text);
        compare(capture.name(), number, Corpus.fields(text.toString()), theirs.next());
      }
    }
  }

  private void compare(
      String capture,
      long number,
      Map<String, Vector<String>> ours,
      Map<String, Vector<String>> theirs) {
    for (var field : theirs) {
      var name = field._1();
      if (name.startsWith("_ws.") || name.equals("frame.protocols")) {
        continue;
      }
      var mine = ours.get(name).getOrElse(Vector.empty());
      boolean same = mine.equals(field._2());
      var counts =
          agreement.computeIfAbsent(name.substring(0, name.indexOf('.')), _ -> new long[2]);
      counts[0]++;
      if (!same) {
        counts[1]++;
        explain(
            capture,
            number,
            name,
            "%s frame %d, %s: theirs %s, ours %s"
                .formatted(capture, number, name, field._2(), mine));
      }
    }
    var path = path(theirs);
    if (!path(ours).startsWith(path) && !path.startsWith(path(ours))) {
      explain(
          capture,
          number,
          "frame.protocols",
          "%s frame %d: theirs %s, ours %s".formatted(capture, number, path, path(ours)));
    }
  }

  /** Down to the layer that both know. */
  private static String path(Map<String, Vector<String>> frame) {
    return frame.get("frame.protocols").get().head().replaceAll("(:data)+$|^data$", "");
  }

  private void explain(String capture, long number, String field, String difference) {
    var reason = known.find(one -> one.covers(capture, number, field));
    reason.forEach(one -> used.add(one.toString()));
    if (reason.isEmpty()) {
      unexplained.add(difference);
    }
  }

  private static Vector<Known> known() throws IOException {
    try (var file = ConformanceTest.class.getResourceAsStream("/conformance-differences.tsv")) {
      if (file == null) {
        throw new AssertionError("no table of differences");
      }
      return Vector.of(new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1))
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(part -> new Known(part[0], part[1], part[2], part[3]));
    }
  }
}
