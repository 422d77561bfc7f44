package dev.etherloom.logic.capture;

import dev.etherloom.frames.Slice;

/**
 * Reads capture files of both formats, a record at a time: whoever has the octets shows those from
 * {@link CaptureState#position} on, as many as there are, and is told what they are. Nothing shown
 * is kept: records are copies.
 */
public final class CaptureReader {
  /** The longest packet that is read, in octets; libpcap's and Wireshark's limit. */
  public static final int PACKET_LIMIT = 262_144;

  /** The longest pcapng block that is read rather than skipped or refused, in octets. */
  public static final int BLOCK_LIMIT = 16 << 20;

  private static final int MAGIC = 4;

  private CaptureReader() {}

  /** The next step, with the file's octets from the state's position on. */
  public static Progress next(CaptureState state, Slice available) {
    return switch (state.format()) {
      case CaptureState.Format.Unknown _ -> start(state, available);
      case CaptureState.Format.Classic format -> PcapReader.next(state, format, available);
      case CaptureState.Format.Section section -> PcapngReader.next(state, section, available);
    };
  }

  /**
   * The last step, when the file ends behind {@code left}: {@link Progress.End} or what is cut. All
   * whole records have to be taken by {@link #next} before.
   */
  public static Progress end(CaptureState state, Slice left) {
    return switch (next(state, left)) {
      case Progress.NeedMore(var minimum, var what) ->
          left.isEmpty() && state.position() > 0
              ? new Progress.End()
              : new Progress.Failed(
                  new CaptureError.Cut(state.position(), what, minimum, left.length()));
      case Progress other -> other;
    };
  }

  private static Progress start(CaptureState state, Slice available) {
    if (available.length() < MAGIC) {
      return new Progress.NeedMore(MAGIC, "file header");
    }
    return available.i32(0) == PcapngReader.SECTION_HEADER
        ? PcapngReader.section(state, available)
        : PcapReader.start(state, available);
  }
}
