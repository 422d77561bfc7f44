package dev.etherloom.logic.shell;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.TextWriter;
import dev.etherloom.logic.decode.Decoded;
import dev.etherloom.logic.decode.Decoder;
import dev.etherloom.logic.decode.print.HexPrinter;
import dev.etherloom.logic.decode.print.JsonPrinter;
import dev.etherloom.logic.decode.print.LinePrinter;
import dev.etherloom.logic.decode.print.Style;
import dev.etherloom.logic.decode.print.TreePrinter;
import dev.etherloom.logic.decode.stats.Statistics;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logic decode}: what stands in a capture file; exit code 1 if the file is damaged. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    description = "Decode a capture file: pcap or pcapng, gzipped or not.")
final class DecodeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE|-", description = "The file, or - for standard input.")
  Path file = Path.of("-");

  @Option(names = "-v", description = "A tree of layers and fields instead of a line a frame.")
  boolean verbose;

  @Option(
      names = "-x",
      description = "The octets in hexadecimal; with -v those of each field, with --json payloads.")
  boolean hexadecimal;

  @Option(names = "--json", description = "A JSON object a frame, with Wireshark's field names.")
  boolean json;

  @Option(names = "--stats", description = "Protocols, conversations and sizes instead of frames.")
  boolean stats;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Stop after N frames, of those that the filter lets pass.")
  @Nullable Long count;

  /** What becomes of a frame. */
  private interface Sink {
    void take(Decoded frame, TextWriter out);
  }

  @Override
  public Integer call() throws IOException {
    if (count != null && count < 1) {
      throw new ConfigException("--count " + count + ": has to be at least 1");
    }
    if (stats && (json || verbose || hexadecimal)) {
      throw new ConfigException("--stats shows no frames: -v, -x and --json do not go with it");
    }
    if (json && verbose) {
      throw new ConfigException("--json holds all fields: -v does not go with it");
    }
    var out = new TextOutput(new FileOutputStream(FileDescriptor.out));
    try (var stream = CaptureStream.open(file)) {
      return run(stream, out);
    }
  }

  private int run(CaptureStream stream, TextOutput out) throws IOException {
    var statistics = new Statistics();
    var sink = stats ? (Sink) (frame, _) -> statistics.add(frame) : printer();
    long most = count == null ? Long.MAX_VALUE : count;
    var decoder = new Decoder();
    @Var long number = 0;
    @Var long passed = 0;
    while (passed < most && stream.advance()) {
      var frame = decoder.decode(++number, stream.record());
      passed++;
      sink.take(frame, out.text());
      out.pass();
    }
    if (stats) {
      var tables = new StringBuilder();
      statistics.print(tables);
      out.text().put(tables.toString());
    }
    out.flush();
    return passed < most ? end(stream, number) : 0;
  }

  private Sink printer() {
    var style = Terminal.isStandardOutput() ? Style.COLOURED : Style.PLAIN;
    if (json) {
      return new JsonPrinter(hexadecimal)::print;
    }
    if (verbose) {
      return (frame, out) -> TreePrinter.print(frame, hexadecimal, style, out);
    }
    return (frame, out) -> {
      LinePrinter.print(frame, style, out);
      if (hexadecimal) {
        HexPrinter.print(frame.octets(), out);
      }
    };
  }

  private int end(CaptureStream stream, long frames) {
    if (stream.error().isEmpty()) {
      return 0;
    }
    System.err.println(file + ": after " + frames + " frames: " + stream.error().get());
    return 1;
  }
}
