package dev.etherloom.logic.decode.print;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.TextWriter;
import dev.etherloom.logic.decode.Decoded;
import dev.etherloom.logic.decode.Field;
import dev.etherloom.logic.decode.Fields;
import dev.etherloom.logic.decode.Layer;
import dev.etherloom.logic.net.IpAddress;

/**
 * A frame as a tree: a line for each layer, below it one for each field, with the octet at which it
 * stands; beside it, if wanted, its octets.
 */
public final class TreePrinter {
  private static final int COLUMN = 60;
  private static final int MOST_OCTETS = 16;

  private TreePrinter() {}

  /**
   * Appends the frame.
   *
   * @param octets whether the octets of each field are shown beside it
   */
  public static void print(Decoded frame, boolean octets, Style style, TextWriter out) {
    style.strong(
        out, () -> out.put("Frame ").decimal(frame.number()).put(": ").put(frame.protocols()));
    out.put('\n');
    frame.about(new Lines(Slice.EMPTY, out));
    for (var layer : frame.layers()) {
      print(layer, octets, style, out);
    }
    out.put('\n');
  }

  private static void print(Layer layer, boolean octets, Style style, TextWriter out) {
    out.put("  ");
    style.strong(out, () -> out.put(layer.protocol().title()));
    int start = layer.octets().offset();
    out.put(", octets ").decimal(start).put("…");
    out.decimal(start + Math.max(0, layer.octets().length() - 1));
    out.put(": ").put(Values.plain(layer.summary())).put('\n');
    layer.fields(new Lines(octets ? layer.octets() : Slice.EMPTY, out));
  }

  /** A line a field. */
  private record Lines(Slice octets, TextWriter out) implements Fields {
    private void line(Field field, int offset, int length, String value) {
      int start = out.length();
      out.put(String.format("  %6d  %s (%s): %s", offset, field.title(), field.label(), value));
      int from = offset - octets.offset();
      if (!octets.isEmpty() && length > 0 && from >= 0 && from + length <= octets.length()) {
        out.put(" ".repeat(Math.max(2, COLUMN - (out.length() - start))));
        shorten(octets.slice(from, length), MOST_OCTETS, out);
      }
      out.put('\n');
    }

    private static void shorten(Slice octets, int most, TextWriter out) {
      out.hex(octets.first(Math.min(most, octets.length())));
      out.put(octets.length() > most ? "…" : "");
    }

    @Override
    public void number(Field field, int offset, int length, long value) {
      var text = new TextWriter(20);
      Values.number(text, field.format().digits(), value);
      boolean status = field.label().endsWith(".status");
      line(field, offset, length, status ? status(value) : text.toString());
    }

    private static String status(long value) {
      return switch ((int) value) {
        case 0 -> "bad";
        case 1 -> "good";
        case 2 -> "not verifiable";
        default -> "absent";
      };
    }

    @Override
    public void address(Field field, int offset, IpAddress value) {
      line(field, offset, value.width() / 8, value.toString());
    }

    @Override
    public void mac(Field field, int offset, MacAddress value) {
      line(field, offset, MacAddress.LENGTH, value.toString());
    }

    @Override
    public void text(Field field, int offset, int length, String value) {
      line(field, offset, length, Values.plain(value));
    }

    @Override
    public void octets(Field field, Slice value) {
      var text = new TextWriter(6 * MOST_OCTETS);
      shorten(value, 2 * MOST_OCTETS, text);
      line(field, value.offset(), 0, text.toString());
    }
  }
}
