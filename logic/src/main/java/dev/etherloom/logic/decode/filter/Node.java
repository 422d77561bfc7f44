package dev.etherloom.logic.decode.filter;

import io.vavr.collection.Vector;

/** An expression over the outcomes of numbered tests, in three-valued logic. */
sealed interface Node {
  /**
   * What follows from what is known.
   *
   * @param outcomes what is known of each test
   */
  Truth evaluate(Outcomes outcomes);

  /** Tests by their numbers. */
  interface Outcomes {
    Truth of(int test);
  }

  record Leaf(int test) implements Node {
    @Override
    public Truth evaluate(Outcomes outcomes) {
      return outcomes.of(test);
    }
  }

  record Not(Node part) implements Node {
    @Override
    public Truth evaluate(Outcomes outcomes) {
      return switch (part.evaluate(outcomes)) {
        case NO -> Truth.YES;
        case YES -> Truth.NO;
        case OPEN -> Truth.OPEN;
      };
    }
  }

  record And(Node left, Node right) implements Node {
    @Override
    public Truth evaluate(Outcomes outcomes) {
      var first = left.evaluate(outcomes);
      if (first == Truth.NO) {
        return Truth.NO;
      }
      var second = right.evaluate(outcomes);
      return second == Truth.NO || first == Truth.YES ? second : Truth.OPEN;
    }
  }

  record Or(Node left, Node right) implements Node {
    @Override
    public Truth evaluate(Outcomes outcomes) {
      var first = left.evaluate(outcomes);
      if (first == Truth.YES) {
        return Truth.YES;
      }
      var second = right.evaluate(outcomes);
      return second == Truth.YES || first == Truth.NO ? second : Truth.OPEN;
    }
  }

  record Xor(Node left, Node right) implements Node {
    @Override
    public Truth evaluate(Outcomes outcomes) {
      var first = left.evaluate(outcomes);
      var second = right.evaluate(outcomes);
      return first == Truth.OPEN || second == Truth.OPEN ? Truth.OPEN : Truth.of(first != second);
    }
  }

  /** A balanced tree, so that long chains do not make deep ones. */
  static Node join(Expression.Joint joint, Vector<Node> parts) {
    if (parts.length() == 1) {
      return parts.head();
    }
    int half = parts.length() / 2;
    var left = join(joint, parts.take(half));
    var right = join(joint, parts.drop(half));
    return switch (joint) {
      case AND -> new And(left, right);
      case OR -> new Or(left, right);
      case XOR -> new Xor(left, right);
    };
  }
}
