package dev.etherloom.logic.decode;

import dev.etherloom.logic.capture.CaptureRecord;
import io.vavr.control.Option;

/**
 * Decodes frames, one after the other. It remembers what a later frame may complete: fragments of
 * IP packets, DNS messages over TCP. For one thread.
 */
public final class Decoder {
  private final Fragments fragments = new Fragments();
  private final Streams streams = new Streams();

  /**
   * Decodes a record of a capture file.
   *
   * @param number which it is, counted from 1
   */
  public Decoded decode(long number, CaptureRecord record) {
    var octets = record.captured();
    int reported = Math.clamp(record.originalLength(), octets.length(), Integer.MAX_VALUE);
    var walk = new Walk(fragments, streams);
    var region = new Region(octets, reported);
    var time =
        record instanceof CaptureRecord.Packet packet ? packet.unixNanos() : Option.<Long>none();
    var link =
        record instanceof CaptureRecord.Packet packet
            ? Option.some(packet.linkType())
            : Option.<Integer>none();
    var _ = link.isDefined() ? LinkTypes.walk(link.get(), region, walk) : walk.data(region);
    return new Decoded(
        number, time, link, octets, record.originalLength(), walk.layers(), record.comments());
  }
}
