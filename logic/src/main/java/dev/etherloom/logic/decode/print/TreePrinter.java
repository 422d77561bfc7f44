package dev.etherloom.logic.decode.print;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
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
  public static void print(Decoded frame, boolean octets, Style style, StringBuilder out) {
    style.strong(
        out,
        () -> out.append("Frame ").append(frame.number()).append(": ").append(frame.protocols()));
    out.append('\n');
    frame.about(new Lines(Slice.EMPTY, out));
    for (var layer : frame.layers()) {
      print(layer, octets, style, out);
    }
    out.append('\n');
  }

  private static void print(Layer layer, boolean octets, Style style, StringBuilder out) {
    out.append("  ");
    style.strong(out, () -> out.append(layer.protocol().title()));
    int length = layer.octets().length();
    out.append(", octets ").append(layer.octets().offset());
    out.append('…').append(layer.octets().offset() + Math.max(0, length - 1));
    out.append(": ").append(layer.summary()).append('\n');
    layer.fields(new Lines(octets ? layer.octets() : Slice.EMPTY, out));
  }

  /** A line a field. */
  private record Lines(Slice octets, StringBuilder out) implements Fields {
    private void line(Field field, int offset, int length, String value) {
      int start = out.length();
      out.append(String.format("  %6d  %s (%s): %s", offset, field.title(), field.label(), value));
      int from = offset - octets.offset();
      if (!octets.isEmpty() && length > 0 && from >= 0 && from + length <= octets.length()) {
        out.append(" ".repeat(Math.max(2, COLUMN - (out.length() - start))));
        Values.octets(out, octets.slice(from, length), MOST_OCTETS);
        out.append(length > MOST_OCTETS ? "…" : "");
      }
      out.append('\n');
    }

    @Override
    public void number(Field field, int offset, int length, long value) {
      var text = new StringBuilder();
      Values.number(text, field, value);
      line(field, offset, length, field.label().endsWith(".status") ? status(value) : "" + text);
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
      line(field, offset, length, printable(value));
    }

    @Override
    public void octets(Field field, Slice value) {
      var text = new StringBuilder();
      Values.octets(text, value, 2 * MOST_OCTETS);
      line(field, value.offset(), 0, value.length() > 2 * MOST_OCTETS ? text + "…" : "" + text);
    }

    private static String printable(String text) {
      return text.codePoints()
          .map(c -> Character.isISOControl(c) ? '.' : c)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
    }
  }
}
