package dev.etherloom.logic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How long files and methods of both halves are: a longer one wants splitting. */
class LengthTest {
  private static final int MOST_OF_FILE = 300;
  private static final int MOST_OF_METHOD = 40;
  private static final Path ROOT = Path.of(System.getProperty("etherloom.root", ".."));

  private static List<Path> sources() throws IOException {
    var sources = new ArrayList<Path>();
    for (var module : List.of("shared-frames", "binder", "logic")) {
      try (var files = Files.walk(ROOT.resolve(module + "/src/main/java"))) {
        sources.addAll(files.filter(file -> file.toString().endsWith(".java")).sorted().toList());
      }
    }
    assertFalse(sources.isEmpty());
    return sources;
  }

  @Test
  @DisplayName("no file is longer than 300 lines")
  void files() throws IOException {
    var longer = new ArrayList<String>();
    for (var file : sources()) {
      int lines = Files.readAllLines(file).size();
      if (lines > MOST_OF_FILE) {
        longer.add(lines + " lines: " + file);
      }
    }
    assertEquals(List.of(), longer);
  }

  @Test
  @DisplayName("no method's body is longer than 40 lines")
  void methods() throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var longer = new ArrayList<String>();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var sources = manager.getJavaFileObjectsFromPaths(sources());
      var task =
          (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, sources);
      var positions = Trees.instance(task).getSourcePositions();
      for (var unit : task.parse()) {
        var _ = new Bodies(unit, positions, longer).scan(unit, null);
      }
    }
    assertEquals(List.of(), longer);
  }

  /** Looks for bodies that are longer. */
  private static final class Bodies extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> longer;

    Bodies(CompilationUnitTree unit, SourcePositions positions, List<String> longer) {
      this.unit = unit;
      this.positions = positions;
      this.longer = longer;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      var body = method.getBody();
      if (body != null) {
        long lines =
            line(positions.getEndPosition(unit, body))
                - line(positions.getStartPosition(unit, body))
                + 1;
        if (lines > MOST_OF_METHOD) {
          longer.add(
              lines + " lines: " + method.getName() + " in " + unit.getSourceFile().getName());
        }
      }
      return super.visitMethod(method, null);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
