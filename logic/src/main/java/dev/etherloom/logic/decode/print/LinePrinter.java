package dev.etherloom.logic.decode.print;

import dev.etherloom.logic.decode.Decoded;
import dev.etherloom.logic.decode.Layer;
import dev.etherloom.logic.decode.Protocol;

/** A frame as one line, in the manner of tcpdump: when, from whom to whom, what it does. */
public final class LinePrinter {
  private static final long DAY = 86_400L;

  private LinePrinter() {}

  /**
   * Appends the frame and a line feed.
   *
   * @param style colours, or none
   */
  public static void print(Decoded frame, Style style, StringBuilder out) {
    style.faint(out, () -> time(frame, out));
    out.append(' ');
    layers(frame, style, out);
    for (var comment : frame.comments()) {
      out.append("  # ").append(comment.replace('\n', ' '));
    }
    out.append('\n');
  }

  /** The time of day, UTC, in microseconds; the frame's number where it has no time. */
  static void time(Decoded frame, StringBuilder out) {
    if (frame.unixNanos().isEmpty()) {
      out.append('#').append(frame.number());
      return;
    }
    long nanos = frame.unixNanos().get();
    long second = Math.floorMod(Math.floorDiv(nanos, 1_000_000_000L), DAY);
    two(out, second / 3600).append(':');
    two(out, second / 60 % 60).append(':');
    two(out, second % 60).append('.');
    String micros = Long.toString(1_000_000L + Math.floorMod(nanos, 1_000_000_000L) / 1000);
    out.append(micros, 1, 7);
  }

  private static StringBuilder two(StringBuilder out, long number) {
    return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  private static void layers(Decoded frame, Style style, StringBuilder out) {
    var layers = frame.layers();
    int start = out.length();
    for (int i = 0; i < layers.length(); i++) {
      var layer = layers.get(i);
      boolean last = layers.length() == i + 1 || layers.get(i + 1).protocol() == Protocol.DATA;
      if (layer.protocol() == Protocol.DATA && i > 1) {
        continue; // the layer before it has told the length
      }
      if (out.length() > start && !endsWith(out, ": ")) {
        out.append(layer.protocol() == Protocol.MALFORMED ? " " : ", ");
      }
      layer(layer, i + 1 < layers.length() ? layers.get(i + 1) : layer, last, style, out);
    }
    if (endsWith(out, ", ") || endsWith(out, ": ")) {
      out.setLength(out.length() - 2);
    }
  }

  private static void layer(Layer layer, Layer next, boolean last, Style style, StringBuilder out) {
    switch (layer.protocol()) {
      case ETHERNET, COOKED, LOOPBACK -> {
        if (last) {
          out.append(layer.summary());
        }
      }
      case IPV4, IPV6 -> {
        style.strong(out, () -> out.append(layer.protocol() == Protocol.IPV4 ? "IP " : "IP6 "));
        endpoints(layer, next, out);
        out.append(": ");
      }
      case UDP -> {
        if (last) {
          out.append(layer.summary());
        }
      }
      case HOP_BY_HOP, DESTINATION_OPTIONS, AUTHENTICATION -> {}
      case MALFORMED, SHORT -> style.alarm(out, () -> out.append(layer.summary()));
      default -> out.append(layer.summary());
    }
  }

  /** Both addresses, with the ports where the next layer has some. */
  private static void endpoints(Layer ip, Layer next, StringBuilder out) {
    if (ip.endpoints().isEmpty()) {
      out.append(ip.summary());
      return;
    }
    var ends = ip.endpoints().get();
    var ports = next.ports();
    Values.address(out, ends.source());
    ports.forEach(pair -> out.append('.').append(pair.source()));
    out.append(" > ");
    Values.address(out, ends.destination());
    ports.forEach(pair -> out.append('.').append(pair.destination()));
  }

  private static boolean endsWith(StringBuilder text, String end) {
    int from = text.length() - end.length();
    return from >= 0 && text.indexOf(end, from) == from;
  }
}
