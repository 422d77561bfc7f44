package dev.etherloom.logic.requirements;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A row of a table of requirements.
 *
 * @param id as a test's display name has it
 * @param shown that a test shows it, or {@code not: why}
 */
record Requirement(
    String table, String id, String section, String level, String text, String shown) {
  private static final String HEAD = "id\tsection\tlevel\trequirement\tshown";
  private static final String TEST = "test";
  private static final String NOT = "not: ";

  /** All tables of a folder, row by row. */
  static List<Requirement> of(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".tsv"))
          .sorted()
          .flatMap(Requirement::table)
          .toList();
    }
  }

  private static Stream<Requirement> table(Path file) {
    var name = file.getFileName().toString().replace(".tsv", "");
    try {
      var lines = Files.readAllLines(file);
      if (!lines.getFirst().equals(HEAD)) {
        throw new AssertionError(file + " begins with: " + lines.getFirst());
      }
      return lines.stream().skip(1).map(line -> row(name, line));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Requirement row(String table, String line) {
    var cells = line.split("\t", -1);
    if (cells.length != 5 || Stream.of(cells).anyMatch(String::isBlank)) {
      throw new AssertionError("%s: not five cells: %s".formatted(table, line));
    }
    var row = new Requirement(table, cells[0], cells[1], cells[2], cells[3], cells[4]);
    if (!row.isTested() && (!row.shown.startsWith(NOT) || row.why().isBlank())) {
      throw new AssertionError("%s: neither 'test' nor 'not: why': %s".formatted(table, line));
    }
    return row;
  }

  boolean isTested() {
    return shown.equals(TEST);
  }

  /** Why there is no test. */
  String why() {
    return shown.substring(NOT.length());
  }
}
