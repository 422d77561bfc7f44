package dev.etherloom.logic.decode.stats;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.decode.Layer;
import dev.etherloom.logic.decode.Protocol;
import java.util.EnumMap;
import java.util.Map;

/** Which protocol carries which, and how much: a tree of counts. */
final class Hierarchy {
  /** Stacks that differ only deeper than this are counted together. */
  private static final int MAX_DEPTH = 12;

  private final Count count = new Count();
  private final Map<Protocol, Hierarchy> carried = new EnumMap<>(Protocol.class);

  void add(Iterable<Layer> layers, long octets) {
    @Var var at = this;
    @Var int depth = 0;
    for (var layer : layers) {
      if (depth++ == MAX_DEPTH) {
        return;
      }
      at = at.carried.computeIfAbsent(layer.protocol(), _ -> new Hierarchy());
      at.count.add(octets);
    }
  }

  /** Appends a line for each protocol, indented by what carries it. */
  void print(int depth, StringBuilder out) {
    carried.forEach(
        (protocol, below) -> {
          var name = "  ".repeat(depth) + protocol.title();
          out.append(
              String.format(
                  "  %-40s %12d %15d%n", name, below.count.frames(), below.count.octets()));
          below.print(depth + 1, out);
        });
  }
}
