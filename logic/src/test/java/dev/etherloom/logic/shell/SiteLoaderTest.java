package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.logic.http.HttpResponder;
import dev.etherloom.logic.shell.SiteLoader.Content;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteLoaderTest {
  @TempDir Path temporary;
  private Path root;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void files() throws IOException {
    root = Files.createDirectories(temporary.resolve("www"));
    write("a.txt", "a");
    write("dir/index.html", "index");
    write("dir/b c", "bc");
    write(".secret/x", "x");
    write(".hidden", "h");
    write(".well-known/y", "y");
    var _ = Files.createDirectories(root.resolve("empty"));
    var _ = Files.writeString(temporary.resolve("outside"), "outside");
  }

  private void write(String name, String text) throws IOException {
    var file = root.resolve(name);
    var _ = Files.createDirectories(file.getParent());
    var _ = Files.writeString(file, text);
  }

  private Content load(Content before, long most) throws IOException {
    return new SiteLoader(root, most, warnings::add).load(before);
  }

  private String names(Content content) {
    return content.files().keySet().mkString(" ");
  }

  @Test
  void whole() throws IOException {
    var content = load(Content.NONE, 1_000);
    assertEquals("/.well-known/y /a.txt /dir/b c /dir/index.html", names(content));
    assertEquals("bc", content.files().get("/dir/b c").get().resource().content().text());
    assertEquals(
        "text/plain; charset=utf-8", content.files().get("/a.txt").get().resource().type().text());
    assertTrue(content.directories().contains("/empty/"));
    assertTrue(warnings.isEmpty(), warnings::toString);
  }

  @Test
  @DisplayName("links within the root are followed, others are not, nor circles")
  void links() throws IOException {
    var _ = Files.createSymbolicLink(root.resolve("in"), Path.of("dir/index.html"));
    var _ = Files.createSymbolicLink(root.resolve("out"), Path.of("../outside"));
    var _ = Files.createSymbolicLink(root.resolve("up"), Path.of(".."));
    var _ = Files.createSymbolicLink(root.resolve("etc"), Path.of("/etc"));
    var _ = Files.createSymbolicLink(root.resolve("circle"), Path.of("."));
    var _ = Files.createSymbolicLink(root.resolve("broken"), Path.of("none"));
    var content = load(Content.NONE, 1_000);
    assertEquals("/.well-known/y /a.txt /dir/b c /dir/index.html /in", names(content));
    assertEquals(5, warnings.size(), warnings::toString);
  }

  @Test
  @DisplayName("what cannot be read or is too much is left out")
  void refused() throws Exception {
    write("line\nfeed", "x");
    write("big", "x".repeat(1_000));
    assertEquals(0, new ProcessBuilder("mkfifo", root + "/pipe").start().waitFor());
    var content = load(Content.NONE, 100);
    assertEquals("/.well-known/y /a.txt /dir/b c /dir/index.html", names(content));
    assertEquals(3, warnings.size(), warnings::toString);
    root = temporary.resolve("outside");
    assertThrows(IOException.class, () -> load(Content.NONE, 100));
  }

  @Test
  @DisplayName("only what changed is read again")
  void changes() throws IOException {
    var first = load(Content.NONE, 1_000);
    assertSame(first, load(first, 1_000));
    write("a.txt", "aa");
    var second = load(first, 1_000);
    assertEquals("aa", second.files().get("/a.txt").get().resource().content().text());
    assertSame(first.files().get("/dir/b c").get(), second.files().get("/dir/b c").get());
    assertNotEquals(first.site(), second.site());
    Files.delete(root.resolve("dir/b c"));
    assertEquals("/.well-known/y /a.txt /dir/index.html", names(load(second, 1_000)));
  }

  @Test
  @DisplayName("the watch gives a new responder when a file changed, and only then")
  void watch() throws IOException {
    var given = new ArrayList<HttpResponder>();
    var watch = new SiteWatch(Option.some(root), new HttpResponder(), given::add);
    watch.look();
    assertEquals(1, given.size());
    assertTrue(given.getFirst().clock().isDefined());
    var file = root.resolve("a.txt");
    var _ = Files.setLastModifiedTime(file, FileTime.fromMillis(5_000));
    watch.look();
    watch.look();
    assertEquals(2, given.size());
    assertThrows(
        ConfigException.class,
        () -> new SiteWatch(Option.some(file), new HttpResponder(), given::add));
  }
}
