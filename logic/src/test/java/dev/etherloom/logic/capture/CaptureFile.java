package dev.etherloom.logic.capture;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Capture files made by hand, and what reading them gives. */
public final class CaptureFile {
  public static final int MICROS = 0xa1b2c3d4;
  public static final int NANOS = 0xa1b23c4d;

  private final ByteBuffer octets = ByteBuffer.allocate(1 << 20);

  public CaptureFile(java.nio.ByteOrder order) {
    octets.order(order);
  }

  @CanIgnoreReturnValue
  public CaptureFile u16(int value) {
    octets.putShort((short) value);
    return this;
  }

  @CanIgnoreReturnValue
  public CaptureFile u32(long... values) {
    for (long value : values) {
      octets.putInt((int) value);
    }
    return this;
  }

  @CanIgnoreReturnValue
  public CaptureFile put(Slice some) {
    octets.put(some.toBytes());
    return this;
  }

  @CanIgnoreReturnValue
  public CaptureFile padded(Slice some) {
    return put(some).put(Slice.owning(new byte[-some.length() & 3]));
  }

  public CaptureFile pcap(int magic, int minor, long snapLength, long network) {
    return u32(magic).u16(2).u16(minor).u32(0, 0, snapLength, network);
  }

  @CanIgnoreReturnValue
  public CaptureFile pcapPacket(long seconds, long fraction, long original, Slice packet) {
    return u32(seconds, fraction, packet.length(), original).put(packet);
  }

  /** Puts a block around what {@code body} wrote. */
  @CanIgnoreReturnValue
  public CaptureFile block(int type, CaptureFile body) {
    int length = 12 + body.octets.position();
    return u32(type, length).put(body.toSlice()).u32(length);
  }

  /** An empty one in the same order, for a body. */
  public CaptureFile body() {
    return new CaptureFile(octets.order());
  }

  @CanIgnoreReturnValue
  public CaptureFile option(int code, Slice value) {
    return u16(code).u16(value.length()).padded(value);
  }

  public CaptureFile section() {
    return block(0x0a0d0d0a, body().u32(0x1a2b3c4d).u16(1).u16(0).u32(-1, -1));
  }

  @CanIgnoreReturnValue
  public CaptureFile onInterface(int linkType, long snapLength, CaptureFile options) {
    return block(1, body().u16(linkType).u16(0).u32(snapLength).put(options.toSlice()));
  }

  @CanIgnoreReturnValue
  public CaptureFile enhanced(long id, long stamp, long original, Slice packet, Slice options) {
    var body = body().u32(id, stamp >>> 32, stamp, packet.length(), original).padded(packet);
    return block(6, body.put(options));
  }

  public Slice toSlice() {
    return Slice.owning(Arrays.copyOf(octets.array(), octets.position()));
  }

  /** All records of a file and what stopped the reading, if not the end. */
  public record Reading(Vector<CaptureRecord> records, Option<CaptureError> error) {
    public CaptureRecord.Packet packet(int index) {
      return (CaptureRecord.Packet) records.get(index);
    }
  }

  public static Reading read(Slice file) {
    return read(file, file.length());
  }

  /**
   * Reads with only {@code window} octets in view, as long as those do; fails if it goes astray.
   */
  public static Reading read(Slice file, int window) {
    @Var var state = CaptureState.START;
    @Var Vector<CaptureRecord> records = Vector.empty();
    @Var int shown = window;
    while (true) {
      var left = file.from(Math.toIntExact(state.position()));
      var view = left.first(Math.min(shown, left.length()));
      switch (CaptureReader.next(state, view)) {
        case Progress.NeedMore(var minimum, _) -> {
          check(minimum > view.length() && minimum <= CaptureReader.BLOCK_LIMIT);
          if (minimum > left.length()) {
            return ended(records, CaptureReader.end(state, left));
          }
          shown = minimum;
        }
        case Progress.Skip skip -> {
          check(skip.octets() > 0);
          if (skip.octets() > left.length()) {
            return new Reading(records, Option.some(skip.cut(left.length())));
          }
          check(skip.then().position() == state.position() + skip.octets());
          state = skip.then();
          shown = window;
        }
        case Progress.Found(var value, var consumed, var then) -> {
          check(consumed > 0 && consumed <= view.length() && value.captured().offset() == 0);
          check(then.position() == state.position() + consumed);
          records = records.append(value);
          state = then;
          shown = window;
        }
        case Progress.Failed(var why) -> {
          return new Reading(records, Option.some(why));
        }
        case Progress.End _ -> throw new AssertionError("an end that nobody called");
      }
    }
  }

  private static Reading ended(Vector<CaptureRecord> records, Progress end) {
    return switch (end) {
      case Progress.End _ -> new Reading(records, Option.none());
      case Progress.Failed(var why) -> new Reading(records, Option.some(why));
      case Progress other -> throw new AssertionError(other);
    };
  }

  private static void check(boolean fact) {
    if (!fact) {
      throw new AssertionError();
    }
  }
}
