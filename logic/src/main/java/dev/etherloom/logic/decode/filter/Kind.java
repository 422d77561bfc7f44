package dev.etherloom.logic.decode.filter;

import dev.etherloom.logic.decode.Field;
import dev.etherloom.logic.decode.InternetField;
import dev.etherloom.logic.decode.LinkField;
import dev.etherloom.logic.decode.TransportField;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;

/** What kind of value a field has, and how one is written. */
enum Kind {
  NUMBER("a number", "a number such as 80 or 0x50"),
  BOOLEAN("true or false", "true or false"),
  TIME("a time", "seconds since 1970 such as 1700000000.5"),
  IPV4("an IPv4 address", "an IPv4 address such as 192.0.2.1 or 10.0.0.0/8"),
  IPV6("an IPv6 address", "an IPv6 address such as 2001:db8::1 or fe80::/10"),
  MAC("a MAC address", "a MAC address such as 02:00:5e:00:53:01"),
  TEXT("text", "a string such as \"abc\""),
  OCTETS("octets", "octets such as 01:02:ff, or a string"),
  PROTOCOL("a protocol", "octets such as 01:02:ff, or a string");

  private static final Set<Field> BOOLEANS =
      HashSet.of(
          LinkField.VLAN_DEI,
          LinkField.QINQ_DEI,
          InternetField.IPV6_FRAG_MORE,
          InternetField.ND_NA_R,
          InternetField.ND_NA_S,
          InternetField.ND_NA_O);

  private final String title;
  private final String expected;

  Kind(String title, String expected) {
    this.title = title;
    this.expected = expected;
  }

  static Kind of(Field field) {
    return switch (field.format()) {
      case DECIMAL, HEX_2, HEX_4, HEX_6, HEX_8 -> BOOLEANS.contains(field) ? BOOLEAN : NUMBER;
      case ADDRESS -> isIpv6(field) ? IPV6 : IPV4;
      case MAC -> MAC;
      case TEXT -> field == LinkField.FRAME_TIME_EPOCH ? TIME : TEXT;
      case OCTETS -> OCTETS;
    };
  }

  private static boolean isIpv6(Field field) {
    return field.label().startsWith("ipv6.")
        || field.label().startsWith("icmpv6.")
        || field == TransportField.DNS_AAAA;
  }

  /** With its article: {@code "a number"}. */
  String title() {
    return title;
  }

  /** What may stand on the other side of a comparison. */
  String expected() {
    return expected;
  }

  boolean isOrdered() {
    return this != BOOLEAN && this != PROTOCOL;
  }

  /** Whether one can look for octets or characters in it. */
  boolean isSearchable() {
    return this == TEXT || this == OCTETS || this == PROTOCOL || this == MAC;
  }

  boolean isComparableWith(Kind other) {
    return this == other && this != PROTOCOL;
  }
}
