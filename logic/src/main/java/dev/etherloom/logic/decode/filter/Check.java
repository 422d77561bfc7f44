package dev.etherloom.logic.decode.filter;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.IpAddress;
import io.vavr.collection.Vector;

/** What a single value has to meet. It prints as what follows a field's name in a filter. */
sealed interface Check {
  default boolean number(long value) {
    return false;
  }

  default boolean address(IpAddress value) {
    return false;
  }

  default boolean mac(MacAddress value) {
    return number(value.bits());
  }

  default boolean text(String value) {
    return false;
  }

  default boolean octets(Slice value) {
    return false;
  }

  /** Whether the field's being there is enough. */
  record Fixed(boolean outcome) implements Check {
    static final Fixed PRESENT = new Fixed(true);

    @Override
    public boolean number(long value) {
      return outcome;
    }

    @Override
    public boolean address(IpAddress value) {
      return outcome;
    }

    @Override
    public boolean text(String value) {
      return outcome;
    }

    @Override
    public boolean octets(Slice value) {
      return outcome;
    }

    @Override
    public String toString() {
      return "";
    }
  }

  /** That some bit is left behind a mask. */
  record NotZero() implements Check {
    @Override
    public boolean number(long value) {
      return value != 0;
    }

    @Override
    public String toString() {
      return "";
    }
  }

  record Compare(Relation relation, Value with) implements Check {
    @Override
    public boolean number(long value) {
      return switch (with) {
        case Value.Num(var other) -> relation.holds(Long.compare(value, other));
        case Value.Time(var other) -> relation.holds(Long.compare(value, other));
        case Value.Network _, Value.Mac _, Value.Text _, Value.Octets _ -> false;
      };
    }

    /** A network is compared by its bits alone. */
    @Override
    public boolean address(IpAddress value) {
      return with instanceof Value.Network(var network, var length)
          && network.width() == value.width()
          && relation.holds(value.masked(length).compareTo(network));
    }

    @Override
    public boolean mac(MacAddress value) {
      return with instanceof Value.Mac(var other)
          ? relation.holds(value.compareTo(other))
          : number(value.bits());
    }

    @Override
    public boolean text(String value) {
      return with instanceof Value.Text(var other) && relation.holds(value.compareTo(other));
    }

    @Override
    public boolean octets(Slice value) {
      return with instanceof Value.Octets(var other) && relation.holds(Value.order(value, other));
    }

    @Override
    public String toString() {
      return " " + relation + " " + with;
    }
  }

  /** That it is one of some values, or between two of them. */
  record Member(Vector<Span> spans) implements Check {
    /** From one value to another; the same twice if it is just one. */
    record Span(Value low, Value high) {
      Check from() {
        return new Compare(low.equals(high) ? Relation.EQUAL : Relation.GREATER_OR_EQUAL, low);
      }

      Check to() {
        return new Compare(low.equals(high) ? Relation.EQUAL : Relation.LESS_OR_EQUAL, high);
      }

      @Override
      public String toString() {
        return low.equals(high) ? low.toString() : low + " .. " + high;
      }
    }

    @Override
    public boolean number(long value) {
      return spans.exists(span -> span.from().number(value) && span.to().number(value));
    }

    @Override
    public boolean address(IpAddress value) {
      return spans.exists(span -> span.from().address(value) && span.to().address(value));
    }

    @Override
    public boolean mac(MacAddress value) {
      return spans.exists(span -> span.from().mac(value) && span.to().mac(value));
    }

    @Override
    public boolean text(String value) {
      return spans.exists(span -> span.from().text(value) && span.to().text(value));
    }

    @Override
    public boolean octets(Slice value) {
      return spans.exists(span -> span.from().octets(value) && span.to().octets(value));
    }

    @Override
    public String toString() {
      return spans.mkString(" in {", ", ", "}");
    }
  }

  /** That some octets occur in it; characters as UTF-8. */
  record Contains(Needle needle) implements Check {
    @Override
    public boolean mac(MacAddress value) {
      long bits = value.bits();
      return octets(
          Slice.of(
              (int) (bits >>> 40),
              (int) (bits >>> 32),
              (int) (bits >>> 24),
              (int) (bits >>> 16),
              (int) (bits >>> 8),
              (int) bits));
    }

    @Override
    public boolean text(String value) {
      return needle.isIn(Slice.utf8(value));
    }

    @Override
    public boolean octets(Slice value) {
      return needle.isIn(value);
    }

    @Override
    public String toString() {
      return " contains " + Quotation.write(needle.octets());
    }
  }

  record Matches(Automaton expression) implements Check {
    @Override
    public boolean text(String value) {
      return expression.isIn(Slice.utf8(value));
    }

    @Override
    public boolean octets(Slice value) {
      return expression.isIn(value);
    }

    @Override
    public String toString() {
      return " matches " + expression;
    }
  }
}
