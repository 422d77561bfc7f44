package dev.etherloom.logic.requirements;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a test says of itself in {@code @DisplayName}. */
record TestName(String type, String method, String text) {
  private static final Pattern DISPLAY_NAME =
      Pattern.compile(
          "@DisplayName\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*\\+?\\s*)+)\\)"
              + "(?:\\s*@\\w+(?:\\([^)]*\\))?)*\\s*(?:\\w+\\s+)*?(?:void|class)\\s+(\\w+)");

  private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");

  /** Those of all sources below a folder. */
  static List<TestName> of(Path sources) throws IOException {
    try (var files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .sorted()
          .flatMap(TestName::ofFile)
          .toList();
    }
  }

  private static Stream<TestName> ofFile(Path file) {
    var type = file.getFileName().toString().replace(".java", "");
    try {
      return DISPLAY_NAME
          .matcher(Files.readString(file))
          .results()
          .map(found -> new TestName(type, found.group(2), plain(found.group(1))));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String plain(String literals) {
    var joined = JOINT.matcher(literals.strip()).replaceAll("");
    return joined.substring(1, joined.length() - 1);
  }

  /** Whether it names a requirement, and not merely one whose name begins so. */
  boolean names(String id) {
    return Pattern.compile("(?<![\\w-])" + Pattern.quote(id) + "(?![\\w-])").matcher(text).find();
  }
}
