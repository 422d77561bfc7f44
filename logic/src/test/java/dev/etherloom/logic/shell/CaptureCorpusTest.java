package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.errorprone.annotations.Var;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** As many frames in each capture of the {@link Corpus}, of the same lengths. */
class CaptureCorpusTest {
  private record Lengths(long original, long captured) {}

  @Test
  void recordsAndLengths() throws IOException {
    var captures = Corpus.captures();
    assertFalse(captures.isEmpty());
    for (var capture : captures) {
      var expected =
          capture
              .frames()
              .map(
                  frame ->
                      new Lengths(
                          Long.parseLong(frame.get("frame.len").get().head()),
                          Long.parseLong(frame.get("frame.cap_len").get().head())));
      assertEquals(expected, found(capture.file()), capture.name());
    }
  }

  private static Vector<Lengths> found(Path capture) throws IOException {
    @Var Vector<Lengths> all = Vector.empty();
    try (var stream = CaptureStream.open(capture)) {
      while (stream.advance()) {
        var record = stream.record();
        all = all.append(new Lengths(record.originalLength(), record.captured().length()));
      }
      assertEquals(Option.none(), stream.error(), capture.toString());
    }
    return all;
  }
}
