package dev.etherloom.logic.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What the standards require, one row each in {@code src/test/resources/requirements}, and the
 * tests that show it. Writes the whole table to {@code target/requirements.txt}.
 */
class RequirementsTest {
  private static final Path MODULE = Path.of(Files.isDirectory(Path.of("logic")) ? "logic" : ".");
  private static final Pattern IDS =
      Pattern.compile("\\b(?:(?:MUST|SHLD|MAY|REC)-\\d+|8504-\\d+(?:\\.\\d+)?-\\d+)\\b");

  private final List<Requirement> rows =
      Requirement.of(MODULE.resolve("src/test/resources/requirements"));
  private final List<TestName> names = TestName.of(MODULE.resolve("src/test/java"));

  RequirementsTest() throws IOException {}

  @Test
  @DisplayName("each requirement is named by a test, or the table says why it is not")
  void shown() throws IOException {
    assertTrue(rows.size() > 100, "the tables are there");
    var missing = rows.stream().filter(row -> row.isTested() && tests(row).isEmpty()).toList();
    var _ = Files.createDirectories(MODULE.resolve("target"));
    var _ = Files.writeString(MODULE.resolve("target/requirements.txt"), table());
    assertEquals(List.of(), missing);
  }

  @Test
  @DisplayName("what a test names is in a table")
  void known() {
    var unknown = new TreeSet<String>();
    for (var name : names) {
      IDS.matcher(name.text()).results().forEach(id -> unknown.add(id.group()));
    }
    rows.forEach(row -> unknown.remove(row.id()));
    assertEquals(new TreeSet<>(), unknown);
  }

  private List<String> tests(Requirement row) {
    return names.stream()
        .filter(name -> name.names(row.id()))
        .map(name -> name.type() + "#" + name.method())
        .distinct()
        .toList();
  }

  private String table() {
    var lines = new ArrayList<String>();
    for (var table : rows.stream().map(Requirement::table).distinct().toList()) {
      var its = rows.stream().filter(row -> row.table().equals(table)).toList();
      long tested = its.stream().filter(Requirement::isTested).count();
      lines.add(
          "%s: %d requirements, %d shown by tests, %d not"
              .formatted(table, its.size(), tested, its.size() - tested));
      its.forEach(row -> lines.add(line(row)));
      lines.add("");
    }
    return String.join("\n", lines);
  }

  private String line(Requirement row) {
    var shown = row.isTested() ? String.join(", ", tests(row)) : "not: " + row.why();
    return "  %-14s §%-10s %-10s %s%n      %s"
        .formatted(row.id(), row.section(), row.level(), row.text(), shown);
  }
}
