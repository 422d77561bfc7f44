package dev.etherloom.logic.capture;

import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** The three blocks with packets in them (draft-ietf-opsawg-pcapng §4.3, §4.4, appendix A). */
@FunctionalInterface
interface PacketBlock {
  int FIXED = 28;
  int SIMPLE_FIXED = 12;
  int FLAGS = 2;

  Either<CaptureError, CaptureRecord> read(Block block, Vector<CaptureInterface> interfaces);

  /** The one in use. */
  static Either<CaptureError, CaptureRecord> enhanced(
      Block block, Vector<CaptureInterface> interfaces) {
    return block.left(FIXED) < 0
        ? tooShort(block, FIXED)
        : stamped(block, interfaces, block.u32(8));
  }

  /** Its predecessor: a number of 16 bits for the interface, and one of dropped packets. */
  static Either<CaptureError, CaptureRecord> obsolete(
      Block block, Vector<CaptureInterface> interfaces) {
    return block.left(FIXED) < 0
        ? tooShort(block, FIXED)
        : stamped(block, interfaces, block.u16(8));
  }

  private static Either<CaptureError, CaptureRecord> stamped(
      Block block, Vector<CaptureInterface> interfaces, long id) {
    if (id >= interfaces.size()) {
      return unknownInterface(block, id, interfaces);
    }
    long captured = block.u32(20);
    int most = Math.min(CaptureReader.PACKET_LIMIT, block.left(FIXED));
    if (captured > most) {
      return block.bad(20, "captured length", captured, "at most " + most);
    }
    int size = (int) captured;
    var via = interfaces.get((int) id);
    int behind = FIXED + size + (-size & 3);
    return block
        .options(behind)
        .map(
            options ->
                new CaptureRecord.Packet(
                    via.scale().unixNanos(block.u32(12) << 32 | block.u32(16)),
                    block.copy(FIXED, size),
                    block.u32(24),
                    via,
                    direction(block.order(), options),
                    options));
  }

  private static Option<Direction> direction(ByteOrder order, Vector<CaptureOption> options) {
    return options
        .find(option -> option.code() == FLAGS && option.value().length() == 4)
        .flatMap(option -> Direction.ofFlags(order.u32(option.value(), 0)));
  }

  /** One without a time, of the section's first interface, whose snap length says what is kept. */
  static Either<CaptureError, CaptureRecord> simple(
      Block block, Vector<CaptureInterface> interfaces) {
    if (block.left(SIMPLE_FIXED) < 0) {
      return tooShort(block, SIMPLE_FIXED);
    }
    if (interfaces.isEmpty()) {
      return unknownInterface(block, 0, interfaces);
    }
    var via = interfaces.head();
    long original = block.u32(8);
    long captured = via.snapLength() == 0 ? original : Math.min(original, via.snapLength());
    int most = Math.min(CaptureReader.PACKET_LIMIT, block.left(SIMPLE_FIXED));
    if (captured > most) {
      return block.bad(8, "packet length", captured, "at most " + most);
    }
    return Either.right(
        new CaptureRecord.Packet(
            Option.none(),
            block.copy(SIMPLE_FIXED, (int) captured),
            original,
            via,
            Option.none(),
            Vector.empty()));
  }

  private static Either<CaptureError, CaptureRecord> tooShort(Block block, int fixed) {
    var expected = "at least " + (fixed + Block.TRAILER);
    return block.bad(4, "block length", block.octets().length(), expected);
  }

  private static Either<CaptureError, CaptureRecord> unknownInterface(
      Block block, long id, Vector<CaptureInterface> interfaces) {
    return block.bad(8, "interface", id, "one of the section's " + interfaces.size());
  }
}
