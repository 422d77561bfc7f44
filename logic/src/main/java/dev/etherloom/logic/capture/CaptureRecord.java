package dev.etherloom.logic.capture;

import dev.etherloom.frames.Slice;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** What a capture file has one of after the other, and what Wireshark numbers as frames. */
public sealed interface CaptureRecord {
  /** The octets: an array of their own, offset 0, safe to keep. */
  Slice captured();

  /** The length there was on the wire, in octets; as a rule not less than was captured. */
  long originalLength();

  /** What people wrote about it. */
  Vector<String> comments();

  /**
   * A packet.
   *
   * @param unixNanos when, in nanoseconds since 1970-01-01 UTC; none in a simple packet block, and
   *     for a time a long cannot hold
   * @param via where; classic files have one, unnamed
   * @param direction which way, where that is told
   * @param options all of the block's options, in the file's order
   */
  record Packet(
      Option<Long> unixNanos,
      Slice captured,
      long originalLength,
      CaptureInterface via,
      Option<Direction> direction,
      Vector<CaptureOption> options)
      implements CaptureRecord {
    public int linkType() {
      return via.linkType();
    }

    @Override
    public Vector<String> comments() {
      return options
          .filter(option -> option.code() == CaptureOption.COMMENT)
          .map(CaptureOption::text);
    }
  }

  /**
   * Somebody's own block: no packet, without a time or an interface.
   *
   * @param enterprise whose, by the number IANA gave
   * @param captured all behind that number, padding and options included: where the data ends only
   *     its owner knows
   */
  record Custom(long enterprise, Slice captured) implements CaptureRecord {
    @Override
    public long originalLength() {
      return captured.length();
    }

    @Override
    public Vector<String> comments() {
      return Vector.empty();
    }
  }
}
