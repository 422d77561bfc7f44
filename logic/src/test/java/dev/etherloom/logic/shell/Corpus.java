package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.google.errorprone.annotations.Var;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A folder of public captures, each with another program's reading of it beside: a line of JSON for
 * each frame in {@code NAME.jsonl.gz}. The system property etherloom.captures or the environment
 * variable ETHERLOOM_CAPTURES names the folder.
 */
final class Corpus {
  private static final String SUFFIX = ".jsonl.gz";
  private static final JsonFactory JSON = new JsonFactory();

  private Corpus() {}

  /** A capture and the other program's reading of it. */
  record Capture(String name, Path file, Path reading) {
    /** The fields of each frame. */
    Vector<Map<String, Vector<String>>> frames() throws IOException {
      try (var lines =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(reading)), StandardCharsets.UTF_8))) {
        return lines.lines().map(Corpus::fields).collect(Vector.collector());
      }
    }
  }

  /** All captures; aborts the test where there is no folder. */
  static Vector<Capture> captures() throws IOException {
    var folder =
        Option.of(System.getProperty("etherloom.captures"))
            .orElse(Option.of(System.getenv("ETHERLOOM_CAPTURES")))
            .filter(name -> !name.isBlank())
            .map(Path::of)
            .filter(Files::isDirectory);
    if (folder.isEmpty()) {
      abort("no captures: -Detherloom.captures or ETHERLOOM_CAPTURES names no folder");
    }
    try (var readings = Files.list(folder.get())) {
      return readings
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .sorted()
          .map(Corpus::capture)
          .collect(Vector.collector());
    }
  }

  private static Capture capture(Path reading) {
    var name = reading.getFileName().toString();
    var capture = name.substring(0, name.length() - SUFFIX.length());
    return new Capture(capture, reading.resolveSibling(capture), reading);
  }

  /** The fields of an object whose values are strings or arrays of them. */
  static Map<String, Vector<String>> fields(String line) {
    @Var Map<String, Vector<String>> all = LinkedHashMap.empty();
    @Var String name = "";
    try (var parser = JSON.createParser(line)) {
      for (@Var var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          name = parser.currentName();
        } else if (token == JsonToken.VALUE_STRING) {
          var value = parser.getText();
          all = all.put(name, Vector.of(value), Vector::appendAll);
        }
      }
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
    return all;
  }
}
