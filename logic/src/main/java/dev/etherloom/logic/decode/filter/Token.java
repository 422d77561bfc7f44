package dev.etherloom.logic.decode.filter;

import dev.etherloom.frames.Slice;

/** A piece of a filter's text. */
sealed interface Token {
  /** Its first character's index in the text. */
  int at();

  /** A name, a number, an address: letters, digits and {@code _ : . / -}. */
  record Word(int at, String text) implements Token {
    @Override
    public String toString() {
      return text;
    }
  }

  /** A string, its escapes resolved; characters as UTF-8. */
  record Quoted(int at, Slice octets) implements Token {
    @Override
    public String toString() {
      return "a string";
    }
  }

  /** An operator, a parenthesis, a comma. */
  record Symbol(int at, String text) implements Token {
    @Override
    public String toString() {
      return text;
    }
  }

  record End(int at) implements Token {
    @Override
    public String toString() {
      return "the end";
    }
  }

  /** Whether it is one of these words or symbols. */
  default boolean is(String word, String symbol) {
    return switch (this) {
      case Word(_, var text) -> text.equals(word);
      case Symbol(_, var text) -> text.equals(symbol);
      case Quoted _, End _ -> false;
    };
  }
}
