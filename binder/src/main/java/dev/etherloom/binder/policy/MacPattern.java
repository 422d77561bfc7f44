package dev.etherloom.binder.policy;

import dev.etherloom.frames.MacAddress;
import io.vavr.control.Option;

/**
 * One MAC address, or all that share their first bits, as {@code 02:00:00:00:00:00/40}.
 *
 * @param bits how many bits count, 1…48
 */
public record MacPattern(MacAddress address, int bits) {
  public static MacPattern exactly(MacAddress address) {
    return new MacPattern(address, 48);
  }

  /** A MAC address, or one with the number of bits that count behind a slash. */
  public static Option<MacPattern> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return MacAddress.parse(text).map(MacPattern::exactly);
    }
    var length = text.substring(slash + 1);
    return length.matches("[1-9]|[1-3]\\d|4[0-8]")
        ? MacAddress.parse(text.substring(0, slash))
            .map(address -> new MacPattern(address, Integer.parseInt(length)))
        : Option.none();
  }

  /** The bits that count, as a mask over 48. */
  public long mask() {
    return 0xffff_ffff_ffffL & (-1L << (48 - bits));
  }

  boolean matches(long mac) {
    return ((mac ^ address.bits()) & mask()) == 0;
  }

  public boolean isExact() {
    return bits == 48;
  }

  @Override
  public String toString() {
    return isExact() ? address.toString() : address + "/" + bits;
  }
}
