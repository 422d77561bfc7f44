package dev.etherloom.logic.decode.filter;

import io.vavr.collection.Vector;

/**
 * A filter, parsed, its types checked. It prints so that reading the text gives an equal one again.
 */
sealed interface Expression {
  /** Several expressions and what joins them, from the one that binds least. */
  enum Joint {
    OR("or", "||"),
    XOR("xor", "^^"),
    AND("and", "&&");

    private final String word;
    private final String symbol;

    Joint(String word, String symbol) {
      this.word = word;
      this.symbol = symbol;
    }

    boolean is(Token token) {
      return token.is(word, symbol);
    }
  }

  /**
   * Some of which one, all, or an odd number must hold.
   *
   * @param parts two or more
   */
  record Joined(Joint joint, Vector<Expression> parts) implements Expression {
    @Override
    public String toString() {
      return parts
          .map(part -> part.binds() > binds() ? part.toString() : "(" + part + ")")
          .mkString(" " + joint.word + " ");
    }
  }

  record Not(Expression part) implements Expression {
    @Override
    public String toString() {
      return "not " + (part.binds() >= binds() ? part.toString() : "(" + part + ")");
    }
  }

  /**
   * A check of a field's values.
   *
   * @param all whether all values must meet it, and there must be one; otherwise any
   */
  record Test(boolean all, Operand operand, Check check) implements Expression {
    @Override
    public String toString() {
      boolean expected = check instanceof Check.Compare(var relation, _) && relation.isForAll();
      return quantity(all, expected) + operand + check;
    }
  }

  /** Two fields compared, each value of one with each of the other. */
  record Pair(boolean all, Operand left, Relation relation, Operand right) implements Expression {
    @Override
    public String toString() {
      return quantity(all, relation.isForAll()) + left + " " + relation + " " + right;
    }
  }

  private static String quantity(boolean all, boolean expected) {
    return all == expected ? "" : all ? "all " : "any ";
  }

  /** How tightly it holds its parts. */
  default int binds() {
    return switch (this) {
      case Joined(var joint, _) -> joint.ordinal();
      case Not _ -> Joint.values().length;
      case Test _, Pair _ -> Joint.values().length + 1;
    };
  }
}
