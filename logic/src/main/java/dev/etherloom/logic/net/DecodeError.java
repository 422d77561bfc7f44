package dev.etherloom.logic.net;

/**
 * Octets that are not what they should be, and where. Offsets count octets from the frame's start.
 */
public sealed interface DecodeError extends DropReason {
  /** The header that refused, by its usual name: {@code "ipv4"}. */
  String layer();

  int offset();

  /**
   * Fewer octets than needed.
   *
   * @param required octets needed from {@code offset} on
   * @param actual octets there are
   * @param claimedBy the field that asked for them, or what set the limit
   */
  record TooShort(String layer, int offset, int required, int actual, String claimedBy)
      implements DecodeError {
    @Override
    public String label() {
      return layer + ": too short";
    }

    @Override
    public String toString() {
      return "%s at octet %d: %s requires %d octets, there are %d"
          .formatted(layer, offset, claimedBy, required, actual);
    }
  }

  /**
   * A field with a value that is not allowed there.
   *
   * @param field its name in the RFC
   * @param found its value
   * @param expected what is allowed, in words
   */
  record BadField(String layer, int offset, String field, long found, String expected)
      implements DecodeError {
    @Override
    public String label() {
      return layer + ": bad " + field;
    }

    @Override
    public String toString() {
      return "%s at octet %d: %s is %d, expected %s"
          .formatted(layer, offset, field, found, expected);
    }
  }

  /** A checksum that does not fit its octets. */
  record BadChecksum(String layer, int offset, int found) implements DecodeError {
    @Override
    public String label() {
      return layer + ": bad checksum";
    }

    @Override
    public String toString() {
      return "%s at octet %d: checksum 0x%04x does not fit".formatted(layer, offset, found);
    }
  }
}
