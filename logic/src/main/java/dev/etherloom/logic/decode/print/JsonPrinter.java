package dev.etherloom.logic.decode.print;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.TextWriter;
import dev.etherloom.logic.decode.Decoded;
import dev.etherloom.logic.decode.Field;
import dev.etherloom.logic.decode.Fields;
import dev.etherloom.logic.decode.LinkField;
import dev.etherloom.logic.net.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A frame as a JSON object on one line: Wireshark's field names, each value a string, an array of
 * them where a field occurs more than once. For one thread.
 */
public final class JsonPrinter implements Fields {
  private static final byte[][] LABELS = labels();

  /** Hexadecimal digits of each field, 0 if it is written in decimal. */
  private static final int[] DIGITS =
      Field.all().toJavaStream().mapToInt(field -> field.format().digits()).toArray();

  private final boolean octets;
  private final TextWriter values = new TextWriter(1 << 12);

  /** How often each field occurred in this frame. */
  private final int[] counts = new int[LABELS.length];

  /** Of each value: its field, and where it ends among the values. */
  private int[] ids = new int[256];

  private int[] ends = new int[256];
  private int size;

  /**
   * @param octets whether payloads are shown that nobody interprets
   */
  public JsonPrinter(boolean octets) {
    this.octets = octets;
  }

  private static byte[][] labels() {
    return Field.all()
        .toJavaStream()
        .map(field -> ("\"" + field.label() + "\":").getBytes(StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }

  /** Appends the frame and a line feed. */
  public void print(Decoded frame, TextWriter out) {
    frame.fields(this);
    out.put('{');
    for (int i = 0; i < size; i++) {
      if (counts[ids[i]] > 0) {
        out.put(LABELS[ids[i]]);
        member(i, out);
        out.put(',');
      }
    }
    out.put("\"frame.protocols\":\"").put(frame.protocols()).put("\"}\n");
    values.clear();
    size = 0;
  }

  private void member(int first, TextWriter out) {
    int id = ids[first];
    if (counts[id] == 1) {
      value(first, out);
    } else {
      out.put('[');
      for (@Var int i = first; counts[id] > 0; i++) {
        if (ids[i] == id) {
          value(i, out);
          counts[id]--;
          out.put(counts[id] > 0 ? ',' : ']');
        }
      }
    }
    counts[id] = 0;
  }

  private void value(int index, TextWriter out) {
    out.put('"').put(values, index == 0 ? 0 : ends[index - 1], ends[index]).put('"');
  }

  private void end(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    ids[size] = id;
    ends[size] = values.length();
    size++;
    counts[id]++;
  }

  @Override
  public boolean wants(Field field) {
    return field != LinkField.FRAME_PROTOCOLS;
  }

  @Override
  public void number(Field field, int offset, int length, long value) {
    int id = field.id();
    Values.number(values, DIGITS[id], value);
    end(id);
  }

  @Override
  public void address(Field field, int offset, IpAddress value) {
    Values.address(values, value);
    end(field.id());
  }

  @Override
  public void mac(Field field, int offset, MacAddress value) {
    Values.mac(values, value);
    end(field.id());
  }

  @Override
  public void text(Field field, int offset, int length, String value) {
    @Var int plain = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\' || Character.isISOControl(c)) {
        values.put(value.substring(plain, i));
        escape(c);
        plain = i + 1;
      }
    }
    values.put(value.substring(plain));
    end(field.id());
  }

  @Override
  public void octets(Field field, Slice value) {
    if (octets || field != LinkField.DATA_DATA) {
      values.hex(value);
      end(field.id());
    }
  }

  /** RFC 8259 §7; and what a terminal would obey. */
  private void escape(char c) {
    switch (c) {
      case '"' -> values.put("\\\"");
      case '\\' -> values.put("\\\\");
      case '\n' -> values.put("\\n");
      case '\t' -> values.put("\\t");
      case '\r' -> values.put("\\r");
      default -> values.put("\\u").hex(c, 4);
    }
  }
}
