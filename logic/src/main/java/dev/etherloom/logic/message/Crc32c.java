package dev.etherloom.logic.message;

import dev.etherloom.frames.Slice;
import io.vavr.collection.List;
import java.util.zip.CRC32C;

/**
 * CRC-32C (RFC 3720 appendix B.4) as a value over slices.
 *
 * @param parts what it is over
 */
record Crc32c(List<Slice> parts) {
  static final Crc32c START = new Crc32c(List.empty());

  Crc32c plus(Slice octets) {
    return new Crc32c(parts.prepend(octets));
  }

  int value() {
    var crc = new CRC32C();
    for (var part : parts.reverse()) {
      crc.update(part.toBytes());
    }
    return (int) crc.getValue();
  }

  static int of(Slice octets) {
    return START.plus(octets).value();
  }
}
