package dev.etherloom.logic.decode;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;

/**
 * What a layer tells its fields to: a printer, a filter. Offsets and lengths count octets in the
 * frame. The shorthands read a field out of octets, and leave out what lies behind their end, so a
 * header that was cut is told as far as it goes.
 */
public interface Fields {
  void number(Field field, int offset, int length, long value);

  void address(Field field, int offset, IpAddress value);

  void mac(Field field, int offset, MacAddress value);

  void text(Field field, int offset, int length, String value);

  void octets(Field field, Slice value);

  /** Whether the field is of interest; one that is dear to make is told only then. */
  default boolean wants(Field field) {
    return true;
  }

  /** What follows is part of this, until {@link #close}. */
  default void open(String title, int offset, int length) {}

  default void close() {}

  default void u8(Field field, Slice octets, int at) {
    if (at + 1 <= octets.length()) {
      number(field, octets.offset() + at, 1, octets.u8(at));
    }
  }

  default void u16(Field field, Slice octets, int at) {
    if (at + 2 <= octets.length()) {
      number(field, octets.offset() + at, 2, octets.u16(at));
    }
  }

  default void u32(Field field, Slice octets, int at) {
    if (at + 4 <= octets.length()) {
      number(field, octets.offset() + at, 4, octets.u32(at));
    }
  }

  /** Some bits of an octet, shifted down. */
  default void bits(Field field, Slice octets, int at, int mask) {
    if (at + 1 <= octets.length()) {
      int value = (octets.u8(at) & mask) >>> Integer.numberOfTrailingZeros(mask);
      number(field, octets.offset() + at, 1, value);
    }
  }

  default void ipv4(Field field, Slice octets, int at) {
    if (at + Ipv4Address.LENGTH <= octets.length()) {
      address(field, octets.offset() + at, Ipv4Address.at(octets, at));
    }
  }

  default void ipv6(Field field, Slice octets, int at) {
    if (at + Ipv6Address.LENGTH <= octets.length()) {
      address(field, octets.offset() + at, Ipv6Address.at(octets, at));
    }
  }

  default void mac(Field field, Slice octets, int at) {
    if (at + MacAddress.LENGTH <= octets.length()) {
      mac(field, octets.offset() + at, MacAddress.at(octets, at));
    }
  }

  default void octets(Field field, Slice octets, int at, int size) {
    if (size > 0 && at + size <= octets.length()) {
      octets(field, octets.slice(at, size));
    }
  }
}
