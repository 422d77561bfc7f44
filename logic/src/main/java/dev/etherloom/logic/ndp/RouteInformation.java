package dev.etherloom.logic.ndp;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.control.Either;

/**
 * A route by way of the sender (type 24, RFC 4191 §2.3).
 *
 * @param prefixLength 0…128
 * @param flags the octet with the preference
 * @param octets the prefix's first 0, 8 or 16 octets
 */
public record RouteInformation(int prefixLength, int flags, long lifetime, Slice octets)
    implements RouterOption {
  public static final int TYPE = 24;

  public Preference preference() {
    return Preference.in(flags);
  }

  /** The prefix with zeros for what was not sent; bits behind the length are cleared. */
  public Ipv6Address prefix() {
    long high = octets.isEmpty() ? 0 : octets.i64(0);
    long low = octets.length() < Ipv6Address.LENGTH ? 0 : octets.i64(8);
    return new Ipv6Address(high, low).masked(prefixLength);
  }

  static Either<DecodeError, NdpOption> decode(Slice option) {
    int most = Math.min((option.length() - UNIT) * 8, 128);
    if (option.length() > 3 * UNIT) {
      return RouterOption.badLength(option, "1…3");
    }
    int bits = option.u8(2);
    return bits > most
        ? NdpOption.bad(option, 2, "prefix length", bits, "0…" + most)
        : Either.right(new RouteInformation(bits, option.u8(3), option.u32(4), option.from(UNIT)));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public int length() {
    return UNIT + octets.length();
  }

  @Override
  public void emitContent(Writer out) {
    out.u8(prefixLength).u8(flags).u32(lifetime).put(octets);
  }
}
