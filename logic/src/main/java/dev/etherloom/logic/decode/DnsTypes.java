package dev.etherloom.logic.decode;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;

/**
 * The types that NSEC and NSEC3 records list (RFC 4034 §4.1.2, RFC 5155 §3.2.1), told as Wireshark
 * does it: under the field for a record's own type.
 */
final class DnsTypes {
  private static final int NSEC = 47;
  private static final int NSEC3 = 50;
  private static final int MAX_NAME = 256;

  private DnsTypes() {}

  static void tell(Fields out, int type, Slice data) {
    int at =
        switch (type) {
          case NSEC -> behindName(data);
          case NSEC3 -> behindHash(data);
          default -> data.length();
        };
    windows(out, data.from(Math.min(at, data.length())));
  }

  /** The next owner's name is never compressed. */
  private static int behindName(Slice data) {
    @Var int at = 0;
    while (at < Math.min(data.length(), MAX_NAME) && data.u8(at) != 0) {
      at += 1 + data.u8(at);
    }
    return at + 1;
  }

  private static int behindHash(Slice data) {
    int salt = data.length() > 4 ? data.u8(4) : 0;
    int hash = data.length() > 5 + salt ? data.u8(5 + salt) : 0;
    return 6 + salt + hash;
  }

  private static void windows(Fields out, Slice maps) {
    @Var int at = 0;
    while (at + 2 <= maps.length() && at + 2 + maps.u8(at + 1) <= maps.length()) {
      int size = maps.u8(at + 1);
      for (int bit = 0; bit < size * 8; bit++) {
        int octet = at + 2 + bit / 8;
        if ((maps.u8(octet) & 0x80 >>> bit % 8) != 0) {
          out.number(
              TransportField.DNS_RESP_TYPE, maps.offset() + octet, 1, maps.u8(at) << 8 | bit);
        }
      }
      at += 2 + size;
    }
  }
}
