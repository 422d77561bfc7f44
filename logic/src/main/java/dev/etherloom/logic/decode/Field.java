package dev.etherloom.logic.decode;

import com.google.errorprone.annotations.Immutable;
import io.vavr.collection.Vector;

/** A field of a layer. They stand in three tables, from the outside in. */
public sealed interface Field permits LinkField, InternetField, TransportField {
  /**
   * What is to know about a field.
   *
   * @param id its number among all fields, from 0 on without gaps
   * @param label Wireshark's name for it, as {@code ip.src}
   * @param title what a person calls it
   * @param format how its value is written
   */
  @Immutable
  record Entry(int id, String label, String title, Format format) {}

  /** All fields of all layers, each at the place that its {@link #id} says. */
  static Vector<Field> all() {
    return Vector.<Field>of(LinkField.values())
        .appendAll(Vector.of(InternetField.values()))
        .appendAll(Vector.of(TransportField.values()));
  }

  Entry entry();

  default int id() {
    return entry().id();
  }

  default String label() {
    return entry().label();
  }

  default String title() {
    return entry().title();
  }

  default Format format() {
    return entry().format();
  }
}
