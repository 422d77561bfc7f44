package dev.etherloom.logic.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.TextWriter;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.capture.CaptureInterface;
import dev.etherloom.logic.capture.CaptureRecord;
import dev.etherloom.logic.capture.TimeScale;
import dev.etherloom.logic.decode.Decoded;
import dev.etherloom.logic.decode.Decoder;
import dev.etherloom.logic.decode.print.JsonPrinter;
import dev.etherloom.logic.decode.print.LinePrinter;
import dev.etherloom.logic.decode.print.Style;
import dev.etherloom.logic.decode.print.TreePrinter;
import dev.etherloom.logic.ethernet.EthernetHeader;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The whole decoder: frames by themselves, and one after the other. */
final class DecoderChecks {
  static final int ETHERNET = 1;

  /** Layers that a frame may have: the decoder's own limit, and what it says of what is left. */
  private static final int LAYERS = 80;

  /** Octets of text that are printed for a frame, and for each of its octets. */
  private static final int TEXT = 4_096;

  private static final int TEXT_FACTOR = 300;

  private static final JsonFactory JSON = new JsonFactory();
  private static final Vector<Integer> LINKS =
      Vector.of(ETHERNET, 0, 12, 101, 108, 113, 228, 229, 276, 147);

  private final Decoder decoder = new Decoder();
  private final JsonPrinter printer = new JsonPrinter(true);
  private final TextWriter out = new TextWriter(TEXT);

  private DecoderChecks() {}

  /** An Ethernet frame, whole; and cut somewhere by the capture. */
  static void frame(Slice input) {
    alone(ETHERNET, input);
  }

  /** The first octet picks the link, what follows is one of its frames. */
  static void link(Slice input) {
    if (!input.isEmpty()) {
      alone(LINKS.get(input.u8(0) % LINKS.length()), Slice.copyOf(input.from(1).toBytes()));
    }
  }

  private static void alone(int link, Slice frame) {
    int cut = Math.floorMod(frame.hashCode(), frame.length() + 1);
    var whole = record(link, frame, frame.length());
    var part = record(link, frame.first(cut), frame.length());
    var checks = new DecoderChecks();
    checks.shown(checks.json(1, whole, frame.length()), frame.length());
    var _ = new DecoderChecks().json(1, part, cut);
  }

  /**
   * Frames in a row, each behind its length in 16 bits: what one leaves, a later one may find. One
   * shorter than a header is the last.
   */
  static void traffic(Slice input) {
    var checks = new DecoderChecks();
    @Var long frames = 0;
    @Var var rest = input;
    while (rest.length() >= 2 && rest.u16(0) >= EthernetHeader.LENGTH) {
      int size = Math.min(rest.u16(0), rest.length() - 2);
      var frame = Slice.copyOf(rest.slice(2, size).toBytes());
      frames++;
      var _ = checks.json(frames, record(ETHERNET, frame, size), input.length());
      rest = rest.from(2 + size);
    }
  }

  /** Frames in the form that {@link #traffic} takes. */
  static Slice inRow(Vector<Slice> frames) {
    var out = Writer.allocate(frames.map(it -> 2 + it.length()).sum().intValue());
    frames.forEach((Slice frame) -> out.u16(frame.length()).put(frame));
    return out.written();
  }

  static CaptureRecord record(int link, Slice captured, int original) {
    var via = new CaptureInterface(0, Option.none(), link, 0, TimeScale.MICROSECONDS);
    return new CaptureRecord.Packet(
        Option.some(1_700_000_000_123_456_789L),
        captured,
        original,
        via,
        Option.none(),
        Vector.empty());
  }

  /**
   * Decodes a frame and prints it as JSON.
   *
   * @param octets that the decoder has seen: as many it may speak of
   */
  private Decoded json(long number, CaptureRecord record, int octets) {
    var decoded = decoder.decode(number, record);
    int layers = decoded.layers().length();
    assertTrue(layers <= LAYERS, () -> layers + " layers: " + decoded.protocols());
    decoded.fields(new FieldsWithin(octets));
    var json = text(decoded, octets, () -> printer.print(decoded, out));
    assertTrue(isObject(json), json);
    return decoded;
  }

  /** Prints a frame for people. */
  private void shown(Decoded decoded, int octets) {
    var line = text(decoded, octets, () -> LinePrinter.print(decoded, Style.PLAIN, out));
    assertEquals(1, line.lines().count(), line);
    var _ = text(decoded, octets, () -> TreePrinter.print(decoded, true, Style.PLAIN, out));
  }

  private String text(Decoded decoded, int octets, Runnable print) {
    out.clear();
    print.run();
    long most = TEXT + (long) TEXT_FACTOR * octets;
    assertTrue(
        out.length() <= most,
        () -> "%d of text for %d: %s".formatted(out.length(), octets, decoded.protocols()));
    var text = out.toString();
    assertTrue(isPlain(text), "control characters");
    return text;
  }

  /** Whether a terminal shows it and does nothing else: no frame is to move anybody's cursor. */
  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c == '\n' || !Character.isISOControl(c));
  }

  /** RFC 8259: an object, whose names differ, and nothing behind it. */
  private static boolean isObject(String text) {
    try (var parser = JSON.createParser(text)) {
      parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      boolean starts = parser.nextToken() == JsonToken.START_OBJECT;
      parser.skipChildren();
      return starts && parser.nextToken() == null && text.indexOf('\n') == text.length() - 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
