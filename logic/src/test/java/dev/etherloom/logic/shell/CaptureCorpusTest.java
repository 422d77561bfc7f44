package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.capture.CaptureRecord;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * A folder of public captures, each with another program's reading of it beside: a line of JSON for
 * each frame in {@code NAME.jsonl.gz}. The system property etherloom.captures or the environment
 * variable ETHERLOOM_CAPTURES names the folder.
 */
class CaptureCorpusTest {
  private static final String SUFFIX = ".jsonl.gz";
  private static final JsonFactory JSON = new JsonFactory();

  private record Lengths(long original, long captured) {}

  private static Option<Path> folder() {
    return Option.of(System.getProperty("etherloom.captures"))
        .orElse(Option.of(System.getenv("ETHERLOOM_CAPTURES")))
        .filter(name -> !name.isBlank())
        .map(Path::of)
        .filter(Files::isDirectory);
  }

  @Test
  void recordsAndLengths() throws IOException {
    if (folder().isEmpty()) {
      abort("no captures: -Detherloom.captures or ETHERLOOM_CAPTURES names no folder");
    }
    @Var int captures = 0;
    try (var readings = Files.newDirectoryStream(folder().get(), "*" + SUFFIX)) {
      for (var reading : readings) {
        var name = reading.getFileName().toString();
        var capture = reading.resolveSibling(name.substring(0, name.length() - SUFFIX.length()));
        assertEquals(expected(reading), found(capture), capture.toString());
        captures++;
      }
    }
    assertTrue(captures > 0, "no " + SUFFIX + " in the folder");
  }

  private static Vector<Lengths> found(Path capture) throws IOException {
    @Var Vector<Lengths> all = Vector.empty();
    try (var stream = CaptureStream.open(capture)) {
      while (stream.advance()) {
        CaptureRecord record = stream.record();
        all = all.append(new Lengths(record.originalLength(), record.captured().length()));
      }
      assertEquals(Option.none(), stream.error(), capture.toString());
    }
    return all;
  }

  private static Vector<Lengths> expected(Path reading) throws IOException {
    @Var Vector<Lengths> all = Vector.empty();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(reading)), StandardCharsets.UTF_8))) {
      for (var line : (Iterable<String>) lines.lines()::iterator) {
        all = all.append(lengths(line));
      }
    }
    return all;
  }

  private static Lengths lengths(String line) throws IOException {
    @Var long original = -1;
    @Var long captured = -1;
    try (var parser = JSON.createParser(line)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
          if ("frame.len".equals(parser.currentName())) {
            original = Long.parseLong(parser.getText());
          } else if ("frame.cap_len".equals(parser.currentName())) {
            captured = Long.parseLong(parser.getText());
          }
        }
      }
    }
    return new Lengths(original, captured);
  }
}
