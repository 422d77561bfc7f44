package dev.etherloom.logic.capture;

import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Interface description blocks (draft-ietf-opsawg-pcapng §4.2). */
final class InterfaceBlock {
  private static final int FIXED = 16;
  private static final int IF_NAME = 2;
  private static final int IF_TSRESOL = 9;
  private static final int IF_TSOFFSET = 14;

  /** Limits of what a file can make its reader keep. */
  private static final int MOST_INTERFACES = 65_536;

  private static final int LONGEST_NAME = 255;

  private InterfaceBlock() {}

  static Either<CaptureError, CaptureInterface> read(Block block, int id) {
    if (block.left(FIXED) < 0) {
      return block.bad(4, "block length", block.octets().length(), "at least 20");
    }
    if (id == MOST_INTERFACES) {
      return block.bad(0, "interface", id, "at most 65536 of them in a section");
    }
    return block
        .options(FIXED)
        .flatMap(
            options ->
                scale(block, options)
                    .map(
                        scale ->
                            new CaptureInterface(
                                id, name(options), block.u16(8), block.u32(12), scale)));
  }

  private static Option<String> name(Vector<CaptureOption> options) {
    return first(options, IF_NAME)
        .map(
            option -> option.value().first(Math.min(option.value().length(), LONGEST_NAME)).text());
  }

  private static Either<CaptureError, TimeScale> scale(Block block, Vector<CaptureOption> options) {
    var resolution = first(options, IF_TSRESOL);
    var offset = first(options, IF_TSOFFSET);
    if (resolution.exists(option -> option.value().length() != 1)) {
      return block.bad(FIXED, "length of if_tsresol", resolution.get().value().length(), "1");
    }
    if (offset.exists(option -> option.value().length() != 8)) {
      return block.bad(FIXED, "length of if_tsoffset", offset.get().value().length(), "8");
    }
    return Either.right(
        new TimeScale(
            resolution.map(option -> option.value().u8(0)).getOrElse(6),
            offset.map(option -> block.order().i64(option.value(), 0)).getOrElse(0L)));
  }

  private static Option<CaptureOption> first(Vector<CaptureOption> options, int code) {
    return options.find(option -> option.code() == code);
  }
}
