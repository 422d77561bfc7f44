package dev.etherloom.logic.decode.stats;

/** Frames and octets that grow. */
final class Count {
  private final long[] both = new long[2];

  void add(long octets) {
    both[0]++;
    both[1] += octets;
  }

  long frames() {
    return both[0];
  }

  long octets() {
    return both[1];
  }
}
