package dev.etherloom.logic.capture;

/** Which way a frame went, seen from the stack; the bits of the option epb_flags. */
public enum Direction {
  INBOUND(1),
  OUTBOUND(2);

  private final int flag;

  Direction(int flag) {
    this.flag = flag;
  }

  int flag() {
    return flag;
  }
}
