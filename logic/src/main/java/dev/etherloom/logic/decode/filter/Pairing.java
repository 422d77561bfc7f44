package dev.etherloom.logic.decode.filter;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/** Compares each of some values with each of others, without making all pairs of them. */
final class Pairing {
  private Pairing() {}

  /** Without values on either side nothing holds. */
  static boolean holds(Relation relation, boolean all, List<Value> left, List<Value> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return false;
    }
    return switch (relation) {
      case EQUAL -> all ? areAlike(left, right) : !areDisjoint(left, right);
      case UNEQUAL -> all ? areDisjoint(left, right) : !areAlike(left, right);
      case LESS, LESS_OR_EQUAL ->
          relation.holds(
              all
                  ? Collections.max(left).compareTo(Collections.min(right))
                  : Collections.min(left).compareTo(Collections.max(right)));
      case GREATER, GREATER_OR_EQUAL ->
          relation.holds(
              all
                  ? Collections.min(left).compareTo(Collections.max(right))
                  : Collections.max(left).compareTo(Collections.min(right)));
    };
  }

  private static boolean areDisjoint(List<Value> left, List<Value> right) {
    return Collections.disjoint(new HashSet<>(left), new HashSet<>(right));
  }

  private static boolean areAlike(List<Value> left, List<Value> right) {
    var different = new HashSet<>(left);
    different.addAll(right);
    return different.size() == 1;
  }
}
