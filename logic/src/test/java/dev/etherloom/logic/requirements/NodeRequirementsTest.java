package dev.etherloom.logic.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The requirements of RFC 8504, each with a test that names it, or with the reason for none. */
class NodeRequirementsTest {
  private static final Path TABLE = Path.of("src/test/resources/requirements/rfc8504.tsv");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern NAMED =
      Pattern.compile("@DisplayName\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*\\+?\\s*)+)\\)");
  private static final Pattern ID = Pattern.compile("8504-\\d+(?:\\.\\d+)*-\\d+");

  private record Row(String id, String section, String level, String requirement, String shown) {
    static Row of(String line) {
      var cells = Vector.of(line.split("\t", -1));
      assertEquals(5, cells.length(), line);
      assertTrue(cells.forAll(cell -> !cell.isBlank()), line);
      return new Row(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4));
    }

    boolean isTested() {
      return shown.equals("test");
    }
  }

  private static Path here(Path path) {
    return Files.exists(path) ? path : Path.of("logic").resolve(path);
  }

  private static Vector<Row> rows() throws IOException {
    return Vector.ofAll(Files.readAllLines(here(TABLE))).tail().map(Row::of);
  }

  /** All that the display names of tests name. */
  private static Set<String> named() throws IOException {
    try (var files = Files.walk(here(TESTS))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(NodeRequirementsTest::named)
          .reduce(HashSet.empty(), Set::union);
    }
  }

  private static Set<String> named(Path file) {
    try {
      return HashSet.ofAll(
          NAMED
              .matcher(Files.readString(file))
              .results()
              .flatMap(name -> ID.matcher(name.group(1)).results())
              .map(id -> id.group())
              .toList());
    } catch (IOException e) {
      throw new AssertionError(file.toString(), e);
    }
  }

  @Test
  @DisplayName(
      "every requirement of RFC 8504 is shown by a test that names it, or a reason says why not")
  void shown() throws IOException {
    var rows = rows();
    var named = named();
    assertEquals(rows.length(), rows.map(Row::id).distinct().length(), "an id stands twice");
    for (var row : rows) {
      assertTrue(row.id.startsWith("8504-" + row.section + "-"), row.id);
      assertTrue(row.isTested() || row.shown.startsWith("not: "), row.toString());
    }
    var untested = rows.filter(row -> row.isTested() != named.contains(row.id)).map(Row::id);
    assertEquals(Vector.empty(), untested, "named by no test, or by one though there is none");
    assertEquals(HashSet.empty(), named.removeAll(rows.map(Row::id)), "named, but in no row");
  }
}
