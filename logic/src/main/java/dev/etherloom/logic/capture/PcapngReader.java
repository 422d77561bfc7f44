package dev.etherloom.logic.capture;

import dev.etherloom.frames.Slice;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.function.Function;

/** Walks over the blocks of a pcapng file (draft-ietf-opsawg-pcapng §3, §4). */
final class PcapngReader {
  static final int SECTION_HEADER = 0x0a0d_0d0a;
  private static final int BYTE_ORDER_MAGIC = 0x1a2b_3c4d;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int OBSOLETE_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;
  private static final int CUSTOM = 0x0bad;
  private static final int CUSTOM_NOT_COPIED = 0x4000_0bad;

  private static final int SMALLEST = 12;
  private static final int SMALLEST_SECTION = 28;
  private static final int CUSTOM_DATA = 12;
  private static final int MAJOR = 1;

  private PcapngReader() {}

  /** A section's header (§4.1), which tells the order of all octets up to the next one. */
  static Progress section(CaptureState state, Slice available) {
    var name = "section header block";
    if (available.length() < SMALLEST) {
      return new Progress.NeedMore(SMALLEST, name);
    }
    int magic = available.i32(8);
    if (magic != BYTE_ORDER_MAGIC && Integer.reverseBytes(magic) != BYTE_ORDER_MAGIC) {
      return failed(state, name, 8, "byte-order magic", available.u32(8), "0x1a2b3c4d");
    }
    var order = magic == BYTE_ORDER_MAGIC ? ByteOrder.BIG : ByteOrder.LITTLE;
    long length = order.u32(available, 4);
    if (length < SMALLEST_SECTION) {
      return failed(state, name, 4, "block length", length, "at least " + SMALLEST_SECTION);
    }
    return whole(
        state,
        name,
        order,
        available,
        block ->
            block.u16(12) == MAJOR
                ? Either.right(
                    skip(
                        state.as(new CaptureState.Format.Section(order, Vector.empty())),
                        length,
                        name))
                : block.bad(12, "major version", block.u16(12), "1"));
  }

  static Progress next(CaptureState state, CaptureState.Format.Section section, Slice available) {
    if (available.length() < SMALLEST) {
      return new Progress.NeedMore(SMALLEST, "block");
    }
    if (available.i32(0) == SECTION_HEADER) {
      return section(state, available);
    }
    var order = section.order();
    long length = order.u32(available, 4);
    return switch (order.i32(available, 0)) {
      case INTERFACE_DESCRIPTION ->
          whole(
              state,
              "interface description block",
              order,
              available,
              block ->
                  InterfaceBlock.read(block, section.interfaces().size())
                      .map(one -> skip(state.as(section.with(one)), length, block.name())));
      case OBSOLETE_PACKET ->
          packet(state, "packet block", section, available, PacketBlock::obsolete);
      case SIMPLE_PACKET ->
          packet(state, "simple packet block", section, available, PacketBlock::simple);
      case ENHANCED_PACKET ->
          packet(state, "enhanced packet block", section, available, PacketBlock::enhanced);
      case CUSTOM, CUSTOM_NOT_COPIED -> custom(state, order, available);
      default -> unknown(state, order, available);
    };
  }

  private static Progress packet(
      CaptureState state,
      String name,
      CaptureState.Format.Section section,
      Slice available,
      PacketBlock kind) {
    return whole(
        state,
        name,
        section.order(),
        available,
        block ->
            kind.read(block, section.interfaces()).map(packet -> record(state, block, packet)));
  }

  private static Progress record(CaptureState state, Block block, CaptureRecord value) {
    int length = block.octets().length();
    return new Progress.Found(value, length, state.moved(length));
  }

  /** Somebody's own (§4.7); one that is longer than a packet may be is skipped. */
  private static Progress custom(CaptureState state, ByteOrder order, Slice available) {
    return order.u32(available, 4) > CaptureReader.PACKET_LIMIT
        ? unknown(state, order, available)
        : whole(
            state,
            "custom block",
            order,
            available,
            block ->
                block.left(8) < 4
                    ? block.bad(4, "block length", block.octets().length(), "at least 16")
                    : Either.right(
                        record(
                            state,
                            block,
                            new CaptureRecord.Custom(
                                block.u32(8), block.copy(CUSTOM_DATA, block.left(CUSTOM_DATA))))));
  }

  /**
   * Names, statistics, secrets and all that came later; not even the second length is looked at.
   */
  private static Progress unknown(CaptureState state, ByteOrder order, Slice available) {
    var name = "block of type 0x%08x".formatted(order.i32(available, 0));
    long length = order.u32(available, 4);
    return length < SMALLEST || length % 4 != 0
        ? badLength(state, name, length)
        : skip(state, length, name);
  }

  /** Reads a block once all of it is there and both its lengths agree. */
  private static Progress whole(
      CaptureState state,
      String name,
      ByteOrder order,
      Slice available,
      Function<Block, Either<CaptureError, Progress>> read) {
    long length = order.u32(available, 4);
    if (length < SMALLEST || length % 4 != 0) {
      return badLength(state, name, length);
    }
    if (length > CaptureReader.BLOCK_LIMIT) {
      var expected = "at most " + CaptureReader.BLOCK_LIMIT;
      return failed(state, name, 4, "block length", length, expected);
    }
    int size = (int) length;
    if (available.length() < size) {
      return new Progress.NeedMore(size, name);
    }
    int trailer = size - Block.TRAILER;
    long again = order.u32(available, trailer);
    return again == length
        ? read.apply(new Block(state.position(), name, order, available.first(size)))
            .fold(Progress.Failed::new, Function.identity())
        : failed(state, name, trailer, "second block length", again, "the first, " + length);
  }

  private static Progress skip(CaptureState state, long length, String name) {
    return new Progress.Skip(length, name, state.moved(length));
  }

  private static Progress badLength(CaptureState state, String name, long length) {
    return failed(state, name, 4, "block length", length, "a multiple of 4 from 12 on");
  }

  private static Progress failed(
      CaptureState state, String name, int at, String field, long found, String expected) {
    return new Progress.Failed(
        new CaptureError.BadField(state.position() + at, name, field, found, expected));
  }
}
