package dev.etherloom.logic.decode.print;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.decode.Decoded;
import dev.etherloom.logic.decode.Field;
import dev.etherloom.logic.decode.Fields;
import dev.etherloom.logic.net.IpAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A frame as a JSON object on one line: Wireshark's field names, each value a string, an array of
 * them where a field occurs more than once. For one thread.
 */
public final class JsonPrinter implements Fields {
  private final StringBuilder[] values = new StringBuilder[Field.values().length];
  private final int[] counts = new int[values.length];
  private final List<Field> seen = new ArrayList<>();

  /** Appends the frame and a line feed. */
  public void print(Decoded frame, StringBuilder out) {
    frame.fields(this);
    out.append('{');
    for (int i = 0; i < seen.size(); i++) {
      var field = seen.get(i);
      int id = field.ordinal();
      out.append(i == 0 ? "\"" : ",\"").append(field.label()).append("\":");
      if (counts[id] == 1) {
        out.append(values[id]);
      } else {
        out.append('[').append(values[id]).append(']');
      }
      counts[id] = 0;
      values[id].setLength(0);
    }
    seen.clear();
    out.append("}\n");
  }

  private StringBuilder open(Field field) {
    int id = field.ordinal();
    if (counts[id]++ > 0) {
      return values[id].append(",\"");
    }
    seen.add(field);
    if (values[id] == null) {
      values[id] = new StringBuilder();
    }
    return values[id].append('"');
  }

  @Override
  public void number(Field field, int offset, int length, long value) {
    var out = open(field);
    Values.number(out, field, value);
    out.append('"');
  }

  @Override
  public void address(Field field, int offset, IpAddress value) {
    var out = open(field);
    Values.address(out, value);
    out.append('"');
  }

  @Override
  public void mac(Field field, int offset, MacAddress value) {
    var out = open(field);
    Values.mac(out, value);
    out.append('"');
  }

  @Override
  public void text(Field field, int offset, int length, String value) {
    var out = open(field);
    for (int i = 0; i < value.length(); i++) {
      escape(out, value.charAt(i));
    }
    out.append('"');
  }

  @Override
  public void octets(Field field, Slice value) {
    var out = open(field);
    Values.octets(out, value, Integer.MAX_VALUE);
    out.append('"');
  }

  /** RFC 8259 §7. */
  private static void escape(StringBuilder out, char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      case '\r' -> out.append("\\r");
      default -> {
        if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
          out.append("\\u").append(String.format("%04x", (int) c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
