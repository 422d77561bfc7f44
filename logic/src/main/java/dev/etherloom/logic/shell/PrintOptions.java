package dev.etherloom.logic.shell;

import dev.etherloom.frames.TextWriter;
import dev.etherloom.logic.decode.Decoded;
import dev.etherloom.logic.decode.filter.Filter;
import dev.etherloom.logic.decode.print.HexPrinter;
import dev.etherloom.logic.decode.print.JsonPrinter;
import dev.etherloom.logic.decode.print.LinePrinter;
import dev.etherloom.logic.decode.print.Style;
import dev.etherloom.logic.decode.print.TreePrinter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How frames are shown, and which. */
final class PrintOptions {
  @Option(names = "-v", description = "A tree of layers and fields instead of a line a frame.")
  boolean verbose;

  @Option(
      names = "-x",
      description = "The octets in hexadecimal; with -v those of each field, with --json payloads.")
  boolean hexadecimal;

  @Option(names = "--json", description = "A JSON object a frame, with Wireshark's field names.")
  boolean json;

  @Option(
      names = "--filter",
      paramLabel = "EXPR",
      converter = Converters.DisplayFilter.class,
      description = "Only frames of which this is true: tcp.port == 80 && ip.src == 10.0.0.0/8.")
  @Nullable Filter filter;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Stop after N frames, of those that the filter lets pass.")
  @Nullable Long count;

  /** What becomes of a frame. */
  interface Sink {
    void take(Decoded frame, TextWriter out);
  }

  /** Whether the frame is to be shown. */
  boolean wants(Decoded frame) {
    return filter == null || filter.matches(frame);
  }

  /** The most frames to show. */
  long most() {
    if (count != null && count < 1) {
      throw new ConfigException("--count " + count + ": has to be at least 1");
    }
    return count == null ? Long.MAX_VALUE : count;
  }

  /** What shows a frame as these options want it. */
  Sink printer() {
    if (json && verbose) {
      throw new ConfigException("--json holds all fields: -v does not go with it");
    }
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
}
