package dev.etherloom.logic.shell;

import dev.etherloom.logic.net.DropReason;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Counts of frames, and of drops by reason. One thread counts, any thread reads. At most 256
 * reasons are told apart; further ones are counted together.
 */
final class Metrics {
  private static final int MAX_REASONS = 256;
  private static final String FURTHER = "further reasons";

  private final LongAdder received = new LongAdder();
  private final LongAdder transmitted = new LongAdder();
  private final ConcurrentHashMap<String, LongAdder> drops = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, LongAdder> uses = new ConcurrentHashMap<>();

  void received() {
    received.increment();
  }

  void transmitted() {
    transmitted.increment();
  }

  void dropped(DropReason reason) {
    count(reason.isUsed() ? uses : drops, reason.label());
  }

  void dropped(String label) {
    count(drops, label);
  }

  private static void count(ConcurrentHashMap<String, LongAdder> counts, String label) {
    var known = counts.get(label);
    if (known != null) {
      known.increment();
      return;
    }
    var name = counts.size() < MAX_REASONS ? label : FURTHER;
    counts.computeIfAbsent(name, _ -> new LongAdder()).increment();
  }

  /** All of them together. */
  static Metrics sum(Iterable<Metrics> all) {
    var sum = new Metrics();
    for (var one : all) {
      sum.received.add(one.received.sum());
      sum.transmitted.add(one.transmitted.sum());
      one.drops.forEach((label, number) -> add(sum.drops, label, number));
      one.uses.forEach((label, number) -> add(sum.uses, label, number));
    }
    return sum;
  }

  private static void add(
      ConcurrentHashMap<String, LongAdder> counts, String label, LongAdder number) {
    counts.computeIfAbsent(label, _ -> new LongAdder()).add(number.sum());
  }

  /** How often something was dropped for the reason of that label. */
  long drops(String label) {
    var count = drops.get(label);
    return count == null ? 0 : count.sum();
  }

  /** One line: frames in and out, the drops by reason, then what else was counted. */
  @Override
  public String toString() {
    var unused = drops.isEmpty() ? "none" : listed(drops);
    var line =
        "frames in %d, out %d; not used: %s".formatted(received.sum(), transmitted.sum(), unused);
    return uses.isEmpty() ? line : line + "; used: " + listed(uses);
  }

  private static String listed(ConcurrentHashMap<String, LongAdder> counts) {
    return new TreeMap<>(counts)
        .entrySet().stream()
            .map(one -> one.getKey() + " " + one.getValue().sum())
            .collect(Collectors.joining(", "));
  }
}
