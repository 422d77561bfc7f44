package dev.etherloom.logic.capture;

import io.vavr.control.Option;

/** Which way a frame went, seen from the stack; the low two bits of the option epb_flags. */
public enum Direction {
  INBOUND(1),
  OUTBOUND(2);

  private static final int MASK = 3;

  private final int flag;

  Direction(int flag) {
    this.flag = flag;
  }

  int flag() {
    return flag;
  }

  /** None where the flags do not tell. */
  static Option<Direction> ofFlags(long flags) {
    return switch ((int) flags & MASK) {
      case 1 -> Option.some(INBOUND);
      case 2 -> Option.some(OUTBOUND);
      default -> Option.none();
    };
  }
}
