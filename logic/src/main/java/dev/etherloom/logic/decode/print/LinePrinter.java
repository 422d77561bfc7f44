package dev.etherloom.logic.decode.print;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.TextWriter;
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
  public static void print(Decoded frame, Style style, TextWriter out) {
    style.faint(out, () -> time(frame, out));
    out.put(' ');
    layers(frame, style, out);
    for (var comment : frame.comments()) {
      out.put("  # ").put(Values.plain(comment));
    }
    out.put('\n');
  }

  /** The time of day, UTC, in microseconds; the frame's number where it has no time. */
  static void time(Decoded frame, TextWriter out) {
    if (frame.unixNanos().isEmpty()) {
      out.put('#').decimal(frame.number());
      return;
    }
    long nanos = frame.unixNanos().get();
    long second = Math.floorMod(Math.floorDiv(nanos, 1_000_000_000L), DAY);
    two(out, second / 3600).put(':');
    two(out, second / 60 % 60).put(':');
    two(out, second % 60).put('.');
    String micros = Long.toString(1_000_000L + Math.floorMod(nanos, 1_000_000_000L) / 1000);
    out.put(micros.substring(1));
  }

  private static TextWriter two(TextWriter out, long number) {
    return out.put((char) ('0' + number / 10)).put((char) ('0' + number % 10));
  }

  private static void layers(Decoded frame, Style style, TextWriter out) {
    var layers = frame.layers();
    @Var var separator = "";
    for (int i = 0; i < layers.length(); i++) {
      var layer = layers.get(i);
      boolean last = layers.length() == i + 1 || layers.get(i + 1).protocol() == Protocol.DATA;
      if (isTold(layer.protocol(), i, last)) {
        out.put(separator);
        layer(layer, i + 1 < layers.length() ? layers.get(i + 1) : layer, style, out);
        separator = isPacket(layer.protocol()) ? ": " : ", ";
      }
    }
  }

  /** What carries something else says little, save where it carries nothing that is known. */
  private static boolean isTold(Protocol protocol, int depth, boolean last) {
    return switch (protocol) {
      case DATA -> depth < 2;
      case ETHERNET, COOKED, LOOPBACK, UDP -> last;
      case HOP_BY_HOP, DESTINATION_OPTIONS, AUTHENTICATION -> false;
      default -> true;
    };
  }

  private static boolean isPacket(Protocol protocol) {
    return protocol == Protocol.IPV4 || protocol == Protocol.IPV6;
  }

  private static void layer(Layer layer, Layer next, Style style, TextWriter out) {
    if (isPacket(layer.protocol())) {
      style.strong(out, () -> out.put(layer.protocol() == Protocol.IPV4 ? "IP " : "IP6 "));
      endpoints(layer, next, out);
    } else if (layer.protocol() == Protocol.MALFORMED || layer.protocol() == Protocol.SHORT) {
      style.alarm(out, () -> out.put(Values.plain(layer.summary())));
    } else {
      out.put(Values.plain(layer.summary()));
    }
  }

  /** Both addresses, with the ports where the next layer has some. */
  private static void endpoints(Layer ip, Layer next, TextWriter out) {
    if (ip.endpoints().isEmpty()) {
      out.put(Values.plain(ip.summary()));
      return;
    }
    var ends = ip.endpoints().get();
    var ports = next.ports();
    Values.address(out, ends.source());
    ports.forEach(pair -> out.put('.').decimal(pair.source()));
    out.put(" > ");
    Values.address(out, ends.destination());
    ports.forEach(pair -> out.put('.').decimal(pair.destination()));
  }
}
