package dev.etherloom.logic.tcp;

import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Locale;

/** What decides how much may be on its way (RFC 9293 §3.8.2, MUST-19). */
public enum CongestionControl {
  /** RFC 9438: comes back to where it was fast, also where the way is long. */
  CUBIC,
  /** RFC 5681: one segment more each round trip. */
  RENO,
  /** BBRv3 (draft-ietf-ccwg-bbr): what the path was seen to carry, whatever is lost on it. */
  BBR;

  /** By its name in small letters. */
  public static Option<CongestionControl> named(String name) {
    return Vector.of(values()).find(one -> one.toString().equals(name));
  }

  Growth fresh() {
    return switch (this) {
      case CUBIC -> Cubic.FRESH;
      case RENO -> Reno.FRESH;
      case BBR -> Bbr.FRESH;
    };
  }

  boolean isIn(Growth growth) {
    return switch (growth) {
      case Cubic _ -> this == CUBIC;
      case Reno _ -> this == RENO;
      case Bbr _ -> this == BBR;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
