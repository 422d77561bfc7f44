package dev.etherloom.logic.tcp;

/**
 * What happened in simulations.
 *
 * @param octets that sessions were given
 * @param lost frames that did not arrive as they were
 * @param disturbed frames that came twice, late or before others
 * @param resent octets sent more than once
 */
record SimTally(long seeds, long frames, long octets, long lost, long disturbed, long resent) {
  static final SimTally NONE = new SimTally(0, 0, 0, 0, 0, 0);

  SimTally plus(SimTally other) {
    return new SimTally(
        seeds + other.seeds,
        frames + other.frames,
        octets + other.octets,
        lost + other.lost,
        disturbed + other.disturbed,
        resent + other.resent);
  }

  @Override
  public String toString() {
    return "%,d seeds without a fault: %,d frames, %,d of them lost; %,d octets came, %,d went twice"
        .formatted(seeds, frames, lost, octets, resent);
  }
}
