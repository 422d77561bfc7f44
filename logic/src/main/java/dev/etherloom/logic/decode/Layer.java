package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;

/** One header of a frame, with what it says. */
public interface Layer {
  Protocol protocol();

  /** How {@code frame.protocols} names it, colons between where it takes more than one name. */
  default String path() {
    return protocol().label();
  }

  /** The octets of this layer alone, without what it carries. */
  Slice octets();

  /** Tells all fields, in the order in which they stand. */
  void fields(Fields out);

  /**
   * What it does, in a few words: {@code "10.0.0.1 > 10.0.0.2"}, {@code "DNS query A a.example"}.
   */
  String summary();
}
