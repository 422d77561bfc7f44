package dev.etherloom.logic.dns;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;
import java.util.function.Supplier;

/**
 * A record's data within its message, to be read; indices count from the data's start.
 *
 * @param octets a window on {@code message}
 */
record Rdata(Slice message, Slice octets) {
  int length() {
    return octets.length();
  }

  /** What {@code read} makes of data of exactly this size. */
  Either<DecodeError, RecordData> exactly(int size, Supplier<RecordData> read) {
    return length() == size
        ? Either.right(read.get())
        : Refusal.bad(octets, -2, "data length", length(), Integer.toString(size));
  }

  Either<DecodeError, Rdata> atLeast(int size) {
    return length() >= size
        ? Either.right(this)
        : Refusal.tooShort(octets, 0, size, length(), "data");
  }

  /** The name at {@code index}, which ends within the data. */
  Either<DecodeError, Located<DomainName>> name(int index) {
    int start = octets.offset() - message.offset();
    return DomainName.read(message, start + index, start + length());
  }

  /** The name at {@code index}, with exactly {@code behind} octets of data after it. */
  Either<DecodeError, DomainName> name(int index, int behind) {
    return name(index)
        .flatMap(
            name -> {
              int size = index + name.octets().length() + behind;
              return length() == size
                  ? Either.right(name.value())
                  : Refusal.bad(octets, -2, "data length", length(), Integer.toString(size));
            });
  }
}
