package dev.etherloom.logic.decode;

import dev.etherloom.frames.InternetChecksum;

/** What a checksum's verification came to; the numbers are Wireshark's. */
enum Checksum {
  BAD,
  GOOD,
  UNVERIFIED,
  ABSENT;

  static Checksum of(InternetChecksum sum) {
    return sum.verifies() ? GOOD : BAD;
  }

  static void tell(Fields out, Field field, int offset, Checksum status) {
    out.number(field, offset, 2, status.number());
  }

  long number() {
    return switch (this) {
      case BAD -> 0;
      case GOOD -> 1;
      case UNVERIFIED -> 2;
      case ABSENT -> 3;
    };
  }

  /**
   * Of a transport's segment.
   *
   * @param region all of it, its checksum included
   */
  static Checksum transport(Region region, IpLayer ip, int protocol) {
    return ip.isFragment() || region.isCut()
        ? UNVERIFIED
        : of(ip.addressSum().plus(protocol).plus(region.reported()).plus(region.octets()));
  }
}
