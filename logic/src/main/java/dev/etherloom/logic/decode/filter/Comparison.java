package dev.etherloom.logic.decode.filter;

import io.vavr.control.Option;

/**
 * An operator that compares, as it is written.
 *
 * @param all whether all values of a field must meet it, or any
 */
record Comparison(Relation relation, boolean all) {
  static Option<Comparison> of(Token token) {
    return switch (token) {
      case Token.Word(_, var text) -> of(text);
      case Token.Symbol(_, var text) -> of(text);
      case Token.Quoted _, Token.End _ -> Option.none();
    };
  }

  private static Option<Comparison> of(String text) {
    return switch (text) {
      case "==", "eq", "any_eq" -> any(Relation.EQUAL);
      case "===", "all_eq" -> all(Relation.EQUAL);
      case "!=", "ne", "all_ne" -> all(Relation.UNEQUAL);
      case "!==", "~=", "any_ne" -> any(Relation.UNEQUAL);
      case ">", "gt" -> any(Relation.GREATER);
      case "<", "lt" -> any(Relation.LESS);
      case ">=", "ge" -> any(Relation.GREATER_OR_EQUAL);
      case "<=", "le" -> any(Relation.LESS_OR_EQUAL);
      default -> Option.none();
    };
  }

  private static Option<Comparison> any(Relation relation) {
    return Option.some(new Comparison(relation, false));
  }

  private static Option<Comparison> all(Relation relation) {
    return Option.some(new Comparison(relation, true));
  }
}
