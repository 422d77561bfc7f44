package dev.etherloom.logic.decode.filter;

/**
 * What is compared.
 *
 * @param mask bits of its number that count, in place; {@link #ALL} if nobody masked it
 */
record Operand(Subject subject, long mask) {
  static final long ALL = -1;

  static Operand of(Subject subject) {
    return new Operand(subject, ALL);
  }

  boolean isMasked() {
    return mask != ALL;
  }

  @Override
  public String toString() {
    return isMasked() ? subject.name() + " & 0x" + Long.toHexString(mask) : subject.name();
  }
}
