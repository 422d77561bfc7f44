package dev.etherloom.logic.shell;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.decode.Decoder;
import dev.etherloom.logic.decode.stats.Statistics;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logic decode}: what stands in a capture file; exit code 1 if the file is damaged. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    description = "Decode a capture file: pcap or pcapng, gzipped or not.")
final class DecodeCommand implements Callable<Integer> {
  private static final int DAMAGED = 1;

  @Parameters(paramLabel = "FILE|-", description = "The file, or - for standard input.")
  Path file = Path.of("-");

  @Mixin PrintOptions options = new PrintOptions();

  @Option(names = "--stats", description = "Protocols, conversations and sizes instead of frames.")
  boolean stats;

  private final OutputStream destination;

  DecodeCommand() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  /**
   * @param destination where the text goes
   */
  DecodeCommand(OutputStream destination) {
    this.destination = destination;
  }

  @Override
  public Integer call() throws IOException {
    if (stats && (options.json || options.verbose || options.hexadecimal)) {
      throw new ConfigException("--stats shows no frames: -v, -x and --json do not go with it");
    }
    if (!file.toString().equals("-") && !Files.isReadable(file)) {
      throw new IOException(
          file + (Files.exists(file) ? ": may not be read" : ": there is no such file"));
    }
    try (var stream = CaptureStream.open(file)) {
      return run(stream, new TextOutput(destination));
    }
  }

  private int run(CaptureStream stream, TextOutput out) throws IOException {
    var statistics = new Statistics();
    var sink = stats ? (PrintOptions.Sink) (frame, _) -> statistics.add(frame) : options.printer();
    var progress = Progress.of(file);
    var decoder = new Decoder();
    long most = options.most();
    @Var long number = 0;
    @Var long passed = 0;
    while (passed < most && stream.advance()) {
      var frame = decoder.decode(++number, stream.record());
      if (options.wants(frame)) {
        passed++;
        sink.take(frame, out.text());
        out.pass();
      }
      progress.at(number, stream.position());
    }
    progress.end();
    if (stats) {
      var tables = new StringBuilder();
      statistics.print(tables);
      out.text().put(tables.toString());
    }
    out.flush();
    return passed < most && stream.error().isDefined() ? damaged(stream, number) : 0;
  }

  private int damaged(CaptureStream stream, long frames) {
    System.err.println(file + ": after " + frames + " frames: " + stream.error().get());
    return DAMAGED;
  }
}
