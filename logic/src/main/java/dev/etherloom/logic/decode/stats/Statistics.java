package dev.etherloom.logic.decode.stats;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.decode.Decoded;
import io.vavr.collection.Vector;

/** What a capture holds, counted: protocols, conversations, sizes, time. For one thread. */
public final class Statistics {
  /** Sizes on the wire in octets; each class ends before the next begins. */
  private static final Vector<Integer> CLASSES = Vector.of(0, 64, 128, 256, 512, 1_024, 1_519);

  private final Hierarchy protocols = new Hierarchy();
  private final Conversations conversations = new Conversations();
  private final Count total = new Count();
  private final Vector<Count> sizes = CLASSES.map(_ -> new Count());
  private final long[] span = {Long.MAX_VALUE, Long.MIN_VALUE};

  public void add(Decoded frame) {
    total.add(frame.reported());
    protocols.add(frame.layers(), frame.reported());
    conversations.add(frame.layers(), frame.reported());
    size(frame.reported()).add(frame.reported());
    if (frame.unixNanos().isDefined()) {
      span[0] = Math.min(span[0], frame.unixNanos().get());
      span[1] = Math.max(span[1], frame.unixNanos().get());
    }
  }

  private Count size(long octets) {
    @Var int i = CLASSES.length() - 1;
    while (octets < CLASSES.get(i)) {
      i--;
    }
    return sizes.get(i);
  }

  /** Appends the tables. */
  public void print(StringBuilder out) {
    out.append(String.format("Frames: %d, octets: %d", total.frames(), total.octets()));
    if (span[0] <= span[1]) {
      out.append(String.format(", in %.6f s", (span[1] - span[0]) / 1e9));
    }
    out.append(String.format("%n%nProtocols%n  %-40s %12s %15s%n", "", "frames", "octets"));
    protocols.print(0, out);
    conversations.print(out);
    out.append(String.format("%nSizes%n  %-40s %12s %15s%n", "octets", "frames", "octets"));
    for (int i = 0; i < CLASSES.length(); i++) {
      var name =
          CLASSES.get(i)
              + (i + 1 < CLASSES.length() ? "…" + (CLASSES.get(i + 1) - 1) : " and more");
      out.append(
          String.format("  %-40s %12d %15d%n", name, sizes.get(i).frames(), sizes.get(i).octets()));
    }
  }
}
