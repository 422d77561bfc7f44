package dev.etherloom.logic.shell;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.io.Signals;
import dev.etherloom.logic.decode.Decoder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code logic watch}: shows frames as a running stack captures them, until it is stopped. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = "Show what passes a running stack, as its --capture FILE grows.")
final class WatchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "What logic run --capture writes.")
  Path file = Path.of("");

  @Mixin PrintOptions options = new PrintOptions();

  @Override
  public Integer call() throws IOException {
    var out = new TextOutput(new FileOutputStream(FileDescriptor.out));
    var sink = options.printer();
    var decoder = new Decoder();
    long most = options.most();
    @Var long number = 0;
    @Var long passed = 0;
    var input = GrowingFile.open(file, out::flush);
    Signals.on("INT", input::stop);
    Signals.on("TERM", input::stop);
    try (var stream = CaptureStream.of(input)) {
      while (passed < most && stream.advance()) {
        var frame = decoder.decode(++number, stream.record());
        if (options.wants(frame)) {
          passed++;
          sink.take(frame, out.text());
          out.pass();
        }
      }
      out.flush();
      if (passed < most && !input.isStopped() && stream.error().isDefined()) {
        throw new IOException(file + ": " + stream.error().get());
      }
    }
    return 0;
  }
}
