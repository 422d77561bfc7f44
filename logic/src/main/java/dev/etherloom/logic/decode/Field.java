package dev.etherloom.logic.decode;

import io.vavr.collection.Vector;

/**
 * A field of a layer: Wireshark's name for it, what a person calls it, and how its value is
 * written.
 */
public sealed interface Field permits LinkField, InternetField, TransportField {
  /** All fields of all layers, each at the place that its {@link #id} says. */
  static Vector<Field> all() {
    return Vector.<Field>of(LinkField.values())
        .appendAll(Vector.of(InternetField.values()))
        .appendAll(Vector.of(TransportField.values()));
  }

  /** Its number among all fields, from 0 on without gaps. */
  int id();

  /** Wireshark's name for it, as {@code ip.src}. */
  String label();

  /** What a person calls it. */
  String title();

  Format format();
}
