package dev.etherloom.logic.tcp;

/** What decides how much may be on its way (RFC 9293 §3.8.2, MUST-19). */
public enum CongestionControl {
  /** RFC 9438: comes back to where it was fast, also where the way is long. */
  CUBIC,
  /** RFC 5681: one segment more each round trip. */
  RENO;

  Growth fresh() {
    return switch (this) {
      case CUBIC -> Cubic.FRESH;
      case RENO -> Reno.FRESH;
    };
  }

  boolean isIn(Growth growth) {
    return switch (growth) {
      case Cubic _ -> this == CUBIC;
      case Reno _ -> this == RENO;
    };
  }
}
