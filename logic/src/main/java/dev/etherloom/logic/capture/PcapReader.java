package dev.etherloom.logic.capture;

import dev.etherloom.frames.Slice;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * The classic format (draft-ietf-opsawg-pcap): a header of 24 octets, then packets, each behind a
 * header of 16.
 */
final class PcapReader {
  private static final int MICROSECONDS = 0xa1b2_c3d4;
  private static final int NANOSECONDS = 0xa1b2_3c4d;
  private static final int FILE_HEADER = 24;
  private static final int PACKET_HEADER = 16;
  private static final int MAJOR = 2;
  private static final int LINK_TYPE = 0x03ff_ffff;
  private static final String PACKET = "packet";

  private PcapReader() {}

  static Progress start(CaptureState state, Slice available) {
    return switch (available.i32(0)) {
      case MICROSECONDS -> header(state, available, ByteOrder.BIG, TimeScale.MICROSECONDS);
      case NANOSECONDS -> header(state, available, ByteOrder.BIG, TimeScale.NANOSECONDS);
      default ->
          switch (Integer.reverseBytes(available.i32(0))) {
            case MICROSECONDS -> header(state, available, ByteOrder.LITTLE, TimeScale.MICROSECONDS);
            case NANOSECONDS -> header(state, available, ByteOrder.LITTLE, TimeScale.NANOSECONDS);
            default -> bad(0, "magic number", available.u32(0), "that of a pcap or pcapng file");
          };
    };
  }

  private static Progress header(
      CaptureState state, Slice available, ByteOrder order, TimeScale scale) {
    if (available.length() < FILE_HEADER) {
      return new Progress.NeedMore(FILE_HEADER, "file header");
    }
    int major = order.u16(available, 4);
    if (major != MAJOR) {
      return bad(4, "major version", major, "2");
    }
    int linkType = order.i32(available, 20) & LINK_TYPE;
    var via = new CaptureInterface(0, Option.none(), linkType, order.u32(available, 16), scale);
    var format = new CaptureState.Format.Classic(order, order.u16(available, 6), via);
    return new Progress.Skip(FILE_HEADER, "file header", state.as(format).moved(FILE_HEADER));
  }

  private static Progress bad(long offset, String field, long found, String expected) {
    return new Progress.Failed(
        new CaptureError.BadField(offset, "file header", field, found, expected));
  }

  static Progress next(CaptureState state, CaptureState.Format.Classic format, Slice available) {
    if (available.length() < PACKET_HEADER) {
      return new Progress.NeedMore(PACKET_HEADER, "packet header");
    }
    var order = format.order();
    long first = order.u32(available, 8);
    long second = order.u32(available, 12);
    boolean swapped = format.minor() < 3 || (format.minor() == 3 && first > second);
    long captured = swapped ? second : first;
    if (captured > CaptureReader.PACKET_LIMIT) {
      return new Progress.Failed(
          new CaptureError.BadField(
              state.position() + (swapped ? 12 : 8),
              PACKET,
              "captured length",
              captured,
              "at most " + CaptureReader.PACKET_LIMIT));
    }
    int size = PACKET_HEADER + (int) captured;
    if (available.length() < size) {
      return new Progress.NeedMore(size, PACKET);
    }
    boolean micros = format.via().scale().equals(TimeScale.MICROSECONDS);
    long fraction = order.u32(available, 4) * (micros ? 1_000 : 1);
    var packet =
        new CaptureRecord.Packet(
            Option.some(order.u32(available, 0) * TimeScale.SECOND + fraction),
            Slice.owning(available.slice(PACKET_HEADER, (int) captured).toBytes()),
            swapped ? first : second,
            format.via(),
            Option.none(),
            Vector.empty());
    return new Progress.Found(packet, size, state.moved(size));
  }
}
