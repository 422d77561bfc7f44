package dev.etherloom.logic.ndp;

/** How a router or route ranks among others (RFC 4191 §2.1); the order is that of their bits. */
public enum Preference {
  MEDIUM,
  HIGH,
  /** Not to be sent; a router is then medium, a route ignored. */
  RESERVED,
  LOW;

  /** The two bits that stand in front of the last three of {@code flags}. */
  static Preference in(int flags) {
    return switch (flags >>> 3 & 3) {
      case 0 -> MEDIUM;
      case 1 -> HIGH;
      case 2 -> RESERVED;
      default -> LOW;
    };
  }

  /** As they stand in a flags octet. */
  public int bits() {
    return ordinal() << 3;
  }
}
