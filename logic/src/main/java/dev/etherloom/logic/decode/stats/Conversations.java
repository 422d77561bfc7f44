package dev.etherloom.logic.decode.stats;

import dev.etherloom.logic.decode.Layer;
import dev.etherloom.logic.decode.Protocol;
import dev.etherloom.logic.net.IpAddress;
import io.vavr.collection.Array;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Who speaks with whom, by the outermost addresses and ports. A stranger chooses how many there
 * are: at most {@value #MAX} are told apart, what comes beyond is counted together.
 */
final class Conversations {
  static final int MAX = 1 << 16;
  private static final int SHOWN = 20;

  /** An end: an address, and a port where the transport has some. */
  private record End(IpAddress address, int port) implements Comparable<End> {
    @Override
    public int compareTo(End other) {
      int byAddress = address.compareTo(other.address);
      return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
    }

    private String text(boolean ported) {
      return ported ? address + ":" + port : address.toString();
    }
  }

  /** The two ends, the lower one first. */
  private record Pair(Protocol kind, boolean ported, End low, End high) {}

  /** What each of the two sent. */
  private record Counts(Count up, Count down) {
    private long frames() {
      return up.frames() + down.frames();
    }

    private long octets() {
      return up.octets() + down.octets();
    }
  }

  private final Map<Pair, Counts> counts = new HashMap<>();
  private final Count others = new Count();

  void add(Array<Layer> layers, long octets) {
    for (int i = 0; i < layers.length(); i++) {
      var ends = layers.get(i).endpoints();
      if (ends.isDefined()) {
        var above = i + 1 < layers.length() ? layers.get(i + 1) : layers.get(i);
        add(ends.get(), above, octets);
        return;
      }
    }
  }

  private void add(Layer.Endpoints ends, Layer above, long octets) {
    var ports = above.ports();
    var source = new End(ends.source(), ports.isDefined() ? ports.get().source() : 0);
    var destination =
        new End(ends.destination(), ports.isDefined() ? ports.get().destination() : 0);
    boolean up = source.compareTo(destination) <= 0;
    var pair =
        new Pair(
            above.protocol(),
            ports.isDefined(),
            up ? source : destination,
            up ? destination : source);
    var known = counts.get(pair);
    if (known != null) {
      (up ? known.up : known.down).add(octets);
    } else if (counts.size() < MAX) {
      var fresh = new Counts(new Count(), new Count());
      (up ? fresh.up : fresh.down).add(octets);
      var _ = counts.put(pair, fresh);
    } else {
      others.add(octets);
    }
  }

  /** Appends those with the most octets. */
  void print(StringBuilder out) {
    out.append(String.format("%nConversations: %d", counts.size()));
    out.append(counts.size() > SHOWN ? ", the " + SHOWN + " with the most octets" : "");
    out.append(String.format("%n  %-72s %10s %15s %15s%n", "", "frames", "octets →", "octets ←"));
    counts.entrySet().stream()
        .sorted(Comparator.comparingLong(one -> -one.getValue().octets()))
        .limit(SHOWN)
        .forEach(one -> line(one.getKey(), one.getValue(), out));
    if (others.frames() > 0) {
      out.append(String.format("  %-72s %10d %15d%n", "others", others.frames(), others.octets()));
    }
  }

  private static void line(Pair pair, Counts counts, StringBuilder out) {
    var text =
        "%s %s ↔ %s"
            .formatted(pair.kind.label(), pair.low.text(pair.ported), pair.high.text(pair.ported));
    out.append(
        String.format(
            "  %-72s %10d %15d %15d%n",
            text, counts.frames(), counts.up.octets(), counts.down.octets()));
  }
}
