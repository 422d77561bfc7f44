package dev.etherloom.logic.decode.filter;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.decode.Layer;
import dev.etherloom.logic.decode.Protocol;
import io.vavr.collection.Array;
import java.util.ArrayList;

/** The octets of a layer together with those of all that it carries. */
final class Carried {
  private Carried() {}

  static Slice from(Array<Layer> layers, int first) {
    var parts = new ArrayList<Slice>();
    for (var layer : layers.drop(first)) {
      if (isBroken(layer) && !parts.isEmpty()) {
        parts.add(behind(parts.getLast(), layer.octets()));
      } else {
        parts.add(layer.octets());
      }
    }
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    var out = Writer.allocate(parts.stream().mapToInt(Slice::length).sum());
    parts.forEach(out::put);
    return out.written();
  }

  private static boolean isBroken(Layer layer) {
    return layer.protocol() == Protocol.MALFORMED || layer.protocol() == Protocol.SHORT;
  }

  /** What broke begins where the header begins that broke, and that one is there already. */
  private static Slice behind(Slice header, Slice broken) {
    int shared = header.offset() + header.length() - broken.offset();
    return broken.from(Math.clamp(shared, 0, broken.length()));
  }
}
