package dev.etherloom.logic.decode;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Ipv6Address;

/** Options of neighbor discovery (RFC 4861 §4.6, RFC 8106). */
final class NdpOptions {
  private NdpOptions() {}

  static void tell(Fields out, Slice octets, int from) {
    @Var int at = from;
    while (at + 2 <= octets.length()) {
      out.u8(Field.ND_OPT_TYPE, octets, at);
      out.u8(Field.ND_OPT_LENGTH, octets, at + 1);
      int size = octets.u8(at + 1) * 8;
      if (size == 0 || at + size > octets.length()) {
        return;
      }
      option(out, octets.slice(at, size));
      at += size;
    }
  }

  private static void option(Fields out, Slice option) {
    switch (option.u8(0)) {
      case 1, 2 -> {
        if (option.length() == 8) {
          var mac = MacAddress.at(option, 2);
          out.text(Field.ND_OPT_LINKADDR, option.offset() + 2, 6, mac.toString());
        }
      }
      case 3 -> {
        out.u8(Field.ND_OPT_PREFIX_LENGTH, option, 2);
        out.u8(Field.ND_OPT_PREFIX_FLAGS, option, 3);
        out.u32(Field.ND_OPT_VALID, option, 4);
        out.u32(Field.ND_OPT_PREFERRED, option, 8);
        out.ipv6(Field.ND_OPT_PREFIX, option, 16);
      }
      case 5 -> out.u32(Field.ND_OPT_MTU, option, 4);
      case 14 -> out.octets(Field.ND_OPT_NONCE, option, 2, option.length() - 2);
      case 25 -> {
        out.u32(Field.ND_OPT_RDNSS_LIFETIME, option, 4);
        for (int at = 8; at + Ipv6Address.LENGTH <= option.length(); at += Ipv6Address.LENGTH) {
          out.ipv6(Field.ND_OPT_RDNSS, option, at);
        }
      }
      default -> {}
    }
  }
}
