package dev.etherloom.logic.decode.filter;

/** How two values are compared. */
enum Relation {
  EQUAL("=="),
  UNEQUAL("!="),
  GREATER(">"),
  LESS("<"),
  GREATER_OR_EQUAL(">="),
  LESS_OR_EQUAL("<=");

  private final String symbol;

  Relation(String symbol) {
    this.symbol = symbol;
  }

  /**
   * Whether two values are in this relation.
   *
   * @param order negative, zero or positive where the left value is less, equal or greater
   */
  boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case UNEQUAL -> order != 0;
      case GREATER -> order > 0;
      case LESS -> order < 0;
      case GREATER_OR_EQUAL -> order >= 0;
      case LESS_OR_EQUAL -> order <= 0;
    };
  }

  boolean isOrder() {
    return this != EQUAL && this != UNEQUAL;
  }

  /** Whether all values must meet it if nobody says {@code any} or {@code all}. */
  boolean isForAll() {
    return this == UNEQUAL;
  }

  @Override
  public String toString() {
    return symbol;
  }
}
