package dev.etherloom.logic.capture;

/** Why a capture file is not read any further. Offsets count octets from the file's start. */
public sealed interface CaptureError {
  long offset();

  /** The part of the file that refused, by its usual name: {@code "packet header"}. */
  String where();

  /**
   * The file ends in the middle of something.
   *
   * @param offset where that starts
   * @param required octets it has
   * @param actual octets of it that are there
   */
  record Cut(long offset, String where, long required, long actual) implements CaptureError {
    @Override
    public String toString() {
      return "%s at octet %d is cut: it requires %d octets, there are %d"
          .formatted(where, offset, required, actual);
    }
  }

  /**
   * A field with a value that is not allowed there.
   *
   * @param offset where the field stands
   * @param found its value, an unsigned one
   * @param expected what is allowed, in words
   */
  record BadField(long offset, String where, String field, long found, String expected)
      implements CaptureError {
    @Override
    public String toString() {
      return "%s at octet %d: %s is %d (0x%x), expected %s"
          .formatted(where, offset, field, found, found, expected);
    }
  }

  /**
   * The octets themselves could not be had.
   *
   * @param offset how many could, uncompressed
   * @param why what the system or the decompressor says
   */
  record Unreadable(long offset, String where, String why) implements CaptureError {
    @Override
    public String toString() {
      return "%s at octet %d cannot be read: %s".formatted(where, offset, why);
    }
  }
}
