package dev.etherloom.logic.decode;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.control.Option;

/** Options of neighbor discovery (RFC 4861 §4.6, RFC 8106). */
final class NdpOptions {
  private NdpOptions() {}

  static void tell(Fields out, Slice octets, int from) {
    @Var int at = from;
    while (at + 2 <= octets.length()) {
      out.u8(InternetField.ND_OPT_TYPE, octets, at);
      out.u8(InternetField.ND_OPT_LENGTH, octets, at + 1);
      int size = octets.u8(at + 1) * 8;
      if (size == 0 || at + size > octets.length()) {
        return;
      }
      option(out, octets.slice(at, size));
      at += size;
    }
  }

  /** The packet that a redirect quotes (§4.6.3). */
  static Option<Region> redirected(Region options) {
    @Var int at = 0;
    while (at + 2 <= options.length() && options.octets().u8(at + 1) > 0) {
      int size = options.octets().u8(at + 1) * 8;
      if (options.octets().u8(at) == 4) {
        return Option.some(options.from(at + 8).first(size - 8)).filter(one -> one.length() > 0);
      }
      at += size;
    }
    return Option.none();
  }

  private static void option(Fields out, Slice option) {
    switch (option.u8(0)) {
      case 1, 2 -> {
        if (option.length() == 8) {
          var mac = MacAddress.at(option, 2);
          out.text(InternetField.ND_OPT_LINKADDR, option.offset() + 2, 6, mac.toString());
        }
      }
      case 3 -> {
        out.u8(InternetField.ND_OPT_PREFIX_LENGTH, option, 2);
        out.u8(InternetField.ND_OPT_PREFIX_FLAGS, option, 3);
        out.u32(InternetField.ND_OPT_VALID, option, 4);
        out.u32(InternetField.ND_OPT_PREFERRED, option, 8);
        out.ipv6(InternetField.ND_OPT_PREFIX, option, 16);
      }
      case 24 -> {
        out.u8(InternetField.ND_OPT_PREFIX_LENGTH, option, 2);
        if (option.length() > 8) {
          int size = Math.min(Ipv6Address.LENGTH, option.length() - 8);
          var whole = Writer.allocate(Ipv6Address.LENGTH).put(option.slice(8, size));
          whole.zeros(Ipv6Address.LENGTH - size);
          out.address(
              InternetField.ND_OPT_PREFIX, option.offset() + 8, Ipv6Address.at(whole.written(), 0));
        }
      }
      case 5 -> out.u32(InternetField.ND_OPT_MTU, option, 4);
      case 14 -> out.octets(InternetField.ND_OPT_NONCE, option, 2, option.length() - 2);
      case 25 -> {
        out.u32(InternetField.ND_OPT_RDNSS_LIFETIME, option, 4);
        for (int at = 8; at + Ipv6Address.LENGTH <= option.length(); at += Ipv6Address.LENGTH) {
          out.ipv6(InternetField.ND_OPT_RDNSS, option, at);
        }
      }
      default -> {}
    }
  }
}
