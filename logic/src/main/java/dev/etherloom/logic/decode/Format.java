package dev.etherloom.logic.decode;

/** How the value of a field is written. */
public enum Format {
  DECIMAL,
  HEX_2,
  HEX_4,
  HEX_6,
  HEX_8,
  ADDRESS,
  MAC,
  TEXT,
  OCTETS;

  /** Hexadecimal digits of a number; 0 if it is written in decimal. */
  public int digits() {
    return switch (this) {
      case HEX_2 -> 2;
      case HEX_4 -> 4;
      case HEX_6 -> 6;
      case HEX_8 -> 8;
      case DECIMAL, ADDRESS, MAC, TEXT, OCTETS -> 0;
    };
  }

  public boolean isNumber() {
    return compareTo(ADDRESS) < 0;
  }
}
