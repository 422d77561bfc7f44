package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.decode.Decoder;
import dev.etherloom.logic.decode.print.JsonPrinter;
import io.vavr.control.Option;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ConformanceTest {
  private static final JsonFactory JSON = new JsonFactory();

  static Map<String, List<String>> parse(String line) throws IOException {
    var all = new LinkedHashMap<String, List<String>>();
    @Var String name = "";
    try (var parser = JSON.createParser(line)) {
      for (@Var var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          name = parser.currentName();
        } else if (token == JsonToken.VALUE_STRING) {
          all.computeIfAbsent(name, _ -> new ArrayList<>()).add(parser.getText());
        }
      }
    }
    return all;
  }

  @Test
  void compare() throws IOException {
    var folder = Option.of(System.getenv("ETHERLOOM_CAPTURES")).map(Path::of);
    if (folder.isEmpty()) {
      abort("no captures");
    }
    var total = new TreeMap<String, int[]>();
    try (var readings = Files.newDirectoryStream(folder.get(), "*.jsonl.gz")) {
      for (var reading : readings) {
        var name = reading.getFileName().toString().replace(".jsonl.gz", "");
        var decoder = new Decoder();
        var printer = new JsonPrinter();
        @Var long number = 0;
        try (var stream = CaptureStream.open(reading.resolveSibling(name));
            var lines =
                new BufferedReader(
                    new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(reading)),
                        StandardCharsets.UTF_8))) {
          while (stream.advance()) {
            var out = new StringBuilder();
            printer.print(decoder.decode(++number, stream.record()), out);
            var ours = parse(out.toString());
            var theirs = parse(lines.readLine());
            for (var e : theirs.entrySet()) {
              if (e.getKey().startsWith("_ws")) {
                continue;
              }
              var c = total.computeIfAbsent(e.getKey(), _ -> new int[2]);
              c[0]++;
              var mine = ours.getOrDefault(e.getKey(), List.of());
              if (!mine.equals(e.getValue())) {
                c[1]++;
                System.out.println(
                    "DIFF %s %s %s: theirs %s ours %s [%s | %s]%s"
                        .formatted(
                            e.getKey(),
                            name,
                            number,
                            e.getValue(),
                            mine,
                            theirs.get("frame.protocols"),
                            ours.get("frame.protocols"),
                            theirs.containsKey("_ws.malformed") ? " MALFORMED" : ""));
              }
            }
            for (var e : ours.entrySet()) {
              if (!theirs.containsKey(e.getKey())) {
                System.out.println(
                    "EXTRA %s %s %s: ours %s [%s | %s]"
                        .formatted(
                            e.getKey(),
                            name,
                            number,
                            e.getValue(),
                            theirs.get("frame.protocols"),
                            ours.get("frame.protocols")));
              }
            }
          }
        }
      }
    }
    total.forEach((k, v) -> System.out.println("TOTAL %s %d %d".formatted(k, v[0], v[1])));
  }
}
