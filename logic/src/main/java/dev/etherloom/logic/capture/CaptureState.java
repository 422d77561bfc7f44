package dev.etherloom.logic.capture;

import io.vavr.collection.Vector;

/**
 * How far a capture file was read, and what of it later records need.
 *
 * @param position the absolute offset of the next octet
 */
public record CaptureState(long position, Format format) {
  /** At a file's start. */
  public static final CaptureState START = new CaptureState(0, new Format.Unknown());

  /** What kind of file it is. */
  public sealed interface Format {
    /** Nothing was read yet. */
    record Unknown() implements Format {}

    /**
     * A classic pcap file.
     *
     * @param minor of the version 2.x; before 2.4 two lengths stood the other way round
     */
    record Classic(ByteOrder order, int minor, CaptureInterface via) implements Format {}

    /** A pcapng file, in this section. */
    record Section(ByteOrder order, Vector<CaptureInterface> interfaces) implements Format {
      Section with(CaptureInterface one) {
        return new Section(order, interfaces.append(one));
      }
    }
  }

  CaptureState moved(long octets) {
    return new CaptureState(position + octets, format);
  }

  CaptureState as(Format other) {
    return new CaptureState(position, other);
  }
}
