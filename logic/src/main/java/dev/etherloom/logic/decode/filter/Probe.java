package dev.etherloom.logic.decode.filter;

/** What is done with each value of a field. */
sealed interface Probe {
  /** The test's number. */
  int test();

  /** What is done with a number first. */
  Bits bits();

  /** Whether the field says true by being there. */
  boolean marker();

  /** The value meets a check, or not. */
  record One(int test, boolean all, Bits bits, boolean marker, Check check) implements Probe {}

  /** The value is kept, to be compared with those of another field. */
  record Side(int test, boolean left, Bits bits, boolean marker) implements Probe {}

  /**
   * Some bits of a number: masked, shifted down, and masked again.
   *
   * @param where bits that must be set, or the number is none of interest
   */
  record Bits(long inner, int shift, long outer, long where) {
    private static final Bits ALL = new Bits(Subject.Fields.ALL, 0, Operand.ALL, 0);

    static Bits of(Operand operand) {
      return operand.subject() instanceof Subject.Fields fields
          ? new Bits(fields.bits(), fields.shift(), operand.mask(), fields.where())
          : ALL;
    }

    boolean isAll() {
      return (inner & outer) == Subject.Fields.ALL;
    }

    boolean areIn(long number) {
      return (number & where) == where;
    }

    long of(long number) {
      return (number & inner) >> shift & outer;
    }
  }
}
