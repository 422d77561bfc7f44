package dev.etherloom.logic.dns;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;

/** The errors of this room; {@code at} counts from the start of the octets given. */
final class Refusal {
  private static final String LAYER = "dns";

  private Refusal() {}

  static <T> Either<DecodeError, T> tooShort(
      Slice octets, int at, int required, int actual, String claimedBy) {
    return Either.left(
        new DecodeError.TooShort(LAYER, octets.offset() + at, required, actual, claimedBy));
  }

  static <T> Either<DecodeError, T> bad(
      Slice octets, int at, String field, long found, String expected) {
    return Either.left(
        new DecodeError.BadField(LAYER, octets.offset() + at, field, found, expected));
  }
}
