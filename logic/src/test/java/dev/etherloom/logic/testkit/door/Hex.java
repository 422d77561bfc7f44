package dev.etherloom.logic.testkit.door;

import dev.etherloom.frames.Slice;
import io.vavr.control.Option;
import java.util.HexFormat;

/** Octets as the door writes them. */
final class Hex {
  private Hex() {}

  static String of(Slice octets) {
    return HexFormat.of().formatHex(octets.toBytes());
  }

  static Option<Slice> read(String digits) {
    return digits.length() % 2 == 0 && digits.matches("[0-9a-fA-F]*")
        ? Option.some(Slice.owning(HexFormat.of().parseHex(digits)))
        : Option.none();
  }
}
