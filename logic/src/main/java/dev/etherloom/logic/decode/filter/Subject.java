package dev.etherloom.logic.decode.filter;

import dev.etherloom.logic.decode.Field;
import dev.etherloom.logic.decode.Protocol;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** What a name stands for. */
sealed interface Subject {
  /** As it is written in a filter. */
  String name();

  Kind kind();

  /**
   * Fields, or some bits of them.
   *
   * @param bits which bits of a number count, shifted down; all if -1
   * @param where bits that must all be set, or there is no value: part of a message may mean
   *     something in answers only
   * @param marker whether it has the value true just where a field is there
   */
  record Fields(String name, Kind kind, Vector<Field> fields, long bits, long where, boolean marker)
      implements Subject {
    static final long ALL = -1;

    static Fields of(Field field) {
      return new Fields(field.label(), Kind.of(field), Vector.of(field), ALL, 0, false);
    }

    int shift() {
      return Long.numberOfTrailingZeros(bits);
    }

    /** The largest number it may have, where that is known. */
    Option<Long> most() {
      int digits = fields.head().format().digits();
      if (bits != ALL) {
        return Option.some(bits >>> shift());
      } else if (name.endsWith("port") && kind == Kind.NUMBER) {
        return Option.some(0xffffL);
      }
      return digits == 0 ? Option.none() : Option.some((1L << (4 * digits)) - 1);
    }
  }

  /** The octets of a protocol's layers, each with all that it carries. */
  record Layers(String name, Protocol protocol) implements Subject {
    @Override
    public Kind kind() {
      return Kind.PROTOCOL;
    }
  }

  /** The octets of all layers. */
  record Frame(String name) implements Subject {
    @Override
    public Kind kind() {
      return Kind.PROTOCOL;
    }
  }
}
